// The frame of every page that the platform serves to people: headers, banner, style. No request to anywhere else can come from here.
import { randomBytes } from 'node:crypto'
import type { Language } from '../../shared/ipc.ts'
import { html, trusted, type Html } from './html.ts'
import { STYLE } from './style.ts'
import { wordsOf } from './words.ts'

export type Page = { html: string; headers: Record<string, string> }
export type PageParts = {
  language: Language
  title: string
  body: Html
  /** Shows the banner of the training mode. */
  training: boolean
  script?: string
  /** Where forms may lead besides this platform; a browser holds redirects to it, too. */
  formTargets?: string
}

/** A whole document with a policy of its own: one nonce for its style and script, nothing else loads. */
export const page = ({ language, title, body, training, script, formTargets }: PageParts): Page => {
  const nonce = randomBytes(16).toString('base64')
  const { banner } = wordsOf(language).platform
  const document = html`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title>
<style nonce="${nonce}">${trusted(STYLE)}</style></head>
<body>${training && html`<div class="bar" role="note"><strong>${banner.mode}</strong><span>${banner.note}</span></div>`}
<main>${body}</main>${script !== undefined && html`<script nonce="${nonce}">${trusted(script)}</script>`}</body></html>`
  return {
    html: document.markup,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'${formTargets === undefined ? '' : ` ${formTargets}`}`,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    },
  }
}

/** A link to the same page in the other language. */
export const otherLanguage = (language: Language, href: (language: string) => string): Html => {
  const { other, code } = wordsOf(language).platform.language
  return html`<a href="${href(code)}" hreflang="${code}" lang="${code}">${other}</a>`
}
