// The sign-in page of the training platform (ux screen e) and the pages that say why there is none. Works without its script as well.
import type { Language } from '../../shared/ipc.ts'
import type { Role } from '../../shared/roles.ts'
import { html } from './html.ts'
import { otherLanguage, page, type Page } from './layout.ts'
import { fill, wordsOf, type Words } from './words.ts'

export type Choice = { id: string; name: string; roles: readonly Role[] }

/** The redirect after a choice goes to the app's loopback listener, on whichever port it got (RFC 8252 §7.3). */
const LOOPBACK = 'http://127.0.0.1:*'

/** Digits by physical key sign in at once, arrows and Home/End move; Enter is the button's own. */
const SCRIPT = `
const people = [...document.querySelectorAll('.who')]
if (document.activeElement === document.body) people[0]?.focus()
addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat && !event.code.startsWith('Arrow')) return
  const digit = /^(?:Digit|Numpad)([0-9])$/.exec(event.code)
  const here = people.indexOf(document.activeElement)
  const last = people.length - 1
  const next = { ArrowDown: here < last ? here + 1 : 0, ArrowUp: here > 0 ? here - 1 : last, Home: 0, End: last }[event.code]
  if (digit) { const chosen = people[(Number(digit[1]) + 9) % 10]; if (chosen) { event.preventDefault(); chosen.focus(); chosen.click() } }
  else if (next !== undefined) { event.preventDefault(); people[next].focus() }
})`

const rolesInWords = ({ names, platform }: Words, roles: readonly Role[]): string => {
  const known = (platform.signIn.as as Readonly<Record<string, string>>)[roles.join('+')]
  return known ?? roles.map((role) => names.role[role]).reduce((first, second) => fill(platform.signIn.and, { first, second }))
}

/** Form fields: `person` (its id) or `cancel`; posts to `action`. */
export const signInPage = ({ language, action, people }: { language: Language; action: string; people: readonly Choice[] }): Page => {
  const words = wordsOf(language)
  const { signIn } = words.platform
  const row = ({ id, name, roles }: Choice, index: number) => html`
<button class="who" name="person" value="${id}"${index === 0 && html` autofocus`}>${index < 10 && html`<kbd aria-hidden="true">${(index + 1) % 10}</kbd>`}<b>${name}</b> <span>${rolesInWords(words, roles)}</span><kbd class="enter" aria-hidden="true">Enter</kbd></button>`
  return page({
    language,
    title: signIn.portal,
    training: true,
    script: SCRIPT,
    formTargets: LOOPBACK,
    body: html`<h1>${signIn.title}</h1><p>${signIn.note}</p>
<form method="post" action="${action}?lang=${language}"><div class="panel" role="group" aria-label="${signIn.title}">${people.map(row)}</div>
<div class="under"><span>${signIn.checklist}</span><span>${signIn.keys}</span></div>
<div class="row"><button class="quiet" name="cancel" value="1">${signIn.cancel}</button>${otherLanguage(language, (code) => `${action}?lang=${code}`)}</div></form>`,
  })
}

const plain = (language: Language, training: boolean, { title, text }: { title: string; text: string }): Page =>
  page({ language, title, training, body: html`<h1>${title}</h1><p>${text}</p>` })

/** Live mode: people of the organisation sign in elsewhere. */
export const livePage = (language: Language): Page => plain(language, false, wordsOf(language).platform.signIn.live)
export const expiredPage = (language: Language): Page => plain(language, false, wordsOf(language).platform.signIn.expired)
/** The provider refused the request; `code` is OAuth's own word for it. */
export const failedPage = (language: Language, code: string): Page => {
  const { title, text } = wordsOf(language).platform.signIn.failed
  return plain(language, false, { title, text: fill(text, { code }) })
}
