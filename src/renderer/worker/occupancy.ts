// Who works in this worker: one operator from the key to the farewell. Knows no global scope, so that a test can be the page and main.
import { z } from 'zod'
import { MODES, type Mode } from '../../shared/contract/meta.ts'
import { AppError, type ErrorCode } from '../../shared/errors.ts'
import type { VaultGrant } from '../../shared/ipc.ts'
import type { FromWorker, ToWorker } from '../../shared/workspace.ts'
import { retryDelay } from '../sync/backoff.ts'
import type { JournalPort, Timer, WakeReason } from '../sync/ports.ts'
import type { Factories } from './data/database.ts'
import { codeOfStorage } from './data/storage-guard.ts'
import { countUnsent } from './data/unsent.ts'
import { linkJournal } from './journal-port.ts'
import { importKey, type Owner } from './seal.ts'
import { linkTransfer, type TransferPort } from './transfer/transfer-port.ts'
import { openWorkspace, type Workspace } from './workspace.ts'
import type { Emit, World } from './world.ts'

export type Occupancy = {
  hear: (message: ToWorker, port: MessagePort | undefined) => void
  wake: (reason: WakeReason) => void
  /** A bug outside any call: its name goes to the page. */
  crash: (error: unknown) => void
}
type Parts = { tell: (message: FromWorker) => void; factories: () => Promise<Factories>; newWorld: (journal: JournalPort, transfer: TransferPort) => Promise<World> }

const grantSchema = z.object({
  kind: z.literal('vault-key'),
  operatorId: z.string().min(1),
  mode: z.enum(MODES),
  keyId: z.string().min(1),
  key: z.instanceof(Uint8Array),
}) satisfies z.ZodType<VaultGrant>

/** Failures of opening that another try may not meet. */
const MAY_PASS: readonly ErrorCode[] = ['E-DB-OPEN', 'E-DISK-OPEN', 'E-READ-ONLY', 'E-MIGRATE']

const nameOfCrash = (error: unknown): string => (error instanceof Error ? error.name : 'unknown')

export const createOccupancy = ({ tell, factories, newWorld }: Parts): Occupancy => {
  const emit: Emit = (event, payload) => tell({ kind: 'event', event, payload } as FromWorker)
  const waiting: ((workspace: Workspace) => void)[] = []
  let current: Workspace | undefined
  let vault: MessagePort | undefined
  let again: Timer | undefined
  let changing: Promise<void> = Promise.resolve()

  const crash = (error: unknown): void => tell({ kind: 'crash', id: 0, name: nameOfCrash(error) })
  const inTurn = (change: () => Promise<void>): void => {
    changing = changing.then(change).catch(crash)
  }
  const closeCurrent = async (): Promise<void> => {
    const former = current
    current = undefined
    await former?.close()
  }
  /** One operator after another: the former workspace is closed before the next one opens; questions meanwhile wait. */
  const takeGrant = async (grant: z.infer<typeof grantSchema>, journal: JournalPort, transfer: TransferPort): Promise<void> => {
    const { key, ...owner } = grant
    again?.cancel()
    await closeCurrent()
    await open({ ...owner, key: await importKey(key) }, await newWorld(journal, transfer), 0)
  }
  /** What may pass by itself is tried again, less and less often; the screen says meanwhile what is the matter. */
  const open = async (owner: Owner, world: World, failures: number): Promise<void> => {
    const opened = await openWorkspace(owner, world, emit)
    if (!opened.ok) {
      emit('open-failed', opened.error)
      if (!MAY_PASS.includes(opened.error.code)) return
      const delay = retryDelay({ failures: failures + 1, failingForMs: 0, retryAfterMs: null }, world.chance())
      again = world.newTimer()
      again.arm(delay, () => inTurn(() => open(owner, world, failures + 1)))
      return
    }
    current = opened.value
    for (const resolve of waiting.splice(0)) resolve(opened.value)
  }
  /** The first message on a vault's port is the key, all later ones answer for the journal and for transfer files. */
  const listenToVault = (port: MessagePort): void => {
    vault = port
    const journal = linkJournal((request) => port.postMessage(request))
    const transfer = linkTransfer((request) => port.postMessage(request))
    port.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      const grant = grantSchema.safeParse(data)
      if (grant.success) return inTurn(() => takeGrant(grant.data, journal, transfer))
      if (!transfer.hear(data)) journal.hear(data)
    })
    port.start()
  }
  const whenOpen = (): Promise<Workspace> => (current ? Promise.resolve(current) : new Promise((resolve) => waiting.push(resolve)))
  const answer = async ({ id, name, args }: Extract<ToWorker, { kind: 'call' }>): Promise<void> => {
    try {
      const workspace = await whenOpen()
      tell({ kind: 'answer', id, value: await workspace.call(name, args) })
    } catch (error) {
      tell({ kind: 'crash', id, name: nameOfCrash(error) })
    }
  }
  const leave = async (): Promise<void> => {
    again?.cancel()
    try {
      await closeCurrent()
    } finally {
      vault?.close()
      tell({ kind: 'left' })
    }
  }

  /** A figure on the screen of sign-in: where storage does not answer there is none. */
  const tellUnsent = async (mode: Mode): Promise<void> => {
    try {
      emit('unsent', { count: await countUnsent(await factories(), mode) })
    } catch (error) {
      if (!(error instanceof AppError)) codeOfStorage(error)
    }
  }

  return {
    hear: (message, port) => {
      if (message.kind === 'call') void answer(message)
      else if (message.kind === 'wake') current?.wake('session')
      else if (message.kind === 'leave') inTurn(leave)
      else if (message.kind === 'count-unsent') inTurn(() => tellUnsent(message.mode))
      else if (port !== undefined) listenToVault(port)
    },
    wake: (reason) => current?.wake(reason),
    crash,
  }
}
