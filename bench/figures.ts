// Medians, percentiles and ratios. Pure.
import type { Sample, Variant } from './jobs.ts'

/** The value below which `share` of the values lie (nearest rank). */
export const percentile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((left, right) => left - right)
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(sorted.length * share) - 1))] ?? Number.NaN
}
/** The middle value, or the mean of the two middle ones. */
export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((left, right) => left - right)
  const middle = sorted.length / 2
  return ((sorted[Math.ceil(middle) - 1] ?? Number.NaN) + (sorted[Math.floor(middle)] ?? Number.NaN)) / 2
}

export type Spread = { median: number; min: number; max: number }
const spread = (values: readonly number[]): Spread => ({ median: median(values), min: Math.min(...values), max: Math.max(...values) })

export type Compared = { ours: Spread; reference: Spread; ratio: Spread; pairs: number }
/** Pairs the rounds of two figures; the ratio is taken within each pair. */
export const compare = (samples: readonly Sample[], ours: string, reference: string): Compared => {
  const of = (name: string, variant: Variant): Map<number, number> =>
    new Map(samples.filter((sample) => sample.name === name && sample.variant === variant).map(({ round, value }) => [round, value]))
  const left = of(ours, 'ours')
  const right = of(reference, 'reference')
  const rounds = [...left.keys()].filter((round) => right.has(round))
  const pairs = rounds.map((round) => [left.get(round) ?? Number.NaN, right.get(round) ?? Number.NaN] as const)
  return {
    ours: spread(pairs.map(([value]) => value)),
    reference: spread(pairs.map(([, value]) => value)),
    ratio: spread(pairs.map(([one, other]) => one / other)),
    pairs: pairs.length,
  }
}
