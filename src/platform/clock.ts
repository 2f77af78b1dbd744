// The platform's own clock. Training may shift it; everything that needs "now" takes this port.

export type Clock = { now: () => Date; /** Shifts the clock by so many ms against the machine's. */ shift: (offsetMs: number) => void }

/** The machine's clock, shiftable. `base` is for tests. */
export const createClock = (base: () => number = Date.now): Clock => {
  let offsetMs = 0
  return {
    now: () => new Date(base() + offsetMs),
    shift: (next) => {
      offsetMs = next
    },
  }
}
