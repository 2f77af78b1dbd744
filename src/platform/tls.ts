// A test authority and a certificate for loopback, kept beside the data. Never for real use: the keys lie there too.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../shared/errors.ts'

export type TestCertificate = { key: string; cert: string; /** PEM of the authority, for `trustedCertificates`. */ caFile: string }

const EXTENSIONS = `[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[server]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
subjectAltName = IP:127.0.0.1, DNS:localhost
authorityKeyIdentifier = keyid
`

/** A certificate that ends within this time is made anew, s. */
const SPARE_S = 24 * 3600

/**
 * Authority and certificate of `folder`, made by the system's openssl when there are none in date: whoever trusts the authority
 * still does after a restart. Throws E-TLS when there is no openssl.
 */
export const makeTestCertificate = (folder: string): TestCertificate => {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = (name: string) => join(folder, name)
  const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: ['ignore', 'pipe', 'pipe'] })
  try {
    if (!isInDate(openssl, file('server.pem'))) makeAnew(openssl, file)
  } catch (error) {
    throw new AppError('E-TLS', undefined, { cause: error })
  }
  return { key: readFileSync(file('server.key'), 'utf8'), cert: readFileSync(file('server.pem'), 'utf8'), caFile: file('ca.pem') }
}

type Openssl = (...args: string[]) => unknown
const isInDate = (openssl: Openssl, certificate: string): boolean => {
  if (!existsSync(certificate)) return false
  try {
    openssl('x509', '-in', certificate, '-noout', '-checkend', String(SPARE_S))
    return true
  } catch {
    return false // ended, damaged or cut off while it was written
  }
}

const makeAnew = (openssl: Openssl, file: (name: string) => string): void => {
  writeFileSync(file('extensions.cnf'), EXTENSIONS)
  for (const name of ['ca.key', 'server.key']) openssl('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-out', file(name))
  openssl('req', '-new', '-key', file('ca.key'), '-subj', '/CN=Priyom test authority', '-out', file('ca.csr'))
  openssl('x509', '-req', '-in', file('ca.csr'), '-key', file('ca.key'), '-days', '30', '-extfile', file('extensions.cnf'), '-extensions', 'authority', '-out', file('ca.pem'))
  openssl('req', '-new', '-key', file('server.key'), '-subj', '/CN=127.0.0.1', '-out', file('server.csr'))
  openssl('x509', '-req', '-in', file('server.csr'), '-CA', file('ca.pem'), '-CAkey', file('ca.key'), '-CAcreateserial', '-days', '7', '-extfile', file('extensions.cnf'), '-extensions', 'server', '-out', file('server.pem'))
}
