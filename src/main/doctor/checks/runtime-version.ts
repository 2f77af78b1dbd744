// runtime.version: whether this Electron is the one that the package declares.
import { failed, pass, warn, type Outcome } from '../check.ts'

export type BuildInfo = { version: string; commit: string; declaredElectron: string; runtimeElectron: string | null }

/** A package built for development names the other runtime it was built with: a warning. Any further one fails. */
export const checkRuntimeVersion = (running: string, build: BuildInfo | undefined): Outcome => {
  if (build === undefined) return warn('unknown', { running })
  const data = { running, declared: build.declaredElectron, commit: build.commit }
  if (running === build.declaredElectron) return pass(data)
  return running === build.runtimeElectron ? warn('undeclared', data) : failed('foreign', data)
}
