// The closed list of error codes and the Result type. No sentences here: words live in the catalogue.

/**
 * Every code that a person may see. A code decides what happens next (retry, set aside, show at a field);
 * the sentence is looked up by code and may change freely.
 */
export const ERROR_CODES = [
  // what was typed
  'E-TEXT-EMPTY', 'E-TEXT-LONG', 'E-TEXT-CLEANED', 'E-PHONE', 'E-PHONE-REQ', 'E-ADDR-REQ', 'E-ADDR-LONG', 'E-EMAIL', 'E-EMAIL-REQ',
  'E-EMAIL-LOOKALIKE', 'E-NAME', 'E-NAME-REQ', 'E-DATE', 'E-DATE-FUTURE', 'E-CONSENT', 'E-READBACK', 'E-SNILS', 'E-INN', 'E-OGRN',
  'E-OGRNIP', 'E-ORG-REQ', 'E-ORG-LONG', 'E-CATEGORY-REQ', 'E-SUBCATEGORY-REQ', 'E-PLACE-REQ', 'E-PLACE-LONG', 'E-COORDINATES',
  'E-REGIME', 'E-ADDRESSEE', 'E-DICT-OLD', 'E-DUP', 'E-LOCKED-SENT', 'E-CONFLICT', 'E-FIELD',
  // what was decided about a message
  'E-STATE', 'E-TERM-OVER', 'E-REASON', 'E-CABINET', 'E-EXECUTOR', 'E-INNER-DATE', 'E-POSTPONE-DATE',
  // handing over
  'E-HANDED-DONE', 'E-NO-COORDINATOR', 'E-HAND-FILES',
  // what was attached
  'E-FILE-EMPTY', 'E-FILE-TYPE', 'E-FILE-SIZE', 'E-FILE-SUM', 'E-FILE-COUNT', 'E-FILE-BOMB', 'E-FILE-MACRO', 'E-FILE-LOCKED', 'E-IMG-PIXELS',
  'E-FILE-DAMAGED', 'E-FILE-GONE', 'E-FILE-DENIED', 'E-FILE-KIND', 'E-FILE-READ', 'E-FILE-MISSING', 'E-FILE-SHRINK',
  // the road to the platform
  'E-OFFLINE', 'E-TIMEOUT', 'E-PORTAL', 'E-PROTO', 'E-PROTO-NEW', 'E-RECEIPT', 'E-VALIDATION', 'E-SERVER-SIZE', 'E-BUSY', 'E-SERVER',
  'E-TLS', 'E-PROXY', 'E-KEY-REUSED', 'E-NOT-FOUND', 'E-FORBIDDEN', 'E-SNAPSHOT', 'E-CLIENT-OLD',
  // sign-in
  'E-SIGN-IN', 'E-AUTH-MISMATCH', 'E-AUTH-TIMEOUT', 'E-AUTH-REFUSED', 'E-ROLE',
  // this computer
  'E-KEYRING', 'E-KEY-BAD', 'E-DISK', 'E-DISK-OPEN', 'E-READ-ONLY', 'E-DB', 'E-NEWER', 'E-INTEGRITY', 'E-PLATFORM-START', 'E-CONFIG', 'E-CONFIG-URL', 'E-CONFIG-MODE',
  'E-IPC', 'E-INTERNAL', 'E-DB-OPEN', 'E-DB-REPAIRED', 'E-MIGRATE', 'E-FILE-SAVE', 'E-CLOCK', 'E-SHIFT-NOTE', 'E-SAVE-DENIED', 'E-SAVE-DISK', 'E-SAVE',
  // a transfer file: not ours, damaged, wrong key, wrong mode, the medium
  'E-BACKUP-ORG', 'E-BACKUP-BAD', 'E-BACKUP-KEY', 'E-BACKUP-MODE', 'E-BACKUP-WRITE', 'E-BACKUP-READ',
] as const
export type ErrorCode = (typeof ERROR_CODES)[number]

/** Whether a text is one of our codes: replies come from outside and may name unknown ones. */
export const isErrorCode = (value: unknown): value is ErrorCode => ERROR_CODES.includes(value as ErrorCode)

/** What went wrong, safe to log: never a citizen's word, a token or an address. */
export type Failure = { code: ErrorCode; details?: Readonly<Record<string, string | number | boolean>> }

/** The outcome of anything that may fail for a reason we expect. Bugs throw instead. */
export type Result<T, E = Failure> = { ok: true; value: T } | { ok: false; error: E }
export const ok = <T>(value: T): { ok: true; value: T } => ({ ok: true, value })
export const fail = (code: ErrorCode, details?: Failure['details']): { ok: false; error: Failure } => ({
  ok: false,
  error: details === undefined ? { code } : { code, details },
})

/** Carries a failure through code that can only throw (streams, library callbacks). */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly details: Failure['details']
  constructor(code: ErrorCode, details?: Failure['details'], options?: ErrorOptions) {
    super(code, options)
    this.name = 'AppError'
    this.code = code
    this.details = details
  }
}
