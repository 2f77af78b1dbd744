// Starts either the shipping app as it is or a bare window of the same runtime, with the probe looking on.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { app, BrowserWindow, protocol } from 'electron'
import { reportPaint } from './probe.ts'

const repository = join(import.meta.dirname, '../..')
const wanted = process.argv.find((word) => word.startsWith('--bench-rows='))?.slice('--bench-rows='.length)

const startBare = (): void => {
  app.enableSandbox()
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }])
  void app.whenReady().then(() => {
    protocol.handle('app', () => new Response('<!doctype html><html><body><p role="option">.</p></body></html>', { headers: { 'content-type': 'text/html' } }))
    const window = new BrowserWindow({ width: 1366, height: 768, show: false, webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false } })
    window.once('ready-to-show', () => window.show())
    void window.loadURL('app://bare/')
  })
}

reportPaint('[role=option]', wanted === undefined ? '[role=option]' : `[role=option][aria-setsize="${wanted}"]`)
if (wanted === undefined) startBare()
else {
  // what a loader does for the folder of the app
  const loaded = app as typeof app & { setAppPath: (path: string) => void }
  loaded.setAppPath(repository)
  await import(pathToFileURL(join(repository, 'out/main/index.js')).href)
}
