// Joins worker, store and bridge: the worker is started, the vault's port is passed on unread, changes of main become state.
import workerUrl from '../worker/index.ts?worker&url'
import type { AppFacts, SessionFacts, Settings } from '../../shared/ipc.ts'
import { VAULT_PORT_MESSAGE } from '../../shared/ipc-names.ts'
import { ask, listen } from '../bridge.ts'
import { connectStore, onWorker, tellWorker } from '../store.ts'
import { appState, changeAppState } from './app-state.ts'
import { changeWords } from './language.ts'

type ScriptUrl = { createScriptURL: (url: string) => string }
type TrustedTypesFactory = { createPolicy: (name: string, rules: ScriptUrl) => ScriptUrl }

/** The only address that may become a script: the CSP demands that it is blessed by this policy. */
const startWorker = (): Worker => {
  const factory = (window as unknown as { trustedTypes?: TrustedTypesFactory }).trustedTypes
  const policy = factory?.createPolicy('priyom-worker', {
    createScriptURL: (url) => {
      if (url !== workerUrl) throw new TypeError('not the data worker')
      return url
    },
  })
  return new Worker(policy?.createScriptURL(workerUrl) ?? workerUrl, { type: 'module', name: 'data' })
}

let turns = 0
/** Asks main for the key of an operator's vault; the worker answers with `opened`. */
export const openVault = async (operatorId: string): Promise<void> => {
  changeAppState({ vault: { state: 'opening', operatorId } })
  const answer = await ask('vault:open', { operatorId })
  if (!answer.ok) changeAppState({ vault: { state: 'failed', operatorId, failure: answer.error } })
}

const followSession = (session: SessionFacts): void => {
  changeAppState({ session })
  const { vault } = appState()
  if (session.state === 'signed-in' && (vault.state === 'closed' || vault.state === 'failed' || vault.operatorId !== session.operatorId)) void openVault(session.operatorId)
  tellWorker({ kind: 'wake' })
}

/** The person leaves: the workspace is put away; whoever signs in next opens the own vault. */
export const signOut = async (): Promise<void> => {
  await ask('session:sign-out', undefined)
  changeAppState({ vault: { state: 'closed' } })
}

const takeFacts = (facts: AppFacts): void => {
  const first = appState().facts === null
  changeAppState({ facts })
  if (first && facts.lastOperatorId !== null && appState().vault.state === 'closed') void openVault(facts.lastOperatorId)
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
    if (vault.state !== 'opening') return
    turns += 1
    changeAppState({ vault: { state: 'open', operatorId: vault.operatorId, turn: turns, opened } })
  })
  onWorker('open-failed', (failure) => {
    const { vault } = appState()
    if (vault.state !== 'closed') changeAppState({ vault: { state: 'failed', operatorId: vault.operatorId, failure } })
  })
  onWorker('sync', (sync) => changeAppState({ sync }))
}
const listenToMain = (): void => {
  window.addEventListener('message', (event) => {
    if (event.source === window && event.data?.kind === VAULT_PORT_MESSAGE) tellWorker({ kind: 'port' }, [...event.ports])
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
  connectStore(startWorker())
  listenToWorker()
  listenToMain()
  void refreshFacts()
  const [settings, session] = await Promise.all([ask('settings:get', undefined), ask('session:facts', undefined)])
  if (settings.ok) changeAppState({ settings: settings.value })
  if (session.ok) followSession(session.value)
  return appState().settings
}
