// A command: one intent of one person, frozen when queued. And the platform's answers to it.
import { z } from 'zod'
import { CONSOLES, ROLES } from '../roles.ts'
import { ACTION_NAMES, ACTION_PAYLOADS, actionOfType, commandTypeOf, type ActionName } from './actions.ts'
import { carriedSchema } from './carried.ts'
import { handOverPayloadSchema } from './hand-over.ts'
import { messageSchema } from './message.ts'
import { problemSchema } from './problem.ts'
import { shiftClosePayloadSchema } from './shift.ts'
import { submissionSchema } from './submission.ts'

export const COMMAND_TYPES = ['message.submit', 'checklist.confirm', ...ACTION_NAMES.map((action) => commandTypeOf(action)), 'intake.hand-over', 'shift.close'] as const
export type CommandType = (typeof COMMAND_TYPES)[number]

export const checklistPayloadSchema = z.strictObject({
  console: z.enum(CONSOLES),
  role: z.enum(ROLES),
  /** Which wording was on the screen: an old confirmation stays provable after the words change. */
  textVersion: z.number().int().positive(),
  trained: z.literal(true),
  cabinetReady: z.literal(true),
})
export type ChecklistPayload = z.infer<typeof checklistPayloadSchema>

/** The envelope: `at` is the seat's clock when the person decided, told but never trusted. */
const envelope = {
  /** UUID version 7; the idempotency key, unique for ever on the platform. */
  id: z.uuid(),
  at: z.iso.datetime(),
  cabinetId: z.number().int(),
  base: z.object({ entity: z.string(), id: z.uuid(), version: z.number().int() }).optional(),
  /** Brought out of a transfer file by somebody who may: rights and authorship are the author's. */
  carried: carriedSchema.optional(),
}
/** The message as it was on the screen: decided on another version, nothing is done. */
const messageBase = z.strictObject({ entity: z.literal('message'), id: z.uuid(), version: z.number().int().positive() })
const act = <A extends ActionName>(action: A) =>
  z.strictObject({ ...envelope, type: z.literal(commandTypeOf(action)), base: messageBase, payload: ACTION_PAYLOADS[action] })

export const commandSchema = z.discriminatedUnion('type', [
  z.strictObject({ ...envelope, type: z.literal('message.submit'), payload: submissionSchema }),
  z.strictObject({ ...envelope, type: z.literal('checklist.confirm'), payload: checklistPayloadSchema }),
  // one by one, so that each type keeps the payload of its own
  act('accept'), act('decline'), act('ask-clarification'), act('clarify'), act('forward-down'), act('forward-up'), act('assign'), act('answer-oneself'),
  act('mail-federal'), act('take'), act('return-to-coordinator'), act('to-fz59'), act('submit-for-approval'), act('request-postponement'),
  act('approve-postponement'), act('refuse-postponement'), act('agree'), act('return'), act('approve'), act('rate'), act('withdraw'),
  act('control-on'), act('control-off'), act('change-category'),
  z.strictObject({ ...envelope, type: z.literal('intake.hand-over'), payload: handOverPayloadSchema }),
  z.strictObject({ ...envelope, type: z.literal('shift.close'), payload: shiftClosePayloadSchema }),
])
export type Command = z.infer<typeof commandSchema>
/** A command about a message that exists. */
export type ActionCommand = Extract<Command, { type: `message.${ActionName}` }>
export const isAction = (command: Command): command is ActionCommand => actionOfType(command.type) !== undefined
/** Parsed command by command inside the batch, so that one bad command delays nobody else. */
export const commandEnvelopeSchema = z.looseObject({ id: z.uuid(), type: z.string(), payload: z.unknown() })

export const receiptSchema = z.object({
  commandId: z.uuid(),
  /** SHA-256 (hex) of the canonical JSON of the payload: only a matching receipt means done. */
  payloadHash: z.string().regex(/^[0-9a-f]{64}$/),
  acceptedAt: z.iso.datetime(),
  /** What the command made or changed. */
  entity: z.object({ kind: z.enum(['message', 'checklist', 'hand-over', 'shift']), id: z.string(), version: z.number().int() }),
  /** For messages: «Номер», «Номер ЕПГУ», registration and planned answer by the platform's clock. */
  message: z.object({ number: z.number().int(), epguNumber: z.number().int(), registeredAt: z.iso.datetime(), answerAt: z.iso.datetime().nullable() }).optional(),
  warnings: z.array(z.string()),
})
export type Receipt = z.infer<typeof receiptSchema>

export const commandResultSchema = z.discriminatedUnion('outcome', [
  z.object({ id: z.uuid(), outcome: z.literal('accepted'), receipt: receiptSchema }),
  z.object({ id: z.uuid(), outcome: z.literal('duplicate'), receipt: receiptSchema }),
  z.object({ id: z.uuid(), outcome: z.literal('rejected'), problem: problemSchema }),
  z.object({ id: z.uuid(), outcome: z.literal('conflict'), problem: problemSchema, current: messageSchema.nullable() }),
])
export type CommandResult = z.infer<typeof commandResultSchema>

/** `POST /v1/commands/fates`: what became of many, for the closing of a shift. */
export const fatesRequestSchema = z.object({ ids: z.array(z.uuid()).min(1).max(200) })
export const fatesResponseSchema = z.object({ fates: z.array(z.object({ id: z.uuid(), fate: z.enum(['accepted', 'rejected', 'unknown']), payloadHash: z.string().nullable() })) })
export type CommandFates = z.infer<typeof fatesResponseSchema>['fates']

export const commandsRequestSchema = z.object({ commands: z.array(commandEnvelopeSchema).min(1) })
export const commandsResponseSchema = z.object({ results: z.array(commandResultSchema) })
/** `GET /v1/commands/{id}`: unknown means the platform never accepted it, so it may be sent again under the same id. */
export const commandFateSchema = z.discriminatedUnion('fate', [
  z.object({ fate: z.literal('accepted'), receipt: receiptSchema }),
  z.object({ fate: z.literal('rejected'), problem: problemSchema }),
  z.object({ fate: z.literal('unknown') }),
])
export type CommandFate = z.infer<typeof commandFateSchema>
