// A body of bytes as lines of text, with bounded memory: used for NDJSON and for server-sent events.
import { AppError } from '../../shared/errors.ts'

/** A longer line is no line of ours (a message is a few kilobytes). */
const LONGEST_LINE = 1024 * 1024

/**
 * Yields each line without its break, the last one too when it is not empty. Throws AppError E-PROTO when the stream breaks off
 * or a line exceeds 1 MB; lets go of the stream however the reading ends.
 */
export async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let rest = ''
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((error: unknown) => {
        throw new AppError('E-PROTO', undefined, { cause: error })
      })
      rest += done ? decoder.decode() : decoder.decode(value, { stream: true })
      let from = 0
      for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n', from)) {
        yield rest.slice(from, rest[end - 1] === '\r' ? end - 1 : end)
        from = end + 1
      }
      rest = rest.slice(from)
      if (rest.length > LONGEST_LINE) throw new AppError('E-PROTO')
      if (done) break
    }
    if (rest !== '') yield rest
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}
