// `--doctor [--json]`: looks at this seat without showing a window or touching the operators' data, prints, exits 0 or 1.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { app, BrowserWindow, safeStorage, session } from 'electron'
import type { Language } from '../../shared/ipc.ts'
import { readFileIfAny, writeFileAtomically } from '../atomic-file.ts'
import { trustCertificates } from '../certificates.ts'
import type { Options } from '../command-line.ts'
import type { Config } from '../config.ts'
import { createRoad } from '../gateway/road.ts'
import type { Log } from '../log.ts'
import { parseJson } from '../parse-json.ts'
import { openPlatformLink, type PlatformLink } from '../platform-link.ts'
import { startTrainingPlatform, type TrainingPlatform } from '../training-platform.ts'
import { createKeyWrap } from '../vault/key-wrap.ts'
import { wordsOf } from '../words.ts'
import type { Check } from './check.ts'
import { checkClockOffset } from './checks/clock-offset.ts'
import { checkDiskSpace } from './checks/disk-space.ts'
import { checkKeyringBackend } from './checks/keyring-backend.ts'
import { checkPlatformContract } from './checks/platform-contract.ts'
import { checkPlatformMode } from './checks/platform-mode.ts'
import { checkPlatformReach } from './checks/platform-reach.ts'
import { checkPolicyValues } from './checks/policy-values.ts'
import { checkRuntimeVersion, type BuildInfo } from './checks/runtime-version.ts'
import { checkSandboxRenderer } from './checks/sandbox-renderer.ts'
import { checkStorage, type Probe } from './checks/storage.ts'
import { checkTransferKey } from './checks/transfer-key.ts'
import { examine, formatTable, isHealthy, type Report } from './report.ts'
import { findFailingStep } from './road-steps.ts'

/** Whatever hangs, an installer's script gets its answer. */
const TOTAL_MS = 25_000
/** The report speaks for the doctor; it writes nothing into the seat's log. */
const silent: Log = () => undefined

/** Runs once Electron is ready, and ends the process. */
export const runDoctor = (options: Options, config: Config): void => {
  if (lacksDisplay()) {
    rmSync(app.getPath('sessionData'), { recursive: true, force: true }) // the other one makes its own
    app.exit(runInVirtualDisplay(options.language ?? 'ru'))
    return
  }
  app.on('window-all-closed', () => undefined)
  setTimeout(() => app.exit(1), TOTAL_MS)
  void app.whenReady().then(async () => {
    const work = mkdtempSync(join(tmpdir(), 'priyom-doctor-'))
    const report = await makeReport(config, options.language ?? 'ru', work)
    writeSync(1, options.json ? `${JSON.stringify(report, null, 2)}\n` : formatTable(report, options.language ?? 'ru'))
    for (const folder of [work, app.getPath('sessionData')]) rmSync(folder, { recursive: true, force: true })
    app.exit(report.ok ? 0 : 1)
  })
}

/** An installer's script may have no display, and Electron cannot start without one. */
const lacksDisplay = (): boolean => process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']

/** Runs the same doctor in a virtual display; the exit code is that one's, or 1 when there is no virtual display either. */
const runInVirtualDisplay = (language: Language): number => {
  const run = spawnSync('xvfb-run', ['-a', process.execPath, ...process.argv.slice(1)], { stdio: 'inherit', timeout: TOTAL_MS + 5_000 })
  if (run.error !== undefined) process.stderr.write(`${wordsOf(language)('system.doctor.noDisplay')}\n`)
  return run.status ?? 1
}

const makeReport = async (config: Config, language: Language, work: string): Promise<Report> => {
  let training: TrainingPlatform | undefined
  const partition = session.fromPartition('doctor', { cache: false })
  trustCertificates(partition, config.trustedCertificates)
  const link = openPlatformLink({
    config,
    road: createRoad(partition),
    // a folder of its own: the running app may hold the real one
    startTraining: (onChange) => {
      training = startTrainingPlatform({ modulePath: join(app.getAppPath(), 'out/main/platform.js'), dataDir: join(work, 'platform'), seed: 'empty', log: silent, onChange })
      return training
    },
    remembered: () => undefined,
    remember: () => undefined,
    onChange: () => undefined,
  })
  const checks = await examine(listChecks(config, link), language)
  await training?.stop()
  return { schema: 1, product: wordsOf(language)('system.productName'), version: app.getVersion(), mode: link.mode(), ok: isHealthy(checks), checks }
}

const listChecks = (config: Config, link: PlatformLink): Check[] => {
  const startedAt = performance.now()
  const asked = link.meta().then((meta) => ({ meta, now: Date.now(), ms: Math.round(performance.now() - startedAt) }))
  const { platform } = config
  const findStep = (): ReturnType<typeof findFailingStep> => findFailingStep(platform.kind === 'remote' ? platform.url : '')
  return [
    { id: 'runtime.version', severity: 'must', run: () => checkRuntimeVersion(process.versions.electron ?? '', readBuildInfo()) },
    { id: 'sandbox.renderer', severity: 'must', run: async () => checkSandboxRenderer(await readRendererStatus()) },
    { id: 'policy.values', severity: 'must', run: () => checkPolicyValues(config.trouble) },
    { id: 'storage', severity: 'must', run: () => checkStorage(probeProfile()) },
    { id: 'disk.space', severity: 'must', run: async () => checkDiskSpace(await freeBytes()) },
    { id: 'platform.reach', severity: 'must', run: async () => checkPlatformReach({ kind: platform.kind, findStep, ...(await asked) }) },
    { id: 'platform.mode', severity: 'must', run: async () => checkPlatformMode((await asked).meta) },
    { id: 'platform.contract', severity: 'must', run: async () => checkPlatformContract((await asked).meta, app.getVersion()) },
    { id: 'clock.offset', severity: 'must', run: async () => { const { meta, now } = await asked; return checkClockOffset(meta, now) } },
    {
      id: 'keyring.backend',
      severity: 'must',
      run: async () => {
        const { meta } = await asked
        return checkKeyringBackend(await createKeyWrap(safeStorage, process.platform).backend(), meta.ok ? meta.value.mode : link.mode())
      },
    },
    { id: 'transfer.key', severity: 'warn', run: async () => { const { meta } = await asked; return checkTransferKey(config.transferPublicKey, meta.ok ? meta.value.mode : link.mode()) } },
  ]
}

const readBuildInfo = (): BuildInfo | undefined =>
  parseJson(readFileIfAny(join(app.getAppPath(), 'out/build-info.json')) ?? '') as BuildInfo | undefined

/** /proc/PID/status of a hidden window's renderer; undefined where the system has no such thing. */
const readRendererStatus = async (): Promise<string | undefined> => {
  if (process.platform !== 'linux') return undefined
  const window = new BrowserWindow({ show: false, webPreferences: { sandbox: true, contextIsolation: true, partition: 'doctor-page' } })
  try {
    await window.loadURL('about:blank')
    return readFileSync(`/proc/${window.webContents.getOSProcessId()}/status`, 'utf8')
  } finally {
    window.destroy()
  }
}

const probeProfile = (): Probe => {
  const path = join(app.getPath('userData'), 'doctor-probe')
  const startedAt = performance.now()
  try {
    mkdirSync(app.getPath('userData'), { recursive: true })
    writeFileAtomically(path, 'probe')
    const isSame = readFileIfAny(path) === 'probe'
    rmSync(path)
    return isSame ? { ok: true, ms: Math.round(performance.now() - startedAt) } : { ok: false, error: 'EIO' }
  } catch (error) {
    return { ok: false, error: (error as NodeJS.ErrnoException).code ?? 'unknown' }
  }
}

const freeBytes = async (): Promise<number> => {
  const disk = await statfs(app.getPath('userData'))
  return disk.bavail * disk.bsize
}
