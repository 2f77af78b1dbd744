// How the person reaches the sign-in page: our own window in training, the system's browser in live mode.
import { randomUUID } from 'node:crypto'
import { BrowserWindow, session, shell } from 'electron'
import { hardenSession, guardNavigation } from '../security.ts'

export type Opened = { close: () => void }
export type OpenerPorts = {
  title: () => string
  parent: () => BrowserWindow | undefined
  prepareSession: (partition: Electron.Session) => void
}

/** A window without any rights, with a memory of its own that ends with it. It visits the issuer and the way back only. */
export const openSignInWindow = (ports: OpenerPorts, url: string, redirectUri: string, whenClosed: () => void): Opened => {
  const partition = session.fromPartition(`sign-in-${randomUUID()}`, { cache: false })
  const allowed = [new URL(url).origin, new URL(redirectUri).origin]
  hardenSession(partition, (address) => allowed.includes(address.origin))
  ports.prepareSession(partition)
  const parent = ports.parent()
  const window = new BrowserWindow({
    width: 560,
    height: 720,
    title: ports.title(),
    autoHideMenuBar: true,
    minimizable: false,
    ...(parent === undefined ? {} : { parent }),
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, session: partition, spellcheck: false },
  })
  // the page's own title may carry anything; ours stays
  window.on('page-title-updated', (event) => event.preventDefault())
  guardNavigation(window.webContents, (address) => allowed.includes(address.origin))
  window.once('closed', whenClosed)
  window.loadURL(url).catch(() => undefined) // a page that cannot load shows its own error; closing the window ends the sign-in
  return {
    close: () => {
      window.off('closed', whenClosed)
      if (!window.isDestroyed()) window.destroy()
    },
  }
}

/** The person's own browser: it has their certificates and their way to «Госуслуги». Only https is handed to it. */
export const openBrowser = async (url: string): Promise<Opened | undefined> => {
  if (new URL(url).protocol !== 'https:') return undefined
  await shell.openExternal(url)
  return { close: () => undefined }
}
