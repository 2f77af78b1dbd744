// What is settled before anything runs: where the profile is, and whether this start is safe at all.
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { app, dialog } from 'electron'
import type { Options } from './command-line.ts'
import type { Config } from './config.ts'
import { wordsOf } from './words.ts'

/** Sets the profile's folder; the doctor keeps Chromium's own files out of it. */
export const chooseProfile = (options: Options): void => {
  if (options.userDataDir !== undefined) app.setPath('userData', resolve(options.userDataDir))
  if (options.doctor) app.setPath('sessionData', mkdtempSync(join(tmpdir(), 'priyom-doctor-')))
  // a packaged app is nobody's remote control; tests of a build need it
  if (app.isPackaged) for (const name of ['remote-debugging-port', 'remote-debugging-pipe']) app.commandLine.removeSwitch(name)
}

/** True, and told, for a packaged live seat that would run without Chromium's sandbox. The doctor may look at it still. */
export const refuseUnsafeStart = (options: Options, config: Config): boolean => {
  const isUnsafe = options.noSandbox || process.getuid?.() === 0
  if (!isUnsafe || !app.isPackaged || config.platform.kind === 'embedded' || options.doctor) return false
  const t = wordsOf(options.language ?? 'ru')
  process.stderr.write(`E-UNSAFE-START ${t('system.unsafeText')}\n`)
  dialog.showErrorBox(t('system.unsafeTitle'), t('system.unsafeText'))
  return true
}
