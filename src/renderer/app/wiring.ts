// Joins worker, store and bridge: the worker is started, the vault's port is passed on unread, changes of main become state.
import { flushSync } from 'react-dom'
import type { AppFacts, SessionFacts, Settings } from '../../shared/ipc.ts'
import { VAULT_PORT_MESSAGE } from '../../shared/ipc-names.ts'
import { ask, listen } from '../bridge.ts'
import { onWorker, saveAll, tellWorker } from '../store.ts'
import { appState, changeAppState, NO_SYNC, NOTHING_KEPT, type AppState } from './app-state.ts'
import { dismissWorker, giveVaultPort, startDataWorker } from './data-worker.ts'
import { changeWords } from './language.ts'

/** Two crashes of the worker within this time are no accident: no third attempt without a person. */
const CRASH_WINDOW_MS = 60_000

let turns = 0
let lastCrashAt = Number.NEGATIVE_INFINITY
/** Drawn at once: the form that is left saves before the worker is told anything else. */
const changeVault = (vault: AppState['vault']): void => flushSync(() => changeAppState({ vault, sync: NO_SYNC, historyFailure: null, kept: NOTHING_KEPT }))

/** Asks main for the key of an operator's vault; the worker answers with `opened`. Whoever worked here before is put away first. */
export const openVault = async (operatorId: string): Promise<void> => {
  const vault = { state: 'opening', operatorId } as const
  changeVault(vault)
  await dismissWorker()
  if (appState().vault !== vault) return
  const answer = await ask('vault:open', { operatorId })
  if (!answer.ok) changeAppState({ vault: { state: 'failed', operatorId, failure: answer.error } })
}
/** Nobody's workspace is open any more, and nobody's key is in memory. */
export const closeVault = async (): Promise<void> => {
  changeVault({ state: 'closed' })
  await dismissWorker()
  countUnsent()
}
/** For the screen of sign-in: other people's queues are a number there and nothing else. */
const countUnsent = (): void => {
  const { facts, vault } = appState()
  if (facts !== null && vault.state === 'closed') tellWorker({ kind: 'count-unsent', mode: facts.mode })
}

const followSession = (session: SessionFacts): void => {
  changeAppState({ session })
  const { vault } = appState()
  if (session.state === 'signed-in' && (vault.state === 'closed' || vault.state === 'failed' || vault.operatorId !== session.operatorId)) void openVault(session.operatorId)
  tellWorker({ kind: 'wake' })
}

/** The person leaves. What cannot be saved keeps that person here, unless told to go `withoutSaving`. */
export const signOut = async (withoutSaving = false): Promise<void> => {
  const isSaved = withoutSaving || (await saveAll())
  changeAppState({ leavingUnsaved: !isSaved, wasRestarted: false })
  if (!isSaved) return
  // first of all: whatever happens from here on, nobody's vault is reopened by a restart
  await ask('session:sign-out', undefined)
  await closeVault()
}
/** The worker met a bug: what it holds in memory is not to be trusted any more, what lies on the disk is. */
const restartAfterCrash = (): void => {
  const { vault } = appState()
  if (vault.state !== 'open' && vault.state !== 'opening') return
  const isRepeated = performance.now() - lastCrashAt < CRASH_WINDOW_MS
  lastCrashAt = performance.now()
  const { operatorId } = vault
  if (!isRepeated) {
    changeAppState({ wasRestarted: true })
    void openVault(operatorId)
    return
  }
  changeVault({ state: 'failed', operatorId, failure: { code: 'E-INTERNAL' } })
  void dismissWorker()
}

const takeFacts = (facts: AppFacts): void => {
  const first = appState().facts === null
  changeAppState({ facts })
  if (first && facts.lastOperatorId !== null && appState().vault.state === 'closed') void openVault(facts.lastOperatorId)
  else if (first) countUnsent()
}
/** Asks main how it is: at the start, and again after a trouble was mended. */
export const refreshFacts = async (): Promise<void> => {
  const facts = await ask('app:facts', undefined)
  if (facts.ok) takeFacts(facts.value)
  else changeAppState({ bootFailure: facts.error })
}

const listenToWorker = (): void => {
  onWorker('opened', (opened) => {
    const { vault } = appState()
    // a worker tries again by itself after a failure that may pass
    if (vault.state !== 'opening' && vault.state !== 'failed') return
    turns += 1
    changeAppState({ vault: { state: 'open', operatorId: vault.operatorId, turn: turns, opened } })
  })
  onWorker('open-failed', (failure) => {
    const { vault } = appState()
    if (vault.state !== 'closed') changeAppState({ vault: { state: 'failed', operatorId: vault.operatorId, failure } })
  })
  onWorker('sync', (sync) => changeAppState({ sync }))
  onWorker('unsent', ({ count }) => changeAppState({ unsent: count }))
  onWorker('kept', (kept) => changeAppState({ kept }))
  onWorker('history', ({ failure }) => changeAppState({ historyFailure: failure }))
}
const listenToMain = (): void => {
  window.addEventListener('message', (event) => {
    if (event.source !== window || event.data?.kind !== VAULT_PORT_MESSAGE) return
    const { vault } = appState()
    // asked for by a person who has left meanwhile: nobody hears that key
    if (vault.state === 'opening' && vault.operatorId === event.data.operatorId) giveVaultPort(event.ports)
    else for (const port of event.ports) port.close()
  })
  listen('app:changed', takeFacts)
  listen('session:changed', followSession)
  listen('link:changed', (link) => {
    changeAppState({ link })
    tellWorker({ kind: 'wake' })
  })
  listen('settings:changed', (settings) => {
    changeAppState({ settings })
    changeWords(settings.language)
  })
}

/** Starts everything but React; resolves with the settings as soon as they are known. */
export const startWiring = async (): Promise<Settings> => {
  startDataWorker(restartAfterCrash)
  listenToWorker()
  listenToMain()
  void refreshFacts()
  const [settings, session] = await Promise.all([ask('settings:get', undefined), ask('session:facts', undefined)])
  if (settings.ok) changeAppState({ settings: settings.value })
  if (session.ok) followSession(session.value)
  return appState().settings
}
