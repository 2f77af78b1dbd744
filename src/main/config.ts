// Which platform this seat works with: command line over policy file over the embedded training platform.
// A broken configuration is told and never turned into training silently.
import { createPublicKey, X509Certificate } from 'node:crypto'
import { z } from 'zod'
import type { Mode } from '../shared/contract/meta.ts'
import { fail, ok, type Failure, type Result } from '../shared/errors.ts'
import { readFileIfAny } from './atomic-file.ts'
import type { Options } from './command-line.ts'
import { findJsonError } from './json-syntax.ts'

export type PlatformChoice = { kind: 'embedded' } | { kind: 'remote'; url: string; isLoopback: boolean } | { kind: 'none' }
export type Config = {
  platform: PlatformChoice
  /** Authorities (PEM) trusted besides those of the system. */
  trustedCertificates: string[]
  /** The organisation's public key (PEM) for transfer files; null: none. */
  transferPublicKey: string | null
  /** Told at the screen; with `none` there is nothing to work with until it is mended. */
  trouble: Failure | null
}

/** Read when it is there and `--policy` names no other. */
export const POLICY_FILE = '/etc/priyom/policy.json'

const certificatesSchema = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat())
const policySchema = z.object({
  platformUrl: z.string().optional(),
  trustedCertificates: certificatesSchema.optional(),
  /** `keyring`: operators' keys only under the system's key ring. The one value so far, and the default. */
  offlineStorage: z.enum(['keyring']).optional(),
  /** RSA of 3072 bits or more, PEM of SPKI: transfer files are sealed for whoever has its private half. */
  transferPublicKey: z.string().optional(),
})
export type Policy = z.infer<typeof policySchema> & { unknownKeys: string[] }

/**
 * Parses the text of a policy file. E-CONFIG with `line` and `column` for broken JSON, with `key` for a bad value.
 * Unknown keys are handed back, for a misspelt one must not pass unseen.
 */
export const parsePolicy = (source: string): Result<Policy> => {
  const text = source.replace(/^\uFEFF/, '')
  const place = findJsonError(text)
  if (place !== undefined) return fail('E-CONFIG', { reason: 'syntax', ...place })
  const json: unknown = JSON.parse(text)
  const parsed = policySchema.safeParse(json)
  if (!parsed.success) return fail('E-CONFIG', { reason: 'value', key: parsed.error.issues[0]?.path.join('.') ?? '' })
  if (!(parsed.data.trustedCertificates ?? []).every(areCertificates)) return fail('E-CONFIG', { reason: 'value', key: 'trustedCertificates' })
  if (parsed.data.transferPublicKey !== undefined && !isPublicKey(parsed.data.transferPublicKey)) return fail('E-CONFIG', { reason: 'value', key: 'transferPublicKey' })
  const unknownKeys = Object.keys(json as object).filter((key) => !(key in policySchema.shape))
  return ok({ ...parsed.data, unknownKeys })
}

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g
/** The single certificates of a PEM text. */
export const splitCertificates = (pem: string): string[] => pem.match(CERTIFICATE) ?? []
const areCertificates = (pem: string): boolean => {
  const parts = splitCertificates(pem)
  return parts.length > 0 && parts.every(isCertificate)
}
const isCertificate = (pem: string): boolean => {
  try {
    return new X509Certificate(pem).raw.length > 0
  } catch {
    return false // not a certificate, which is the answer
  }
}

const LEAST_BITS = 3072
const isPublicKey = (pem: string): boolean => {
  // createPublicKey would take a private key too and use its public half
  if (!/-----BEGIN PUBLIC KEY-----/.test(pem) || /PRIVATE KEY/.test(pem)) return false
  try {
    const key = createPublicKey(pem)
    return key.asymmetricKeyType === 'rsa' && (key.asymmetricKeyDetails?.modulusLength ?? 0) >= LEAST_BITS
  } catch {
    return false // not a key, which is the answer
  }
}

const LOOPBACK_HOST = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/
/** Whether an address cannot leave this computer. */
export const isLoopback = (url: URL): boolean => LOOPBACK_HOST.test(url.hostname)

/** A platform's address: https, or http on this computer only (E-CONFIG-URL). Path, query and person parts are refused. */
export const parsePlatformUrl = (text: string): Result<{ url: string; isLoopback: boolean }> => {
  if (!URL.canParse(text)) return fail('E-CONFIG-URL', { reason: 'form' })
  const url = new URL(text)
  const isPlain = url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '' && url.password === ''
  if (!isPlain || !['http:', 'https:'].includes(url.protocol)) return fail('E-CONFIG-URL', { reason: 'form' })
  if (url.protocol === 'http:' && !isLoopback(url)) return fail('E-CONFIG-URL', { reason: 'insecure' })
  return ok({ url: url.origin, isLoopback: isLoopback(url) })
}

/** Reads a whole file; undefined when there is none. */
export type ReadText = (path: string) => string | undefined

/** Decides what to work with. Never throws: every trouble is in `trouble`. */
export const readConfig = (options: Options, read: ReadText = readFileIfAny): Config => {
  const policy = readPolicy(options.policyFile, read)
  if (!policy.ok) return { platform: { kind: 'none' }, trustedCertificates: [], transferPublicKey: null, trouble: policy.error }
  const trustedCertificates = (policy.value.trustedCertificates ?? []).flatMap(splitCertificates)
  const transferPublicKey = policy.value.transferPublicKey ?? null
  const [unknownKey] = policy.value.unknownKeys
  const trouble = unknownKey === undefined ? null : ({ code: 'E-CONFIG', details: { reason: 'unknown-key', key: unknownKey } } as const)
  const wanted = options.platformUrl ?? policy.value.platformUrl
  if (wanted === undefined) return { platform: { kind: trouble === null ? 'embedded' : 'none' }, trustedCertificates, transferPublicKey, trouble }
  const address = parsePlatformUrl(wanted)
  if (!address.ok) return { platform: { kind: 'none' }, trustedCertificates, transferPublicKey, trouble: address.error }
  return { platform: { kind: 'remote', ...address.value }, trustedCertificates, transferPublicKey, trouble }
}

const readPolicy = (named: string | undefined, read: ReadText): Result<Policy> => {
  try {
    const text = read(named ?? POLICY_FILE)
    if (text !== undefined) return parsePolicy(text)
    return named === undefined ? ok({ unknownKeys: [] }) : fail('E-CONFIG', { reason: 'missing' })
  } catch {
    return fail('E-CONFIG', { reason: 'unreadable' }) // no right to read it: its rules may not be skipped
  }
}

/** Whether a platform of this mode may be used at this address: a training platform on loopback only. */
export const acceptMode = (mode: Mode, platform: { isLoopback: boolean }): Result<Mode> =>
  mode === 'training' && !platform.isLoopback ? fail('E-CONFIG-MODE', { mode }) : ok(mode)
