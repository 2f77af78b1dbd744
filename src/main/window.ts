// The one window of the app: isolated, sandboxed, without Node. Its title never names a person.
import { join } from 'node:path'
import { app, BrowserWindow, dialog, nativeTheme, screen } from 'electron'
import type { Language, ThemeChoice } from '../shared/ipc.ts'
import type { Log } from './log.ts'
import { APP_ORIGIN } from './protocol.ts'
import { guardNavigation } from './security.ts'
import { readStored, writeStored } from './stored-json.ts'
import { isReachable, MIN_HEIGHT, MIN_WIDTH, windowPlaceSchema, type WindowPlace } from './window-place.ts'
import { wordsOf } from './words.ts'

/** Height of the page's title bar (ux §3). */
const BAR_HEIGHT = 32
const TITLE_BAR = { light: { color: '#ffffff', symbolColor: '#101b2d' }, dark: { color: '#161f2b', symbolColor: '#e8eef6' } } as const

/** Whether the system can draw its buttons over our bar. */
export const hasTitleBarOverlay = (): boolean => process.platform === 'win32' || process.platform === 'linux'

/** The system's own choice follows the person's; high contrast is drawn on black. */
export const applyTheme = (theme: ThemeChoice): void => {
  nativeTheme.themeSource = theme === 'contrast' ? 'dark' : theme
}
const backgroundOf = (theme: ThemeChoice): string => {
  if (theme === 'contrast') return '#000000'
  return nativeTheme.shouldUseDarkColors ? '#0d131c' : '#eef2f7'
}

export type WindowPorts = {
  theme: ThemeChoice
  language: Language
  placeFile: string
  log: Log
  /** The page is gone or starts anew: whatever it asked for has no reader any more. */
  whenPageEnds: () => void
}

/** Opens the window and loads the page. */
export const openWindow = (ports: WindowPorts): BrowserWindow => {
  const place = readPlace(ports.placeFile)
  const window = new BrowserWindow({
    width: 1366,
    height: 768,
    ...place?.bounds,
    minWidth: MIN_WIDTH,
    minHeight: MIN_HEIGHT,
    show: false,
    title: wordsOf(ports.language)('system.productName'),
    backgroundColor: backgroundOf(ports.theme),
    autoHideMenuBar: true,
    ...(hasTitleBarOverlay() ? { titleBarStyle: 'hidden' as const, titleBarOverlay: { height: BAR_HEIGHT, ...TITLE_BAR[nativeTheme.shouldUseDarkColors ? 'dark' : 'light'] } } : {}),
    webPreferences: {
      preload: join(app.getAppPath(), 'out/preload/index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      // Chromium would download dictionaries
      spellcheck: false,
    },
  })
  if (place?.isMaximized === true) window.maximize()
  window.once('ready-to-show', () => window.show())
  window.on('close', () => keepPlace(window, ports.placeFile))
  window.on('page-title-updated', (event) => event.preventDefault())
  guardNavigation(window.webContents, () => false)
  window.webContents.on('did-start-navigation', (details) => {
    if (details.isMainFrame && !details.isSameDocument) ports.whenPageEnds()
  })
  reviveOnce(window, ports)
  window.loadURL(`${APP_ORIGIN}/`).catch((error: Error) => ports.log('error', 'window.load-failed', { reason: error.name }))
  return window
}

/** Two deaths within this time are no accident. */
const CRASH_WINDOW_MS = 60_000

const reviveOnce = (window: BrowserWindow, ports: WindowPorts): void => {
  let lastAt = Number.NEGATIVE_INFINITY
  window.webContents.on('render-process-gone', (_event, details) => {
    if (details.reason === 'clean-exit') return
    ports.whenPageEnds()
    const isRepeated = performance.now() - lastAt < CRASH_WINDOW_MS
    lastAt = performance.now()
    ports.log('error', isRepeated ? 'window.died-again' : 'window.reloaded', { reason: details.reason, exitCode: details.exitCode })
    if (!isRepeated) {
      window.webContents.reload()
      return
    }
    const t = wordsOf(ports.language)
    dialog.showErrorBox(t('system.crashTitle'), t('system.crashText'))
    app.exit(1)
  })
}

const readPlace = (file: string): WindowPlace | undefined => {
  const place = readStored(file, windowPlaceSchema)
  const screens = screen.getAllDisplays().map((display) => display.workArea)
  return place !== undefined && isReachable(place.bounds, screens) ? place : undefined
}

const keepPlace = (window: BrowserWindow, file: string): void => {
  writeStored(file, { bounds: window.getNormalBounds(), isMaximized: window.isMaximized() })
}

/** Brings the window to the person who started the app a second time. */
export const focusWindow = (window: BrowserWindow | undefined): void => {
  if (window === undefined) return
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}
