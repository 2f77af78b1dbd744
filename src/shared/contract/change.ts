// One line of the change feed. Lines come in the platform's order; the last line of an answer is `end`.
import { z } from 'zod'
import { handOverSchema } from './hand-over.ts'
import { messageSchema } from './message.ts'
import { shiftNoteSchema } from './shift.ts'

/** Opaque to the app: kept and sent back. */
export const cursorSchema = z.string().min(1)
export const changeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('message'), cursor: cursorSchema, message: messageSchema }),
  /** The message left the reader's scope. */
  z.object({ kind: z.literal('removed'), cursor: cursorSchema, id: z.uuid() }),
  z.object({ kind: z.literal('dictionary'), cursor: cursorSchema, version: z.number().int() }),
  /** A refused record waits for a coordinator of its cabinet. */
  z.object({ kind: z.literal('hand-over'), cursor: cursorSchema, handOver: handOverSchema }),
  /** It is done, by this reader or another. */
  z.object({ kind: z.literal('hand-over-closed'), cursor: cursorSchema, id: z.uuid() }),
  /** Somebody closed a shift and left a note for this reader. */
  z.object({ kind: z.literal('shift-note'), cursor: cursorSchema, note: shiftNoteSchema }),
  /** A whole answer ends so; without it the stream was cut and the rest is asked for again. `more`: ask at once again. */
  z.object({ kind: z.literal('end'), cursor: cursorSchema, more: z.boolean() }),
])
export type Change = z.infer<typeof changeSchema>

/** A poke of `/v1/events`: only says that something moved. */
export const pokeSchema = z.object({ kind: z.enum(['hello', 'feed', 'dictionary']), at: z.iso.datetime() })
export type Poke = z.infer<typeof pokeSchema>
