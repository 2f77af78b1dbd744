// Request and response of every IPC channel; main parses what comes in and what goes out. IPC carries what is not HTTP.
import { z } from 'zod'
import { MODES } from './contract/meta.ts'
import { ERROR_CODES } from './errors.ts'
import { paperSchema, savedSchema, tableFileSchema } from './export-files.ts'
import type { IpcEvent, IpcName } from './ipc-names.ts'
import { ROLES } from './roles.ts'

export const LANGUAGES = ['ru', 'en'] as const
export type Language = (typeof LANGUAGES)[number]
export const THEMES = ['system', 'light', 'dark', 'contrast'] as const
export type ThemeChoice = (typeof THEMES)[number]

export const settingsSchema = z.object({
  language: z.enum(LANGUAGES),
  theme: z.enum(THEMES),
  /** Show keys beside their actions. */
  keyHints: z.boolean(),
  /** Which view whoever worked here last had chosen; null: the first one. Rights are asked anew each time. */
  view: z.object({ personId: z.string().max(100), cabinetId: z.number().int(), role: z.enum(ROLES) }).nullable(),
})
export type Settings = z.infer<typeof settingsSchema>

const failureSchema = z.object({ code: z.enum(ERROR_CODES), details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional() })

/** Where the operators' keys are kept: the system's key ring, or a file that the same person can read (training only). */
export const KEY_STORAGES = ['keyring', 'basic_text', 'none'] as const

export const appFactsSchema = z.object({
  version: z.string(),
  runtime: z.string(),
  mode: z.enum(MODES),
  platform: z.discriminatedUnion('state', [
    z.object({ state: z.literal('ready'), startedInMs: z.number().int().nullable() }),
    z.object({ state: z.literal('starting') }),
    z.object({ state: z.literal('failed'), failure: failureSchema }),
  ]),
  keyStorage: z.enum(KEY_STORAGES),
  /** Trouble with the configuration that the person at the screen has to hear of. */
  trouble: failureSchema.nullable(),
  /** Whose vault a restart reopens. */
  lastOperatorId: z.string().nullable(),
  /** Whether the system draws window buttons over our title bar. */
  titleBarOverlay: z.boolean(),
})
export type AppFacts = z.infer<typeof appFactsSchema>

export const sessionFactsSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('none') }),
  z.object({ state: z.literal('signing-in') }),
  z.object({ state: z.literal('signed-in'), operatorId: z.string(), until: z.iso.datetime() }),
  /** The platform no longer takes our word; the vault stays open, sending waits. */
  z.object({ state: z.literal('expired'), operatorId: z.string() }),
])
export type SessionFacts = z.infer<typeof sessionFactsSchema>

export const linkFactsSchema = z.object({ switchedOn: z.boolean() })
export type LinkFacts = z.infer<typeof linkFactsSchema>

/** What the page may have written into the log. */
export const REPORTS = ['worker.crashed'] as const

/** The largest file that a platform may allow; its settings allow less. */
const LARGEST_FILE = 256 * 1024 * 1024
/** Of a message: main fetches it. Of a draft or a queued command: only the worker can open it, and hands over what it holds. */
export const savedSourceSchema = z.discriminatedUnion('of', [
  z.object({ of: z.literal('platform'), id: z.uuid() }),
  z.object({ of: z.literal('bytes'), bytes: z.instanceof(Uint8Array).refine(({ length }) => length <= LARGEST_FILE) }),
])
export type SavedSource = z.infer<typeof savedSourceSchema>

const nothing = z.void()
export const IPC = {
  'app:facts': { request: nothing, response: appFactsSchema },
  'settings:get': { request: nothing, response: settingsSchema },
  'settings:set': { request: settingsSchema.partial(), response: settingsSchema },
  /** Opens the platform's sign-in page and resolves when a person is signed in. Failures: E-AUTH-*, E-OFFLINE, E-TLS, E-PROXY, E-KEYRING. */
  'session:sign-in': { request: nothing, response: sessionFactsSchema },
  'session:cancel-sign-in': { request: nothing, response: nothing },
  'session:sign-out': { request: nothing, response: nothing },
  'session:facts': { request: nothing, response: sessionFactsSchema },
  /** Sends the data worker's port with the key of that operator's vault (see VAULT_PORT_MESSAGE). */
  'vault:open': { request: z.object({ operatorId: z.string().min(1).max(100) }), response: nothing },
  /** The training switch «Сеть включена». Refused in live mode. */
  'link:set': { request: z.object({ switchedOn: z.boolean() }), response: linkFactsSchema },
  'disk:facts': { request: nothing, response: z.object({ freeBytes: z.number().int().nonnegative() }) },
  /** The citizen's page of a message, in a window of its own without any rights. */
  'citizen:open': { request: z.object({ number: z.number().int().nullable() }), response: nothing },
  /** Colours of the window buttons follow the theme. */
  'window:set-title-bar': { request: z.object({ background: z.string().regex(/^#[0-9a-f]{6}$/i), symbols: z.string().regex(/^#[0-9a-f]{6}$/i) }), response: nothing },
  /** A bug in the page's worker, for the log: names of events and errors only. */
  'app:report': { request: z.object({ event: z.enum(REPORTS), name: z.string().regex(/^[A-Za-z]{1,60}$/) }), response: nothing },
  /** Asks the person where, and writes a copy of an attached file there. Never opens it. */
  'file:save': { request: z.object({ name: z.string().min(1).max(300), source: savedSourceSchema }), response: z.object({ saved: z.boolean() }) },
  /** Asks where, then writes the table as xlsx, every cell as text. E-SAVE-DENIED, E-SAVE-DISK, E-SAVE. */
  'export:table': { request: tableFileSchema, response: savedSchema },
  /** Asks where, then prints the paper as PDF. E-SAVE-DENIED, E-SAVE-DISK, E-SAVE. */
  'export:paper': { request: paperSchema, response: savedSchema },
} as const satisfies Record<IpcName, { request: z.ZodType; response: z.ZodType }>
export type IpcRequest<N extends IpcName> = z.infer<(typeof IPC)[N]['request']>
export type IpcResponse<N extends IpcName> = z.infer<(typeof IPC)[N]['response']>

export const IPC_EVENT_PAYLOADS = {
  /** The platform got ready or failed, or its mode was proved. */
  'app:changed': appFactsSchema,
  'session:changed': sessionFactsSchema,
  'link:changed': linkFactsSchema,
  'settings:changed': settingsSchema,
} as const satisfies Record<IpcEvent, z.ZodType>
export type IpcEventPayload<E extends IpcEvent> = z.infer<(typeof IPC_EVENT_PAYLOADS)[E]>

/** What main says to the data worker over the vault's port. The page never sees it. */
export type VaultGrant = { kind: 'vault-key'; operatorId: string; mode: 'training' | 'live'; keyId: string; key: Uint8Array }
