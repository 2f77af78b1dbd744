// What a person decides about a message that exists, one payload for each action of the table in lifecycles/message.ts.
// A command is `message.<action>` with the version of the message that was on the screen: decided on an older one, it is a conflict.
import { z } from 'zod'
import { isStorable, isBlank, lengthOf } from '../rules/text.ts'

/** A remark may be this long; an answer is limited by the platform's text limit like a message. */
const COMMENT_CHARACTERS = 1000
const storable = () => z.string().refine(isStorable, 'E-TEXT-CLEANED')
const comment = () => storable().refine((text) => lengthOf(text) <= COMMENT_CHARACTERS, 'E-TEXT-LONG')
/** Words that must be there. */
const needed = () => comment().refine((text) => !isBlank(text), 'E-TEXT-EMPTY')
const optional = () => comment().nullable()
const text = () => storable().refine((value) => !isBlank(value), 'E-TEXT-EMPTY')

/** «Тип решения» of domain §1.3; «Решено» is seen in exports, the others are assumed there. */
export const DECISIONS = ['SOLVED', 'EXPLAINED', 'NOT_SUPPORTED', 'POSTPONED', 'REFUSED'] as const
export type Decision = (typeof DECISIONS)[number]
const category = { subjectId: z.number('E-CATEGORY-REQ').int(), subsubjectId: z.number('E-SUBCATEGORY-REQ').int(), factId: z.number().int().nullable() }
const reply = z.strictObject({ text: text(), decision: z.enum(DECISIONS), attachmentIds: z.array(z.uuid()).min(1).optional() })

export const ACTION_PAYLOADS = {
  /** Null keeps what the message has. */
  'accept': z.strictObject({ category: z.strictObject(category).nullable(), toCabinetId: z.number().int().nullable(), comment: optional() }),
  'decline': z.strictObject({ reasonId: z.number().int(), comment: needed() }),
  'ask-clarification': z.strictObject({ question: needed() }),
  'clarify': z.strictObject({ text: text() }),
  'forward-down': z.strictObject({ toCabinetId: z.number().int(), comment: optional() }),
  /** To the parent cabinet, which the platform knows. */
  'forward-up': z.strictObject({ reasonId: z.number().int(), comment: optional() }),
  /** `innerAt`: the inner target, never later than the planned answer; null: none. */
  'assign': z.strictObject({ executorId: z.string().min(1).max(100), innerAt: z.iso.datetime().nullable(), comment: optional() }),
  'answer-oneself': z.strictObject({ reply }),
  'mail-federal': z.strictObject({ body: needed(), comment: optional() }),
  'take': z.strictObject({}),
  'return-to-coordinator': z.strictObject({ comment: needed() }),
  'to-fz59': z.strictObject({ comment: optional() }),
  'submit-for-approval': z.strictObject({ reply }),
  /** `until`: the new planned day, at most 30 calendar days after the present one; `interim` is sent to the citizen when it is approved. */
  'request-postponement': z.strictObject({ until: z.iso.date(), cause: needed(), interim: text() }),
  'approve-postponement': z.strictObject({ comment: optional() }),
  'refuse-postponement': z.strictObject({ comment: needed() }),
  'agree': z.strictObject({ comment: optional() }),
  /** Remarks lead to places of the reply: `from` and `to` are UTF-16 places in its text. */
  'return': z.strictObject({ comment: needed(), remarks: z.array(z.strictObject({ from: z.number().int().nonnegative(), to: z.number().int().positive(), text: needed() })).max(50) }),
  'approve': z.strictObject({}),
  'rate': z.strictObject({ rating: z.number().int().min(1).max(5), comment: optional() }),
  'withdraw': z.strictObject({ comment: optional() }),
  'control-on': z.strictObject({ comment: optional() }),
  'control-off': z.strictObject({ comment: optional() }),
  'change-category': z.strictObject({ ...category, comment: optional() }),
} as const satisfies Record<string, z.ZodType>
export type ActionName = keyof typeof ACTION_PAYLOADS
export type ActionPayload<A extends ActionName> = z.infer<(typeof ACTION_PAYLOADS)[A]>
export const ACTION_NAMES = Object.keys(ACTION_PAYLOADS) as ActionName[]
/** The command's type of an action, and back. */
export const commandTypeOf = <A extends ActionName>(action: A): `message.${A}` => `message.${action}`
export const actionOfType = (type: string): ActionName | undefined => ACTION_NAMES.find((action) => commandTypeOf(action) === type)
