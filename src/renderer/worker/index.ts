/// <reference lib="webworker" />
// Entry of the one data worker: the key and the journal's answers arrive on the vault's port, questions from the page.
import '../../shared/jitless.ts'
import { z } from 'zod'
import { MODES } from '../../shared/contract/meta.ts'
import type { VaultGrant } from '../../shared/ipc.ts'
import type { FromWorker, ToWorker } from '../../shared/workspace.ts'
import type { JournalPort } from '../sync/ports.ts'
import { linkJournal } from './journal-port.ts'
import { realWorld } from './real-world.ts'
import { importKey } from './seal.ts'
import { openWorkspace, type Workspace } from './workspace.ts'
import type { Emit } from './world.ts'

declare const self: DedicatedWorkerGlobalScope

const tell = (message: FromWorker): void => self.postMessage(message)
const emit: Emit = (event, payload) => tell({ kind: 'event', event, payload } as FromWorker)

const grantSchema = z.object({
  kind: z.literal('vault-key'),
  operatorId: z.string().min(1),
  mode: z.enum(MODES),
  keyId: z.string().min(1),
  key: z.instanceof(Uint8Array),
}) satisfies z.ZodType<VaultGrant>

const waiting: ((workspace: Workspace) => void)[] = []
let current: Workspace | undefined
let changing: Promise<void> = Promise.resolve()

/** One operator after another: the former workspace is closed before the next one opens; questions meanwhile wait. */
const takeGrant = async (grant: z.infer<typeof grantSchema>, journal: JournalPort): Promise<void> => {
  const { key, ...owner } = grant
  const former = current
  current = undefined
  await former?.close()
  const opened = await openWorkspace({ ...owner, key: await importKey(key) }, await realWorld(journal), emit)
  if (!opened.ok) {
    emit('open-failed', opened.error)
    return
  }
  current = opened.value
  for (const resolve of waiting.splice(0)) resolve(opened.value)
}
/** The first message on a vault's port is the key, all later ones answer for the journal. */
const listenToVault = (port: MessagePort): void => {
  const journal = linkJournal((request) => port.postMessage(request))
  port.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const grant = grantSchema.safeParse(data)
    if (!grant.success) return journal.hear(data)
    changing = changing.then(() => takeGrant(grant.data, journal)).catch((error: unknown) => tell({ kind: 'crash', id: 0, name: nameOfCrash(error) }))
  })
  port.start()
}
const whenOpen = (): Promise<Workspace> => (current ? Promise.resolve(current) : new Promise((resolve) => waiting.push(resolve)))

const nameOfCrash = (error: unknown): string => (error instanceof Error ? error.name : 'unknown')
const answer = async ({ id, name, args }: Extract<ToWorker, { kind: 'call' }>): Promise<void> => {
  try {
    const workspace = await whenOpen()
    tell({ kind: 'answer', id, value: await workspace.call(name, args) })
  } catch (error) {
    tell({ kind: 'crash', id, name: nameOfCrash(error) })
  }
}

self.addEventListener('message', (event: MessageEvent<ToWorker>) => {
  if (event.data.kind === 'call') void answer(event.data)
  else if (event.data.kind === 'wake') current?.wake('session')
  else {
    const [port] = event.ports
    if (port !== undefined) listenToVault(port)
  }
})
// a hint only: the answer of the platform decides
self.addEventListener('online', () => current?.wake('link'))
self.addEventListener('unhandledrejection', ({ reason }) => tell({ kind: 'crash', id: 0, name: nameOfCrash(reason) }))
