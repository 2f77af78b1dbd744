// Takes a CPU profile of the benchmark's worker, to be opened in the developer tools of Chromium: where the time goes, not how much it is.
import { writeFileSync } from 'node:fs'
import type { WebContents } from 'electron'

/** Begins as soon as the page has its worker; the returned function ends it and writes the file. */
export const profileWorker = async (contents: WebContents, file: string): Promise<() => Promise<void>> => {
  const { debugger: inspector } = contents
  let worker: string | undefined
  inspector.attach('1.3')
  inspector.on('message', (_event, method: string, told: { sessionId?: string }) => {
    if (method !== 'Target.attachedToTarget' || told.sessionId === undefined) return
    worker = told.sessionId
    void inspector.sendCommand('Profiler.enable', {}, worker).then(() => inspector.sendCommand('Profiler.start', {}, worker))
  })
  await inspector.sendCommand('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: true })
  return async () => {
    if (worker === undefined) return
    const { profile } = (await inspector.sendCommand('Profiler.stop', {}, worker)) as { profile: unknown }
    writeFileSync(file, JSON.stringify(profile))
  }
}
