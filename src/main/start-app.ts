// Joins the parts of the running app: road, platform, session, vault, page.
import { join } from 'node:path'
import { app, BrowserWindow, dialog, safeStorage, session } from 'electron'
import { z } from 'zod'
import { MODES } from '../shared/contract/meta.ts'
import { trustCertificates } from './certificates.ts'
import { openCitizenPage } from './citizen.ts'
import type { Options } from './command-line.ts'
import type { Config } from './config.ts'
import { createGateway } from './gateway/gateway.ts'
import { createRoad } from './gateway/road.ts'
import { createHandlers, readAppFacts } from './handlers.ts'
import { serveIpc, tellPage } from './ipc.ts'
import { createJournals } from './journal/serve-journal.ts'
import type { Log } from './log.ts'
import { listPageFiles } from './page-files.ts'
import { openPlatformLink } from './platform-link.ts'
import { APP_ORIGIN, serveApp, type PageSource } from './protocol.ts'
import { COPY_ONLY, guardAllPages, hardenSession, isPageRequest } from './security.ts'
import { saveFile } from './save-file.ts'
import { createSession } from './session/session.ts'
import { openBrowser, openSignInWindow } from './session/sign-in-window.ts'
import { returnPage } from './session/return-page.ts'
import { openSettings } from './settings.ts'
import { readStored, writeStored } from './stored-json.ts'
import { startTrainingPlatform, type TrainingPlatform } from './training-platform.ts'
import { transferDialogs } from './transfer/dialogs.ts'
import { createTransfers } from './transfer/serve-transfer.ts'
import { createKeyWrap } from './vault/key-wrap.ts'
import { createVault } from './vault/vault.ts'
import { applyTheme, focusWindow, openWindow } from './window.ts'
import { wordsOf } from './words.ts'

const rememberedSchema = z.object({ url: z.string(), mode: z.enum(MODES) })

/** Starts as soon as Electron is ready; the platform starts first, for it takes longest. */
export const startApp = (options: Options, config: Config, log: Log): void => {
  let window: BrowserWindow | undefined
  guardAllPages(log)
  app.on('second-instance', () => focusWindow(window))
  app.on('window-all-closed', () => app.quit())
  void app.whenReady().then(() => {
    window = run(options, config, log)
  })
}

const run = (options: Options, config: Config, log: Log): BrowserWindow => {
  const inProfile = (name: string): string => join(app.getPath('userData'), name)
  log('info', 'app.started', { state: config.platform.kind, code: config.trouble?.code })
  const settings = openSettings(inProfile('settings.json'), options.language === undefined ? {} : { language: options.language })
  if (settings.wasDamaged) log('warn', 'settings.damaged')
  applyTheme(settings.read().theme)
  const t = (key: string): string => wordsOf(settings.read().language)(key)

  const road = createRoad(openRoadSession(config))
  const rememberedFile = inProfile('platform.json')
  let training: TrainingPlatform | undefined
  const page = (): Electron.WebContents | undefined => (window.isDestroyed() ? undefined : window.webContents)
  const tellFacts = (): void => void readAppFacts({ link, vault }).then((facts) => tellPage(page(), 'app:changed', facts))

  const vault = createVault({ path: inProfile('vault/keys.json'), wrap: createKeyWrap(safeStorage, process.platform), now: Date.now })
  const link = openPlatformLink({
    config,
    road,
    startTraining: (onChange) => {
      training = startTrainingPlatform({ modulePath: join(app.getAppPath(), 'out/main/platform.js'), dataDir: inProfile('training-platform'), log, onChange })
      return training
    },
    remembered: (url) => {
      const last = readStored(rememberedFile, rememberedSchema)
      return last?.url === url ? last.mode : undefined
    },
    remember: (url, mode) => void writeStored(rememberedFile, { url, mode }),
    onChange: tellFacts,
  })
  const prepareSession = (partition: Electron.Session): void => trustCertificates(partition, config.trustedCertificates)
  const person = createSession({
    road,
    link,
    open: async (mode, url, redirectUri, whenClosed) =>
      mode === 'training'
        ? openSignInWindow({ title: () => t('system.signInTitle'), parent: () => window, prepareSession }, url, redirectUri, whenClosed)
        : openBrowser(url),
    returnPage: () => returnPage(settings.read().language),
    now: Date.now,
    log,
    onChange: (facts) => tellPage(page(), 'session:changed', facts),
  })

  hardenSession(session.defaultSession, isPageRequest(developmentServer()), COPY_ONLY)
  const client = `priyom/${app.getVersion()}`
  const gateway = createGateway({ road, address: link.address, token: person.token, log, client })
  serveApp(pageSource(), gateway)
  serveIpc(
    createHandlers({
      link,
      road,
      session: person,
      vault,
      journals: createJournals(inProfile('journal'), log),
      transfers: createTransfers(config.transferPublicKey, log),
      dialogs: transferDialogs(() => (window.isDestroyed() ? null : window), t),
      settings,
      log,
      saveFile: (name, source, asking) =>
        saveFile(name, source, {
          ask: (path, headers) => gateway(new Request(APP_ORIGIN + path, { headers })),
          operatorId: () => {
            const facts = person.facts()
            return 'operatorId' in facts ? facts.operatorId : undefined
          },
          askPlace: (safeName) => askPlace(BrowserWindow.fromWebContents(asking), safeName),
        }),
      openCitizen: async (number) => {
        const address = await link.address()
        return address.ok ? openCitizenPage(address.value, number, { title: t('system.citizenTitle'), prepareSession }) : address
      },
      onLink: (facts) => tellPage(page(), 'link:changed', facts),
      onSettings: (changed) => tellPage(page(), 'settings:changed', changed),
    }),
    log,
  )
  stopWithApp(() => training, log)
  const { theme, language } = settings.read()
  const window = openWindow({ theme, language, placeFile: inProfile('window.json'), log, whenPageEnds: road.cutPage })
  return window
}

const askPlace = async (window: BrowserWindow | null, name: string): Promise<string | undefined> => {
  const options = { defaultPath: join(app.getPath('downloads'), name), properties: ['createDirectory' as const, 'showOverwriteConfirmation' as const] }
  const { canceled, filePath } = await (window === null ? dialog.showSaveDialog(options) : dialog.showSaveDialog(window, options))
  return canceled || filePath === '' ? undefined : filePath
}

/** No cookies or cache of the platform outlive the app, and the page's own session never sees them. */
const openRoadSession = (config: Config): Electron.Session => {
  const partition = session.fromPartition('road', { cache: false })
  trustCertificates(partition, config.trustedCertificates)
  return partition
}

/** Vite's server, in development only: a packaged app listens to no such variable. */
const developmentServer = (): { url: string } | undefined => {
  const url = process.env['ELECTRON_RENDERER_URL']
  return app.isPackaged || url === undefined ? undefined : { url }
}
const pageSource = (): PageSource => {
  const development = developmentServer()
  if (development !== undefined) return { kind: 'development', url: development.url }
  return { kind: 'files', files: listPageFiles(join(app.getAppPath(), 'out/renderer')) }
}

/** The platform ends in order, then the app. */
const stopWithApp = (training: () => TrainingPlatform | undefined, log: Log): void => {
  let isStopped = false
  app.on('will-quit', (event) => {
    const running = training()
    if (isStopped || running === undefined) return
    event.preventDefault()
    isStopped = true
    void running.stop().finally(() => {
      log('info', 'app.stopped')
      app.quit()
    })
  })
}
