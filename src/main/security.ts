// Walls around everything that shows a page: no permission, no window, no navigation, no request but the listed ones.
import { app, type Session, type WebContents } from 'electron'
import type { Log } from './log.ts'

/** Walls for every page that will ever exist, whatever opens it. Call before the first window. */
export const guardAllPages = (log: Log): void => {
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.on('render-process-gone', (_gone, details) => log('error', 'page.gone', { reason: details.reason, exitCode: details.exitCode }))
  })
}

/** Limits where a page may go. `isAllowed` false for all: the page stays where it was put. */
export const guardNavigation = (contents: WebContents, isAllowed: (url: URL) => boolean): void => {
  const refuse = (event: { preventDefault: () => void; url: string }): void => {
    if (!URL.canParse(event.url) || !isAllowed(new URL(event.url))) event.preventDefault()
  }
  contents.on('will-navigate', refuse)
  contents.on('will-redirect', refuse)
  contents.on('will-frame-navigate', refuse)
}

/** The app's own page may put a message's number on the clipboard by a key press; it may never read the clipboard. */
export const COPY_ONLY: ReadonlySet<string> = new Set(['clipboard-sanitized-write'])

/** No permissions but the listed ones, no downloads, no spell-check dictionaries; requests only where `isAllowed` says. */
export const hardenSession = (session: Session, isAllowed: (url: URL) => boolean, permissions: ReadonlySet<string> = new Set()): void => {
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(permissions.has(permission)))
  session.setPermissionCheckHandler((_contents, permission) => permissions.has(permission))
  session.setDevicePermissionHandler(() => false)
  session.setSpellCheckerEnabled(false)
  session.on('will-download', (event) => event.preventDefault())
  session.webRequest.onBeforeRequest((details, answer) => {
    answer({ cancel: !URL.canParse(details.url) || !isAllowed(new URL(details.url)) })
  })
}

/** What the app's own page may load. Development adds the inspector and the socket of hot reload. */
export const isPageRequest =
  (development?: { url: string }) =>
  (url: URL): boolean => {
    if (url.protocol === 'app:') return url.host === 'priyom'
    if (url.protocol === 'blob:') return url.href.startsWith('blob:app://priyom/')
    if (development === undefined) return false
    return url.protocol === 'devtools:' || url.host === new URL(development.url).host
  }
