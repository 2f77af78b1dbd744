// The loader that Electron looks for as resources/default_app.asar: starts the app whose folder
// is the first plain argument. Electron awaits this module before `ready`, which app.enableSandbox() needs.
import { app as publicApp } from 'electron'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

// setVersion and setAppPath are for a loader only, so the public types leave them out.
const app = /** @type {any} */ (publicApp)

const preloaded = []
let folder
for (let at = 1; at < process.argv.length; at += 1) {
  const word = process.argv[at]
  if (word === '-r' || word === '--require') {
    at += 1
    preloaded.push(process.argv[at])
  } else if (!word.startsWith('-')) {
    folder = resolve(word)
    break
  }
}

if (folder === undefined || !existsSync(join(folder, 'package.json'))) {
  process.stderr.write('electron: name the folder of an app as the first argument\n')
  app.exit(1)
} else {
  const description = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true })
  app.setVersion(description.version)
  app.setName(description.productName ?? description.name)
  app.setDesktopName(description.desktopName ?? `${description.name}.desktop`)
  app.setAppPath(folder)
  if (!app.commandLine.hasSwitch('user-data-dir')) {
    app.setPath('userData', join(app.getPath('appData'), app.getName()))
  }
  const require = createRequire(join(folder, 'package.json'))
  for (const module of preloaded) require(module)
  await import(pathToFileURL(join(folder, description.main)).href)
}
