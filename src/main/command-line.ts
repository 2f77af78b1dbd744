// The switches of the app (design §9). Pure: argv in, options out. Chromium's own switches pass by unread.
import type { Language } from '../shared/ipc.ts'

export type Options = {
  userDataDir: string | undefined
  platformUrl: string | undefined
  policyFile: string | undefined
  doctor: boolean
  json: boolean
  language: Language | undefined
  noSandbox: boolean
}

/** Reads `--name=value` and `--name value`; the last one wins. */
export const readCommandLine = (argv: readonly string[]): Options => {
  const language = valueOf(argv, 'lang')?.slice(0, 2)
  return {
    userDataDir: valueOf(argv, 'user-data-dir'),
    platformUrl: valueOf(argv, 'platform-url'),
    policyFile: valueOf(argv, 'policy'),
    doctor: argv.includes('--doctor'),
    json: argv.includes('--json'),
    language: language === 'ru' || language === 'en' ? language : undefined,
    noSandbox: argv.includes('--no-sandbox'),
  }
}

const valueOf = (argv: readonly string[], name: string): string | undefined => {
  const at = argv.findLastIndex((word) => word === `--${name}` || word.startsWith(`--${name}=`))
  const word = argv[at]
  if (word === undefined) return undefined
  if (word.includes('=')) return word.slice(word.indexOf('=') + 1)
  const next = argv[at + 1]
  return next === undefined || next.startsWith('--') ? undefined : next
}
