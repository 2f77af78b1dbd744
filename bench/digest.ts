// What two sides must agree on: every id with its text, in one order. Hashing itself differs between Node and the renderer.

/** The text whose SHA-256 both sides compute. */
export const digestInput = (entries: Iterable<readonly [id: string, text: string]>): string =>
  [...entries].map(([id, text]) => `${id} ${text}`).sort().join('\n')
