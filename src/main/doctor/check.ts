// The shape of a check of `--doctor`. A check is a pure function of ports; its words are in the catalogue.

export type CheckData = Readonly<Record<string, string | number | boolean | null>>
/** `reason` names the sentence: `system.doctor.<name>.<reason>`, and its remedy `<reason>Fix`. */
export type Outcome = { status: 'pass' | 'warn' | 'fail' | 'skipped'; reason: string; data: CheckData }
/** `must`: a failure makes the whole report not ok. */
export type Check = { id: string; severity: 'must' | 'warn'; run: () => Outcome | Promise<Outcome> }

export const pass = (data: CheckData = {}): Outcome => ({ status: 'pass', reason: 'pass', data })
export const warn = (reason: string, data: CheckData = {}): Outcome => ({ status: 'warn', reason, data })
export const failed = (reason: string, data: CheckData = {}): Outcome => ({ status: 'fail', reason, data })
export const skipped = (data: CheckData = {}): Outcome => ({ status: 'skipped', reason: 'skipped', data })
