// What the page may know of transfer files: counts, names of employees and instants. Not one word of a citizen. Types only.
import type { Result } from '../errors.ts'

/** `no-key`: the policy names no key of the organisation. `bad-key`: it cannot be read. `training-key`: a live seat with the public training key. */
export type TransferReadiness = 'ready' | 'no-key' | 'bad-key' | 'training-key'
/** What an export would take along, and what stays. `bytes`: of the attached files. */
export type Outbound = { commands: number; files: number; bytes: number; /** Confirmations of connection, decisions about messages. */ others: number; drafts: number }
/** Bytes done of all bytes; `check` comes before anything is taken in. */
export type TransferRun = { kind: 'export' | 'check' | 'import'; done: number; total: number }
export type TransferPreview = {
  /** Name of the file. */
  name: string
  /** Whose seat wrote it, and when by that computer's clock. */
  exporter: string
  exportedAt: string
  /** Records by their authors, the longest first. */
  authors: { name: string; count: number }[]
  commands: number
  files: number
  bytes: number
  /** First and last instant of taking down; null: no record. */
  from: string | null
  to: string | null
  /** Records that would be taken in, that are here already, and that cannot be taken in at this seat. */
  fresh: number
  known: number
  failed: number
}
/** `whole` false: it was cancelled; a failure on the way tells `taken` in its details. */
export type TransferCounts = { taken: number; known: number; failed: number }
export type TransferOutcome = TransferCounts & { whole: boolean }
export type TransferView = {
  readiness: TransferReadiness
  /** Of the organisation's public key: SHA-256 (hex), first 16 digits. */
  fingerprint: string | null
  mayImport: boolean
  outbound: Outbound
  run: TransferRun | null
  chosen: { name: string; size: number } | null
  preview: TransferPreview | null
}
export type ExportOutcome = { name: string; commands: number; files: number }
/** Where the private key comes from. The training pair exists in training mode only. */
export type KeySource = { from: 'file' } | { from: 'text'; pem: string } | { from: 'training' }

/** What the page may ask of the data worker about transfer files; part of the calls of shared/workspace. */
export type TransferCalls = {
  /** Moves with the topics `transfer`, `outbox`, `drafts`. */
  'transfer:view': { args: []; answer: TransferView }
  /** Asks for a place and writes; null: no place was chosen, or it was cancelled. E-DISK with `neededMb`, E-BACKUP-WRITE, E-CONFIG without a key. */
  'transfer:export': { args: []; answer: Result<ExportOutcome | null> }
  /** The file to bring; null: none was chosen. E-BACKUP-BAD, E-BACKUP-ORG, E-BACKUP-MODE, E-NEWER, E-BACKUP-READ, E-FORBIDDEN. */
  'transfer:choose': { args: []; answer: Result<{ name: string; size: number } | null> }
  /** Opens the chosen file with the private key and checks all of it; nothing is taken in yet. E-BACKUP-KEY, E-BACKUP-BAD, E-BACKUP-READ. */
  'transfer:unlock': { args: [source: KeySource]; answer: Result<TransferPreview | null> }
  'transfer:import': { args: []; answer: Result<TransferOutcome> }
  /** Ends whatever is under way and forgets file and key. */
  'transfer:cancel': { args: []; answer: null }
}
