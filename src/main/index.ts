// The order of start-up, nothing else. Never awaits `app.whenReady()` at the top: Electron waits for this module first.
import { join } from 'node:path'
import { app } from 'electron'
import { readCommandLine } from './command-line.ts'
import { readConfig } from './config.ts'
import { runDoctor } from './doctor/run.ts'
import { openLog } from './log.ts'
import { registerAppScheme } from './protocol.ts'
import { chooseProfile, refuseUnsafeStart } from './start-checks.ts'
import { startApp } from './start-app.ts'

const options = readCommandLine(process.argv)
const config = readConfig(options)
chooseProfile(options)

if (refuseUnsafeStart(options, config)) {
  app.exit(1)
} else {
  if (!options.noSandbox) app.enableSandbox()
  registerAppScheme()
  if (options.doctor) runDoctor(options, config)
  else if (app.requestSingleInstanceLock()) startApp(options, config, openLog(join(app.getPath('userData'), 'logs')))
  else app.exit(0)
}
