// Called by electron-builder when the folder is complete: takes out what the app never uses.
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

const keptLocales = new Set(['ru.pak', 'en-US.pak'])

export function afterPack({ appOutDir }) {
  rmSync(join(appOutDir, 'resources/default_app.asar'), { force: true })
  const locales = join(appOutDir, 'locales')
  for (const name of readdirSync(locales)) if (!keptLocales.has(name)) rmSync(join(locales, name))
}
