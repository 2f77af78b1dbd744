// One operator's open workspace: databases, stores, sync and calls in the order in which they start and stop.
import { OPERATOR_HEADER } from '../../shared/api.ts'
import { AppError, fail, ok, type Failure, type Result } from '../../shared/errors.ts'
import type { WorkspaceCall } from '../../shared/workspace.ts'
import { retryDelay } from '../sync/backoff.ts'
import type { WakeReason } from '../sync/ports.ts'
import { createCalls, meOf } from './calls.ts'
import { closeDatabases, openDatabases, type Databases } from './data/database.ts'
import { codeOfStorage } from './data/storage-guard.ts'
import { createSealer, type Owner } from './seal.ts'
import { createStores } from './stores.ts'
import { createSyncing, type Syncing } from './syncing.ts'
import { createTopics } from './topics.ts'
import { createWorkspaceTransfer } from './transfer/workspace-transfer.ts'
import type { Fetch } from './transport.ts'
import type { Emit, InBackground, World } from './world.ts'

export type Workspace = {
  call: (name: WorkspaceCall, args: readonly unknown[]) => Promise<unknown>
  wake: (reason: WakeReason) => void
  /** Resolves when history is loaded and search knows everything. */
  settled: () => Promise<void>
  /** Ends after every call and write under way, and after a request that gets so long; no event and no write after that. */
  close: () => Promise<void>
}

/**
 * Opens the operator's databases and starts syncing; emits `opened` as soon as drafts, outbox and facts are read, before history is.
 * E-NEWER, E-KEY-BAD: nothing was touched. E-MIGRATE: the old copy is kept. E-DB-OPEN, E-DISK-OPEN, E-READ-ONLY: may be tried again.
 */
export const openWorkspace = async (owner: Owner, world: World, emit: Emit): Promise<Result<Workspace>> => {
  try {
    // before any database is made or migrated
    const journal = await world.journal.read()
    if (!journal.ok) return await openingFailure(journal.error, world.journal)
    const databases = await openDatabases(world.factories, owner.mode, owner.operatorId, world.journal.snapshot)
    if (!databases.ok) return await openingFailure(databases.error, world.journal)
    const workspace = await joinWorkspace(owner, databases.value, world, emit)
    if (!workspace.ok) closeDatabases(databases.value)
    return workspace.ok ? workspace : await openingFailure(workspace.error, world.journal)
  } catch (error) {
    return openingFailure({ code: error instanceof AppError ? error.code : codeOfStorage(error) }, world.journal)
  }
}
/** Nothing was typed yet, so that other words are true than for a record that was not saved; and a store that failed does not say why. */
const openingFailure = async ({ code, details }: Failure, journal: World['journal']): Promise<Result<never>> => {
  const reason = code === 'E-DB' || code === 'E-DB-OPEN' ? await journal.whyNotWritten() : null
  const known = reason?.ok === false && reason.error.code !== 'E-DB' ? reason.error.code : code
  return fail(known === 'E-DB' ? 'E-DB-OPEN' : known === 'E-DISK' ? 'E-DISK-OPEN' : known, details)
}

/** How long a request under way may still take when its person leaves; one that is cut off is asked for by its id later. */
const FAREWELL_MS = 3000

/** Says whose words these are; the gateway sends them under no other token. What is under way ends with `cut`. */
const inNameOf =
  (operatorId: string, fetch: Fetch, cut: AbortSignal): Fetch =>
  (path, init) => {
    const headers = new Headers(init.headers)
    headers.set(OPERATOR_HEADER, encodeURIComponent(operatorId))
    return fetch(path, { ...init, headers, signal: init.signal ? AbortSignal.any([init.signal, cut]) : cut })
  }

const joinWorkspace = async (owner: Owner, databases: Databases, world: World, emitAlways: Emit): Promise<Result<Workspace>> => {
  let isClosed = false
  const emit: Emit = (event, payload) => {
    if (!isClosed) emitAlways(event, payload)
  }
  const inBackground: InBackground = (work) => {
    work.catch((error: unknown) => {
      if (!isClosed && !(error instanceof AppError)) throw error
    })
  }
  const topics = createTopics(world.newTimer(), (moved) => emit('data', { topics: moved }))
  const cut = new AbortController()
  const named = { ...world, fetch: inNameOf(owner.operatorId, world.fetch, cut.signal) }
  const stores = createStores(databases, createSealer(owner), { ...named, offlineSince: () => syncing.facts().offlineSince }, topics, inBackground)
  const syncing: Syncing = createSyncing(stores, named, topics, emit, inBackground)
  stores.files.onSettled(() => syncing.wake('row'))
  const transfer = createWorkspaceTransfer({ stores, owner, world, moved: () => topics.moved('transfer'), wake: () => syncing.wake('row') })
  const calls = createCalls(stores, syncing, topics, world, transfer)

  const loaded = await stores.load()
  if (!loaded.ok) return loaded
  const { facts, bucket } = stores
  emit('opened', { me: meOf(stores), dictionary: facts.dictionary(), limits: facts.limits(), openDraftId: bucket.openDraftId(), repair: bucket.repair() })
  const patience = world.newTimer()
  /** Storage that failed is asked again, less and less often, and the screen says so: nobody has to restart for it. */
  const readHistory = async (failures = 0): Promise<void> => {
    try {
      await stores.loadHistory()
    } catch (error) {
      if (isClosed || !(error instanceof AppError)) throw error
      emit('history', { failure: { code: error.code } })
      const delay = retryDelay({ failures: failures + 1, failingForMs: 0, retryAfterMs: null }, world.chance())
      await new Promise<void>((resolve) => patience.arm(delay, resolve))
      return readHistory(failures + 1)
    }
    inBackground(stores.keptRaw().then((kept) => emit('kept', kept)))
    if (failures > 0) {
      emit('history', { failure: null })
      syncing.wake('operator')
    }
  }
  const settled = readHistory()
  inBackground(settled)
  syncing.start()
  stores.files.start()
  const underWay = new Set<Promise<void>>()

  return ok({
    call: (name, args) => {
      const answer = (async () => (calls[name] as (...args: readonly unknown[]) => unknown)(...args))()
      const known = answer.then(() => undefined, () => undefined) // whoever asked has the error
      underWay.add(known)
      void known.then(() => underWay.delete(known))
      return answer
    },
    wake: (reason) => {
      syncing.wake(reason)
      stores.files.wake(true)
    },
    settled: () => settled,
    close: async () => {
      topics.stop()
      // a dialog that nobody answers, a medium that hangs
      await transfer.cancel()
      patience.arm(FAREWELL_MS, () => cut.abort())
      await Promise.all([stores.files.stop(), syncing.stop()])
      await Promise.all(underWay)
      patience.cancel()
      await bucket.idle()
      isClosed = true
      closeDatabases(databases)
    },
  })
}
