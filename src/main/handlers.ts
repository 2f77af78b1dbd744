// What main answers on each IPC channel. Rules of a feature live in its own file; here they are only joined.
import { statfs } from 'node:fs/promises'
import { app, BrowserWindow } from 'electron'
import { fail, ok, type Result } from '../shared/errors.ts'
import type { AppFacts, LinkFacts, SavedSource, Settings } from '../shared/ipc.ts'
import { saveAs } from './export/save-file.ts'
import { makeTableFile } from './export/table-file.ts'
import type { Road } from './gateway/road.ts'
import type { IpcHandlers } from './ipc.ts'
import type { Journals } from './journal/serve-journal.ts'
import type { Log } from './log.ts'
import type { PlatformLink } from './platform-link.ts'
import type { Session } from './session/session.ts'
import type { SettingsStore } from './settings.ts'
import type { TransferDialogs, Transfers } from './transfer/serve-transfer.ts'
import { grantKey } from './vault/grant.ts'
import type { Vault } from './vault/vault.ts'
import { applyTheme, hasTitleBarOverlay } from './window.ts'
import { wordsOf } from './words.ts'

export type HandlerPorts = {
  link: PlatformLink
  road: Road
  session: Session
  vault: Vault
  journals: Journals
  transfers: Transfers
  dialogs: TransferDialogs
  settings: SettingsStore
  log: Log
  saveFile: (name: string, source: SavedSource, page: Electron.WebContents) => Promise<Result<{ saved: boolean }>>
  openCitizen: (number: number | null) => ReturnType<IpcHandlers['citizen:open']>
  onLink: (facts: LinkFacts) => void
  onSettings: (settings: Settings) => void
}

/** The facts about this app, as the page asks for them at its start and hears of their changes. */
export const readAppFacts = async ({ link, vault }: Pick<HandlerPorts, 'link' | 'vault'>): Promise<AppFacts> => ({
  version: app.getVersion(),
  runtime: `Electron ${process.versions.electron}`,
  mode: link.mode(),
  platform: link.state(),
  keyStorage: await vault.keyStorage(link.mode()),
  trouble: link.trouble(),
  lastOperatorId: vault.lastOperator(link.mode()),
  titleBarOverlay: hasTitleBarOverlay(),
})

export const createHandlers = (ports: HandlerPorts): IpcHandlers => ({
  'app:facts': async () => ok(await readAppFacts(ports)),
  'settings:get': () => ok(ports.settings.read()),
  'settings:set': (patch) => {
    const settings = ports.settings.change(patch)
    applyTheme(settings.theme)
    ports.onSettings(settings)
    return ok(settings)
  },
  'session:sign-in': () => ports.session.signIn(),
  'session:cancel-sign-in': () => ok(ports.session.cancelSignIn()),
  'session:sign-out': () => {
    ports.session.signOut()
    // nobody's vault is reopened after a person has said good-bye
    const forgotten = ports.vault.remember(null, ports.link.mode())
    return forgotten.ok ? ok(undefined) : forgotten
  },
  'session:facts': () => ok(ports.session.facts()),
  'vault:open': async ({ operatorId }, page) => {
    const mode = ports.link.mode()
    if (!mayOpen(ports, operatorId)) return fail('E-FORBIDDEN')
    const opened = await ports.vault.open(operatorId, mode)
    if (!opened.ok) return opened
    const remembered = ports.vault.remember(operatorId, mode)
    if (!remembered.ok) return remembered
    grantKey(page, operatorId, mode, opened.value, ports)
    return ok(undefined)
  },
  'link:set': ({ switchedOn }) => {
    if (ports.link.mode() !== 'training') return fail('E-FORBIDDEN')
    ports.road.setOpen(switchedOn)
    ports.onLink({ switchedOn })
    return ok({ switchedOn })
  },
  'disk:facts': async () => {
    const disk = await statfs(app.getPath('userData'))
    return ok({ freeBytes: disk.bavail * disk.bsize })
  },
  'citizen:open': ({ number }) => ports.openCitizen(number),
  'file:save': ({ name, source }, page) => ports.saveFile(name, source, page),
  'app:report': ({ event, name }) => {
    ports.log('error', event, { reason: name })
    return ok(undefined)
  },
  'export:table': (table, page) => {
    const t = wordsOf(ports.settings.read().language)
    return saveAs(page, table.fileName, { extension: 'xlsx', name: t('system.fileKind.xlsx'), title: t('system.saveTable') }, async () => ok(await makeTableFile(table)))
  },
  'export:paper': (paper, page) => {
    const t = wordsOf(ports.settings.read().language)
    return saveAs(page, paper.fileName, { extension: 'pdf', name: t('system.fileKind.pdf'), title: t('system.savePaper') }, async () => (await import('./export/paper-file.ts')).makePaperFile(paper))
  },
  'window:set-title-bar': ({ background, symbols }, page) => {
    if (hasTitleBarOverlay()) BrowserWindow.fromWebContents(page)?.setTitleBarOverlay({ color: background, symbolColor: symbols })
    return ok(undefined)
  },
})

/** The vault of the person who is signed in, or of the one whom a restart brings back. */
const mayOpen = ({ session, vault, link }: HandlerPorts, operatorId: string): boolean => {
  const facts = session.facts()
  return ('operatorId' in facts && facts.operatorId === operatorId) || vault.lastOperator(link.mode()) === operatorId
}
