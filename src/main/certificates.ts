// Authorities of the policy (an organisation's own) besides those of the system. Nothing else of Chromium's checks is loosened.
import { createHash, X509Certificate } from 'node:crypto'
import { isIP } from 'node:net'
import type { Certificate, Session } from 'electron'

/** Chromium's answer to "may this certificate pass": accept, or decide as you would without us. */
const ACCEPT = 0
const USE_CHROMIUM = -3

/**
 * Trusts the authorities of the policy besides those of the system. Everything else stays Chromium's decision:
 * only "unknown authority" is looked at again, and only a chain that ends in a listed authority passes.
 */
export const trustCertificates = (session: Session, trusted: readonly string[]): void => {
  if (trusted.length === 0) return
  const authorities = trusted.map((pem) => new X509Certificate(pem))
  session.setCertificateVerifyProc((request, answer) => {
    const isUnknownAuthority = request.verificationResult === 'net::ERR_CERT_AUTHORITY_INVALID'
    answer(isUnknownAuthority && endsInListed(request.certificate, request.hostname, authorities, new Date()) ? ACCEPT : USE_CHROMIUM)
  })
}

/** Whether the chain is whole, in date, for that host, and signed by one of the authorities. */
export const endsInListed = (certificate: Certificate, hostname: string, authorities: readonly X509Certificate[], now: Date): boolean => {
  const chain = chainOf(certificate)
  const [leaf] = chain
  if (leaf === undefined || !isForHost(leaf, hostname) || !chain.every((link) => isInDate(link, now))) return false
  const areJoined = chain.every((link, at) => at === 0 || (link.ca && chain[at - 1]?.checkIssued(link) && chain[at - 1]?.verify(link.publicKey)))
  const last = chain.at(-1)
  return areJoined && last !== undefined && authorities.some((authority) => isSignedBy(last, authority) && isInDate(authority, now))
}

const chainOf = (certificate: Certificate): X509Certificate[] => {
  const chain: X509Certificate[] = []
  const seen = new Set<string>()
  for (let link: Certificate | undefined = certificate; link?.data !== undefined && link.data !== ''; link = link.issuerCert) {
    const parsed = new X509Certificate(link.data)
    // a root names itself as its issuer
    if (seen.has(fingerprint(parsed))) break
    seen.add(fingerprint(parsed))
    chain.push(parsed)
  }
  return chain
}
const fingerprint = (certificate: X509Certificate): string => createHash('sha256').update(certificate.raw).digest('hex')
/** Extended key usage "TLS server" (RFC 5280, 4.2.1.12). */
const TLS_SERVER = '1.3.6.1.5.5.7.3.1'
const isForHost = (leaf: X509Certificate, hostname: string): boolean => {
  // undefined when the certificate names no usage at all, which the types do not tell
  const usage = leaf.keyUsage as string[] | undefined
  if (usage !== undefined && !usage.includes(TLS_SERVER)) return false
  return (isIP(hostname) === 0 ? leaf.checkHost(hostname) : leaf.checkIP(hostname)) !== undefined
}
const isInDate = (certificate: X509Certificate, now: Date): boolean =>
  new Date(certificate.validFrom) <= now && now <= new Date(certificate.validTo)
const isSignedBy = (certificate: X509Certificate, authority: X509Certificate): boolean =>
  fingerprint(certificate) === fingerprint(authority) || (authority.ca && certificate.checkIssued(authority) && certificate.verify(authority.publicKey))
