// What a power cut would leave of an app's files: writes and syncs followed by strace, and a copy of the profile cut back to what was synced.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, readdirSync, readFileSync, statSync, truncateSync } from 'node:fs'
import { join } from 'node:path'

export const whyNoTrace = (): string | undefined => (spawnSync('strace', ['-V']).status === 0 ? undefined : 'no strace on this computer')

export type SyncTrace = {
  /** Syncs that had ended by that instant, of files whose path has this in it. */
  syncs: (part: string, until?: number) => number
  /** How much of each file below the folder a power cut at that instant would leave. */
  lengths: (until: number) => Map<string, number>
  stop: () => Promise<void>
}

const CALLS = 'write,pwrite64,ftruncate,fsync,fdatasync,rename,renameat2'
/** The length of each file now; call when nothing is being written. */
const lengthsBelow = (folder: string): Map<string, number> => new Map(filesBelow(folder).map((path) => [path, statSync(path).size]))
const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? filesBelow(join(folder, entry.name)) : entry.isFile() ? [join(folder, entry.name)] : []))

type Step = { at: number; kind: 'write' | 'cut' | 'sync' | 'sync-begun' | 'rename'; path: string; length: number; to?: string }

/** Lines of strace with `-f -y -ttt`; a call that was interrupted in the listing is put together again. */
const readSteps = (log: string): Step[] => {
  const begun = new Map<string, string>()
  const steps: Step[] = []
  for (const line of log.split('\n')) {
    const head = /^(\d+) +(\d+\.\d+) (.*)$/.exec(line)
    if (head === null) continue
    const [, thread = '', instant = '', said = ''] = head
    const at = Number(instant) * 1000
    if (said.endsWith('<unfinished ...>')) {
      const start = said.slice(0, -'<unfinished ...>'.length)
      begun.set(thread, start)
      const path = /^f(?:data)?sync\(\d+<([^>]+)>/.exec(start)?.[1]
      if (path !== undefined) steps.push({ at, kind: 'sync-begun', path, length: 0 })
      continue
    }
    const resumed = /^<\.\.\. \w+ resumed>(.*)$/.exec(said)
    const call = resumed === null ? said : `${begun.get(thread) ?? ''}${resumed[1] ?? ''}`
    const step = readCall(call, at)
    if (step?.kind === 'sync' && resumed === null) steps.push({ ...step, kind: 'sync-begun' })
    if (step !== undefined) steps.push(step)
  }
  return steps
}
const readCall = (call: string, at: number): Step | undefined => {
  const returned = Number(/= (-?\d+)[^=]*$/.exec(call)?.[1] ?? -1)
  if (returned < 0) return undefined
  const path = /^\w+\(\d+<([^>]+)>/.exec(call)?.[1] ?? ''
  if (call.startsWith('fsync') || call.startsWith('fdatasync')) return { at, kind: 'sync', path, length: 0 }
  if (call.startsWith('write') || call.startsWith('pwrite')) return { at, kind: 'write', path, length: returned }
  if (call.startsWith('ftruncate')) return { at, kind: 'cut', path, length: Number(/, (\d+)\)/.exec(call)?.[1] ?? 0) }
  const names = [...call.matchAll(/"([^"]*)"/g)].map(([, name]) => name as string)
  return names.length === 2 ? { at, kind: 'rename', path: names[0] as string, length: 0, to: names[1] as string } : undefined
}

/** Follows every thread and child of that process; resolves once strace is attached. */
export const traceSyncs = async (pid: number, folder: string, log: string): Promise<SyncTrace> => {
  // what is there now has reached the disk: only what comes later can be lost
  spawnSync('sync')
  const before = lengthsBelow(folder)
  const tracer: ChildProcess = spawn('strace', ['-f', '-y', '-ttt', '-s', '0', '-e', `trace=${CALLS}`, '-e', 'signal=none', '-o', log, '-p', String(pid)], { stdio: ['ignore', 'ignore', 'pipe'] })
  await new Promise<void>((resolve, reject) => {
    tracer.stderr?.on('data', (text: Buffer) => /attached/.test(String(text)) && resolve())
    tracer.on('exit', () => reject(new Error('strace could not attach')))
  })
  const steps = (until = Number.POSITIVE_INFINITY): Step[] => (existsSync(log) ? readSteps(readFileSync(log, 'utf8')).filter(({ at }) => at <= until) : [])
  return {
    syncs: (part, until) => steps(until).filter(({ kind, path }) => kind === 'sync' && path.includes(part)).length,
    lengths: (until) => {
      const written = new Map(before)
      const begun = new Map<string, number>()
      const synced = new Map(before)
      for (const { kind, path, length, to } of steps(until)) {
        if (kind === 'write') written.set(path, (written.get(path) ?? 0) + length)
        else if (kind === 'cut') written.set(path, length)
        else if (kind === 'sync-begun') begun.set(path, written.get(path) ?? 0)
        else if (kind === 'sync') synced.set(path, begun.get(path) ?? written.get(path) ?? 0)
        else if (to !== undefined) {
          for (const known of [written, synced]) {
            known.set(to, known.get(path) ?? 0)
            known.delete(path)
          }
        }
      }
      return synced
    },
    stop: async () => {
      if (tracer.exitCode !== null) return
      tracer.removeAllListeners('exit')
      const ended = once(tracer, 'exit')
      tracer.kill('SIGINT')
      await ended
    },
  }
}

/** A copy of the profile as the power cut leaves it: no file is longer than what was synced of it. Returns how many were cut. */
export const copyAfterCut = (from: string, to: string, lengths: ReadonlyMap<string, number>): number => {
  cpSync(from, to, { recursive: true, filter: (path) => !/Singleton|\/(GPUCache|DawnGraphiteCache|DawnWebGPUCache|Cache|Code Cache)(\/|$)/.test(path) })
  let cut = 0
  for (const path of filesBelow(to)) {
    const length = lengths.get(from + path.slice(to.length)) ?? 0
    if (!/\/(WebStorage|IndexedDB|journal)\//.test(path) || statSync(path).size <= length) continue
    truncateSync(path, length)
    cut += 1
  }
  return cut
}
