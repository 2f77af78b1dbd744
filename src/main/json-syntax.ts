// Where a JSON text breaks. V8 tells the place of some errors only, and not in the same words in every version.

export type JsonPlace = { line: number; column: number }

const SPACE = /[\t\n\r ]*/y
// the grammar of strings, RFC 8259 section 7: control characters are exactly what it forbids
// oxlint-disable-next-line no-control-regex
const TEXT = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y

/** Line and column (from 1) of the first character that cannot stand there, or undefined for good JSON. */
export const findJsonError = (source: string): JsonPlace | undefined => {
  const end = readValue(source, 0)
  if (end.ok) {
    const rest = skip(source, end.at)
    return rest === source.length ? undefined : placeOf(source, rest)
  }
  return placeOf(source, end.at)
}

type Step = { ok: boolean; at: number }
const good = (at: number): Step => ({ ok: true, at })
const bad = (at: number): Step => ({ ok: false, at })

const match = (pattern: RegExp, source: string, at: number): number => {
  pattern.lastIndex = at
  return pattern.exec(source)?.[0].length ?? 0
}
const skip = (source: string, at: number): number => at + match(SPACE, source, at)

const readValue = (source: string, from: number): Step => {
  const at = skip(source, from)
  if (source[at] === '{') return readList(source, at, '}', readMember)
  if (source[at] === '[') return readList(source, at, ']', readValue)
  return readToken(source, at, source[at] === '"' ? TEXT : SCALAR)
}

const readToken = (source: string, at: number, pattern: RegExp): Step => {
  const length = match(pattern, source, at)
  return length === 0 ? bad(at) : good(at + length)
}

const readMember = (source: string, from: number): Step => {
  const name = readToken(source, skip(source, from), TEXT)
  if (!name.ok) return name
  const colon = skip(source, name.at)
  return source[colon] === ':' ? readValue(source, colon + 1) : bad(colon)
}

const readList = (source: string, open: number, close: string, readItem: (source: string, at: number) => Step): Step => {
  const first = skip(source, open + 1)
  if (source[first] === close) return good(first + 1)
  let at = open + 1
  for (;;) {
    const item = readItem(source, at)
    if (!item.ok) return item
    const after = skip(source, item.at)
    if (source[after] === close) return good(after + 1)
    if (source[after] !== ',') return bad(after)
    at = after + 1
  }
}

const placeOf = (source: string, at: number): JsonPlace => {
  const before = source.slice(0, at).split('\n')
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 }
}
