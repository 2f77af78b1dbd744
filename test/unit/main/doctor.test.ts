import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { DEFAULT_LIFECYCLE } from '../../../src/shared/contract/lifecycle.ts'
import { DEFAULT_LIMITS } from '../../../src/shared/contract/limits.ts'
import { CONTRACT_VERSION, type Meta } from '../../../src/shared/contract/meta.ts'
import { fail, ok } from '../../../src/shared/errors.ts'
import { failed, pass, warn, type Check } from '../../../src/main/doctor/check.ts'
import { checkClockOffset } from '../../../src/main/doctor/checks/clock-offset.ts'
import { checkDiskSpace } from '../../../src/main/doctor/checks/disk-space.ts'
import { checkKeyringBackend } from '../../../src/main/doctor/checks/keyring-backend.ts'
import { checkPlatformContract } from '../../../src/main/doctor/checks/platform-contract.ts'
import { checkPlatformMode } from '../../../src/main/doctor/checks/platform-mode.ts'
import { checkPlatformReach } from '../../../src/main/doctor/checks/platform-reach.ts'
import { checkPolicyValues } from '../../../src/main/doctor/checks/policy-values.ts'
import { checkRuntimeVersion } from '../../../src/main/doctor/checks/runtime-version.ts'
import { checkSandboxRenderer } from '../../../src/main/doctor/checks/sandbox-renderer.ts'
import { checkStorage } from '../../../src/main/doctor/checks/storage.ts'
import { checkTransferKey } from '../../../src/main/doctor/checks/transfer-key.ts'
import { TRAINING_PUBLIC_KEY } from '../../../src/shared/transfer/training-keys.ts'
import { examine, formatTable, isHealthy } from '../../../src/main/doctor/report.ts'

const NOON = Date.parse('2026-11-22T12:00:00.000Z')
const meta = (patch: Partial<Meta> = {}): Meta => ({
  name: 'x', mode: 'training', serverTime: new Date(NOON).toISOString(), contractVersion: CONTRACT_VERSION, oldestClientVersion: '0.1.0',
  issuer: 'http://127.0.0.1:1/oidc', limits: DEFAULT_LIMITS, lifecycle: DEFAULT_LIFECYCLE, dictionaryVersion: 1, ...patch,
})
const build = { version: '0.1.0', commit: 'c', declaredElectron: '45.4.1', runtimeElectron: '33.2.1' }
const MB = 1024 * 1024
const reach = { kind: 'remote', ms: 5, findStep: () => Promise.resolve('dns' as const) } as const

describe('each check breaks by exactly its own trouble', () => {
  it.each([
    ['runtime.version', checkRuntimeVersion('45.4.1', build), 'pass', 'pass'],
    ['runtime.version', checkRuntimeVersion('33.2.1', build), 'warn', 'undeclared'],
    ['runtime.version', checkRuntimeVersion('40.0.0', build), 'fail', 'foreign'],
    ['runtime.version', checkRuntimeVersion('40.0.0', undefined), 'warn', 'unknown'],
    ['sandbox.renderer', checkSandboxRenderer('Name:\tx\nSeccomp:\t2\nSeccomp_filters:\t1\n'), 'pass', 'pass'],
    ['sandbox.renderer', checkSandboxRenderer('Seccomp:\t0\n'), 'fail', 'open'],
    ['sandbox.renderer', checkSandboxRenderer('nothing'), 'fail', 'open'],
    ['sandbox.renderer', checkSandboxRenderer(undefined), 'skipped', 'skipped'],
    ['storage', checkStorage({ ok: true, ms: 3 }), 'pass', 'pass'],
    ['storage', checkStorage({ ok: true, ms: 900 }), 'warn', 'slow'],
    ['storage', checkStorage({ ok: false, error: 'EACCES' }), 'fail', 'refused'],
    ['keyring.backend', checkKeyringBackend('kwallet6', 'live'), 'pass', 'pass'],
    ['keyring.backend', checkKeyringBackend(undefined, 'training'), 'warn', 'plain'],
    ['keyring.backend', checkKeyringBackend(undefined, 'live'), 'fail', 'absent'],
    ['disk.space', checkDiskSpace(3000 * MB), 'pass', 'pass'],
    ['disk.space', checkDiskSpace(1000 * MB), 'warn', 'low'],
    ['disk.space', checkDiskSpace(499 * MB), 'fail', 'full'],
    ['clock.offset', checkClockOffset(ok(meta()), NOON + 60_000), 'pass', 'pass'],
    ['clock.offset', checkClockOffset(ok(meta()), NOON - 180_000), 'warn', 'off'],
    ['clock.offset', checkClockOffset(ok(meta()), NOON + 90_000_000), 'fail', 'far'],
    ['clock.offset', checkClockOffset(fail('E-OFFLINE'), NOON), 'skipped', 'skipped'],
    ['platform.mode', checkPlatformMode(ok(meta())), 'pass', 'pass'],
    ['platform.mode', checkPlatformMode(fail('E-CONFIG-MODE')), 'fail', 'trainingElsewhere'],
    ['platform.contract', checkPlatformContract(ok(meta()), '0.1.0'), 'pass', 'pass'],
    ['platform.contract', checkPlatformContract(ok(meta({ oldestClientVersion: '0.10.0' })), '0.9.0'), 'fail', 'appOld'],
    ['platform.contract', checkPlatformContract(ok(meta({ contractVersion: CONTRACT_VERSION - 1 })), '0.1.0'), 'fail', 'platformOld'],
    ['platform.contract', checkPlatformContract(ok(meta({ contractVersion: CONTRACT_VERSION + 1 })), '0.1.0'), 'warn', 'platformNew'],
    ['transfer.key', checkTransferKey(null, 'live'), 'warn', 'none'],
    ['transfer.key', checkTransferKey(null, 'training'), 'skipped', 'skipped'],
    ['transfer.key', checkTransferKey(TRAINING_PUBLIC_KEY, 'live'), 'fail', 'training'],
    ['transfer.key', checkTransferKey(generateKeyPairSync('rsa', { modulusLength: 3072, publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } }).publicKey, 'live'), 'pass', 'pass'],
    ['policy.values', checkPolicyValues(null), 'pass', 'pass'],
    ['policy.values', checkPolicyValues({ code: 'E-CONFIG', details: { line: 3, column: 1 } }), 'fail', 'file'],
    ['policy.values', checkPolicyValues({ code: 'E-CONFIG-URL' }), 'fail', 'address'],
  ])('%s -> %o', async (id, outcome, status, reason) => {
    expect(outcome).toMatchObject({ status, reason })
    const words = await Promise.all((['ru', 'en'] as const).map((language) => examine([{ id, severity: 'must', run: () => outcome }], language)))
    for (const [finding] of words) {
      expect(finding!.message).not.toMatch(/^system\.|\{\{/)
      expect(finding!.fix === null).toBe(status === 'pass' || status === 'skipped')
    }
  })

  it.each([
    ['E-OFFLINE', 'dns'],
    ['E-TLS', 'tls'],
    ['E-PROXY', 'proxy'],
  ] as const)('platform.reach tells the step: %s -> %s', async (code, reason) => {
    expect(await checkPlatformReach({ ...reach, meta: fail(code) })).toMatchObject({ status: 'fail', reason })
    expect(await checkPlatformReach({ ...reach, meta: ok(meta()) })).toMatchObject({ status: 'pass' })
    expect(await checkPlatformReach({ ...reach, kind: 'embedded', meta: fail('E-PLATFORM-START') })).toMatchObject({ reason: 'notStarted' })
  })
})

describe('the report', () => {
  const check = (id: string, severity: Check['severity'], run: Check['run']): Check => ({ id, severity, run })

  it('is not ok only when something that must hold has failed', async () => {
    const well = await examine([check('storage', 'must', () => pass()), check('disk.space', 'warn', () => failed('low')), check('disk.space', 'must', () => warn('low'))], 'en')
    expect(isHealthy(well)).toBe(true)
    expect(isHealthy(await examine([check('storage', 'must', () => failed('refused'))], 'en'))).toBe(false)
  })

  it('goes on when a check breaks', async () => {
    const findings = await examine([check('storage', 'must', () => Promise.reject(new TypeError('x'))), check('disk.space', 'must', () => pass())], 'ru')
    expect(findings.map(({ status }) => status)).toEqual(['fail', 'pass'])
  })

  it('has a row for each check in its table', async () => {
    const checks = await examine([check('storage', 'must', () => failed('refused', { error: 'EACCES' }))], 'ru')
    const table = formatTable({ schema: 1, product: 'Приём', version: '0.1.0', mode: 'training', ok: false, checks }, 'ru')
    expect(table).toContain('x storage  В профиль нельзя записать: EACCES.')
  })
})
