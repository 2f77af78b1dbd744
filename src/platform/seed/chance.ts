// A small seeded generator, so that every seeded platform holds the same people and messages. Not for anything secret.

export type Chance = {
  /** A whole number from `from` up to and including `to`. */
  between: (from: number, to: number) => number
  pick: <T>(list: readonly T[]) => T
  /** True in `percent` of 100 draws. */
  happens: (percent: number) => boolean
  /** A UUID of version 7 for an instant, so that ids sort as they do for real commands. */
  uuidAt: (ms: number) => string
}

/** The generator of one seed (mulberry32): the same draws for the same number. */
export const chanceOf = (seed: number): Chance => {
  let state = seed >>> 0
  const draw = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const between = (from: number, to: number): number => from + Math.floor(draw() * (to - from + 1))
  const hex = (digits: number): string => Math.floor(draw() * 16 ** digits).toString(16).padStart(digits, '0')
  return {
    between,
    pick: (list) => list[between(0, list.length - 1)] as (typeof list)[number],
    happens: (percent) => draw() * 100 < percent,
    uuidAt: (ms) => {
      const time = ms.toString(16).padStart(12, '0')
      return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-${'89ab'[between(0, 3)]}${hex(3)}-${hex(6)}${hex(6)}`
    },
  }
}
