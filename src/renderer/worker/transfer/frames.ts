// What lies inside the sealed body: one frame after another, each with its kind and length. Nothing here knows a key or a disk.
import { AppError } from '../../../shared/errors.ts'

/** Persisted by number. `damaged`: a piece of a file that the exporting seat itself could no longer open. */
export const FRAME = { head: 1, command: 2, piece: 3, damaged: 4, end: 5 } as const
export type FrameKind = (typeof FRAME)[keyof typeof FRAME]
export type Frame = { kind: FrameKind; bytes: Uint8Array<ArrayBuffer> }

/** Longer than any command or piece; a longer one is no frame of ours. */
const FRAME_AT_MOST = 8 * 1024 * 1024
const START_BYTES = 5
const KINDS: readonly number[] = Object.values(FRAME)

export const frameStart = (kind: FrameKind, length: number): Uint8Array => Uint8Array.from([kind, length >>> 24, (length >>> 16) & 0xff, (length >>> 8) & 0xff, length & 0xff])

const utf8 = new TextEncoder()
const text = new TextDecoder('utf-8', { fatal: true })
export const bytesOfJson = (value: unknown): Uint8Array<ArrayBuffer> => utf8.encode(JSON.stringify(value))
/** E-BACKUP-BAD when the bytes are no JSON. */
export const jsonOfBytes = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(text.decode(bytes))
  } catch {
    throw new AppError('E-BACKUP-BAD')
  }
}

const joined = (left: Uint8Array, right: Uint8Array): Uint8Array<ArrayBuffer> => {
  const all = new Uint8Array(left.length + right.length)
  all.set(left)
  all.set(right, left.length)
  return all
}
/** Frames of a stream of blocks. Throws E-BACKUP-BAD for an unknown kind, a length out of bounds, or an end in the middle. */
export async function* framesOf(blocks: AsyncIterable<Uint8Array>): AsyncGenerator<Frame> {
  let held: Uint8Array<ArrayBuffer> = new Uint8Array(0)
  for await (const block of blocks) {
    held = joined(held, block)
    let at = 0
    for (let next = frameAt(held, at); next !== undefined; next = frameAt(held, at)) {
      yield next
      at += START_BYTES + next.bytes.length
    }
    held = held.slice(at)
  }
  if (held.length > 0) throw new AppError('E-BACKUP-BAD')
}
/** The whole frame at that place; undefined when more has to come first. */
const frameAt = (held: Uint8Array<ArrayBuffer>, at: number): Frame | undefined => {
  if (held.length < at + START_BYTES) return undefined
  const [kind = 0, a = 0, b = 0, c = 0, d = 0] = held.subarray(at, at + START_BYTES)
  const length = a * 0x1000000 + b * 0x10000 + c * 0x100 + d
  if (!KINDS.includes(kind) || length > FRAME_AT_MOST) throw new AppError('E-BACKUP-BAD')
  const from = at + START_BYTES
  return held.length < from + length ? undefined : { kind: kind as FrameKind, bytes: held.slice(from, from + length) }
}
