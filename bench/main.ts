// Harness in Electron's main process: the shipping gateway and policy around a page of the benchmark's own. Does one job, prints one line, ends.
import { join } from 'node:path'
import { app, BrowserWindow, safeStorage, session } from 'electron'
import { createGateway } from '../src/main/gateway/gateway.ts'
import { createRoad } from '../src/main/gateway/road.ts'
import { listPageFiles } from '../src/main/page-files.ts'
import { APP_ORIGIN, registerAppScheme, serveApp } from '../src/main/protocol.ts'
import { createKeyWrap } from '../src/main/vault/key-wrap.ts'
import { createVault } from '../src/main/vault/vault.ts'
import { writeStored } from '../src/main/stored-json.ts'
import { ok } from '../src/shared/errors.ts'
import { RESULT_MARK, type Job } from './jobs.ts'
import { profileWorker } from './worker-profile.ts'

const wordAfter = (name: string): string => process.argv.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3) ?? ''
const platformUrl = wordAfter('bench-platform')
const profile = wordAfter('user-data-dir')
const asked = JSON.parse(Buffer.from(wordAfter('bench-job'), 'base64').toString('utf8')) as Job

app.setPath('userData', profile)
app.enableSandbox()
registerAppScheme()

/** For a profile that the shipping app will open: the key of its vault, and the platform that it knows. */
const withGrant = async (job: Job): Promise<Job> => {
  if (job.measure !== 'fill') return job
  const { operatorId } = job.grant
  const vault = createVault({ path: join(profile, 'vault/keys.json'), wrap: createKeyWrap(safeStorage, process.platform), now: Date.now })
  const opened = await vault.open(operatorId, 'training')
  if (!opened.ok) throw new Error(opened.error.code)
  vault.remember(operatorId, 'training')
  writeStored(join(profile, 'platform.json'), { url: platformUrl, mode: 'training' })
  return { ...job, grant: { operatorId, keyId: opened.value.keyId, key: Buffer.from(opened.value.key).toString('base64') } }
}

const finish = (line: string): void => {
  process.stdout.write(`${line}\n`, () => app.quit())
}
const begin = async (): Promise<void> => {
  const road = createRoad(session.fromPartition('road', { cache: false }))
  const gateway = createGateway({
    road,
    address: async () => ok({ url: platformUrl, mode: 'training' as const }),
    token: async () => ok('bench'),
    log: (level, event, fields) => void process.stderr.write(`${level} ${event} ${JSON.stringify(fields ?? {})}\n`),
    client: 'priyom-bench',
  })
  serveApp({ kind: 'files', files: listPageFiles(join(app.getAppPath(), '../out/bench/page')) }, gateway)
  const window = new BrowserWindow({ width: 1366, height: 768, webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, backgroundThrottling: false } })
  const profileFile = wordAfter('bench-profile')
  const endProfile = profileFile === '' ? async () => undefined : await profileWorker(window.webContents, profileFile)
  // newer runtimes hand over one object, the floor five values
  window.webContents.on('console-message', (event, _level, text) => {
    const said = (event as unknown as { message?: string }).message ?? text
    if (said.startsWith(RESULT_MARK)) void endProfile().then(() => finish(said))
    else process.stderr.write(`page: ${said}\n`)
  })
  window.webContents.on('render-process-gone', () => app.exit(1))
  await window.loadURL(`${APP_ORIGIN}/?job=${encodeURIComponent(JSON.stringify(await withGrant(asked)))}`)
}

void app.whenReady().then(begin).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
  app.exit(1)
})
