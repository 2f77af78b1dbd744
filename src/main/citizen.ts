// The citizen's side of a message: a page of the platform in a window without any rights, or the system's browser.
import { randomUUID } from 'node:crypto'
import { BrowserWindow, session, shell } from 'electron'
import { fail, ok, type Result } from '../shared/errors.ts'
import type { PlatformAddress } from './platform-link.ts'
import { guardNavigation, hardenSession } from './security.ts'

export type CitizenPorts = { title: string; prepareSession: (partition: Electron.Session) => void }

/** Opens `<platform>/citizen?number=...`, where the number alone is known: no name goes into an address. */
export const openCitizenPage = async (platform: PlatformAddress, number: number | null, ports: CitizenPorts): Promise<Result<void>> => {
  const url = new URL('/citizen', platform.url)
  if (number !== null) url.searchParams.set('number', String(number))
  if (platform.mode === 'training') {
    openTrainingWindow(url, ports)
    return ok(undefined)
  }
  if (url.protocol !== 'https:') return fail('E-FORBIDDEN')
  await shell.openExternal(url.href)
  return ok(undefined)
}

const openTrainingWindow = (url: URL, ports: CitizenPorts): void => {
  const partition = session.fromPartition(`citizen-${randomUUID()}`, { cache: false })
  const isPlatform = (address: URL): boolean => address.origin === url.origin
  hardenSession(partition, isPlatform)
  ports.prepareSession(partition)
  const window = new BrowserWindow({
    width: 720,
    height: 800,
    title: ports.title,
    autoHideMenuBar: true,
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, session: partition, spellcheck: false },
  })
  window.on('page-title-updated', (event) => event.preventDefault())
  guardNavigation(window.webContents, isPlatform)
  window.loadURL(url.href).catch(() => undefined) // the window shows Chromium's own page of the error
}
