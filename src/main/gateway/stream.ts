// The body of an answer under deadlines and a size limit. A cut shows to the reader as a broken connection does.
import { AppError } from '../../shared/errors.ts'

export type StreamLimits = {
  /** Longest silence between two chunks while somebody reads. */
  idleMs: number
  maxBytes: number
}

/**
 * Hands on the chunks of `source` as they are asked for. It breaks when `stop` is aborted, after `idleMs` of silence
 * (E-TIMEOUT) and above `maxBytes` (E-PROTO); `whenOver` is called once, however it ends.
 */
export const guardStream = (
  source: ReadableStream<Uint8Array>,
  limits: StreamLimits,
  stop: AbortController,
  whenOver: () => void,
): ReadableStream<Uint8Array> => {
  const reader = source.getReader()
  let received = 0
  let timer: NodeJS.Timeout | undefined
  const finish = (): void => {
    clearTimeout(timer)
    whenOver()
  }
  return new ReadableStream<Uint8Array>(
    {
      start: (controller) => {
        const breakOff = (): void => {
          finish()
          controller.error(stop.signal.reason)
          reader.cancel().catch(() => undefined) // its connection is gone already; the reader has the reason
        }
        if (stop.signal.aborted) breakOff()
        else stop.signal.addEventListener('abort', breakOff, { once: true })
      },
      pull: async (controller) => {
        timer = setTimeout(() => stop.abort(new AppError('E-TIMEOUT')), limits.idleMs)
        const chunk = await reader.read()
        clearTimeout(timer)
        if (stop.signal.aborted) return
        if (chunk.done) {
          finish()
          controller.close()
          return
        }
        received += chunk.value.byteLength
        if (received > limits.maxBytes) stop.abort(new AppError('E-PROTO'))
        else controller.enqueue(chunk.value)
      },
      cancel: () => stop.abort(new AppError('E-OFFLINE')),
    },
    { highWaterMark: 0 },
  )
}

/** The whole body as bytes; breaks as `guardStream` does. */
export const readAll = async (body: ReadableStream<Uint8Array>): Promise<Buffer> => {
  const chunks: Uint8Array[] = []
  const reader = body.getReader()
  for (let part = await reader.read(); !part.done; part = await reader.read()) chunks.push(part.value)
  return Buffer.concat(chunks)
}
