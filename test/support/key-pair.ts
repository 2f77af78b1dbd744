// A pair of an organisation's keys, made anew: as openssl would write it.
import { generateKeyPairSync } from 'node:crypto'

export const pairOfKeys = ({ bits = 3072, password }: { bits?: number; password?: string } = {}): { publicKey: string; privateKey: string } =>
  generateKeyPairSync('rsa', {
    modulusLength: bits,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem', ...(password === undefined ? {} : { cipher: 'aes-256-cbc', passphrase: password }) },
  })
