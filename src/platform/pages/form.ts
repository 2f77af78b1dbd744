// Reads a small form from a request that nobody has read yet.
import type { IncomingMessage } from 'node:http'

/** Our forms are a few short fields; more is no form of ours. */
const LIMIT_BYTES = 4096

/** The fields of an `application/x-www-form-urlencoded` body; empty when the body is too long. */
export const readForm = async (request: IncomingMessage): Promise<URLSearchParams> => {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length
    if (size <= LIMIT_BYTES) parts.push(part)
  }
  return new URLSearchParams(size > LIMIT_BYTES ? '' : Buffer.concat(parts).toString('utf8'))
}
