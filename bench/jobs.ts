// What one run of the harness is asked to do and what it answers. Passed as JSON between Node, Electron's main, page and worker.

export type Variant = 'ours' | 'reference'
/** `first` counts rounds across launches: no round repeats the ids of another. */
type Rounds = { size: number; rounds: number; first: number; variants: readonly Variant[] }
export type Job =
  | ({ measure: 'save' } & Rounds)
  | ({ measure: 'push' } & Rounds)
  | ({ measure: 'pull' } & Rounds)
  | ({ measure: 'read' } & Rounds)
  /** Fills the profile of the shipping app. `key`: that of its vault, base64; the people in it are invented. */
  | { measure: 'fill'; size: number; grant: { operatorId: string; keyId: string; key: string } }

/** One figure of one round, milliseconds unless the name says a share. */
export type Sample = { name: string; variant: Variant; round: number; value: number }
/** What our side holds after a round, to be compared with the server. */
export type Proof = { kind: 'pushed' | 'pulled'; cabinetId: number; count: number; digest: string }
export type JobResult = { samples: Sample[]; proofs: Proof[]; notes: Record<string, number> }
/** From the worker to its page. */
export type Told = { kind: 'result'; result: JobResult } | { kind: 'trouble'; text: string }

/** A line of the harness on stdout: everything else there is noise. */
export const RESULT_MARK = 'PRIYOM-BENCH '
/** Cabinet of a round: the server tells rounds apart by it. */
export const cabinetOf = (round: number): number => 900_001 + round
