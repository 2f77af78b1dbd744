// One operator's open workspace: databases, stores, sync and calls in the order in which they start and stop.
import { OPERATOR_HEADER } from '../../shared/api.ts'
import { AppError, fail, ok, type Result } from '../../shared/errors.ts'
import type { WorkspaceCall } from '../../shared/workspace.ts'
import type { WakeReason } from '../sync/ports.ts'
import { createCalls, meOf } from './calls.ts'
import { closeDatabases, openDatabases, type Databases } from './data/database.ts'
import { codeOfStorage } from './data/storage-guard.ts'
import { createSealer, type Owner } from './seal.ts'
import { createStores } from './stores.ts'
import { createSyncing } from './syncing.ts'
import { createTopics } from './topics.ts'
import type { Fetch } from './transport.ts'
import type { Emit, InBackground, World } from './world.ts'

export type Workspace = {
  call: (name: WorkspaceCall, args: readonly unknown[]) => Promise<unknown>
  wake: (reason: WakeReason) => void
  /** Resolves when history is loaded and search knows everything. */
  settled: () => Promise<void>
  /** Ends after the request under way; no event and no write after that. */
  close: () => Promise<void>
}

/**
 * Opens the operator's databases and starts syncing; emits `opened` as soon as drafts, outbox and facts are read, before history is.
 * E-NEWER, E-KEY-BAD: nothing was touched. E-DISK, E-DB.
 */
export const openWorkspace = async (owner: Owner, world: World, emit: Emit): Promise<Result<Workspace>> => {
  try {
    // before any database is made or migrated
    const journal = await world.journal.read()
    if (!journal.ok) return journal
    const databases = await openDatabases(world.factories, owner.mode, owner.operatorId, world.journal.snapshot)
    if (!databases.ok) return databases
    const workspace = await joinWorkspace(owner, databases.value, world, emit)
    if (!workspace.ok) closeDatabases(databases.value)
    return workspace
  } catch (error) {
    return fail(error instanceof AppError ? error.code : codeOfStorage(error))
  }
}

/** Says whose words these are; the gateway sends them under no other token. */
const inNameOf =
  (operatorId: string, fetch: Fetch): Fetch =>
  (path, init) => {
    const headers = new Headers(init.headers)
    headers.set(OPERATOR_HEADER, encodeURIComponent(operatorId))
    return fetch(path, { ...init, headers })
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
  const named = { ...world, fetch: inNameOf(owner.operatorId, world.fetch) }
  const stores = createStores(databases, createSealer(owner), named, topics, inBackground)
  const syncing = createSyncing(stores, named, topics, emit, inBackground)
  stores.files.onSettled(() => syncing.wake('row'))
  const calls = createCalls(stores, syncing, topics, world)

  const loaded = await stores.load()
  if (!loaded.ok) return loaded
  const { facts, bucket } = stores
  emit('opened', { me: meOf(stores), dictionary: facts.dictionary(), limits: facts.limits(), openDraftId: bucket.openDraftId(), repair: bucket.repair() })
  const settled = stores.loadHistory()
  inBackground(settled)
  syncing.start()
  stores.files.start()

  return ok({
    call: async (name, args) => (calls[name] as (...args: readonly unknown[]) => unknown)(...args),
    wake: (reason) => {
      syncing.wake(reason)
      stores.files.wake(true)
    },
    settled: () => settled,
    close: async () => {
      topics.stop()
      await stores.files.stop()
      await syncing.stop()
      isClosed = true
      closeDatabases(databases)
    },
  })
}
