// Markup as a template tag: whatever is put in is escaped, unless it is markup itself.

export type Html = { readonly markup: string }
type Part = Html | string | number | null | false | readonly Part[]

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const rendered = (part: Part): string => {
  if (part === null || part === false) return ''
  if (typeof part === 'object') return 'markup' in part ? part.markup : part.map(rendered).join('')
  return String(part).replaceAll(/[&<>"']/g, (sign) => ESCAPES[sign] as string)
}

/** html`<p>${text}</p>`: strings are escaped, lists joined, null and false are nothing. */
export const html = (texts: TemplateStringsArray, ...parts: Part[]): Html => ({
  markup: texts.reduce((whole, text, index) => whole + text + (index < parts.length ? rendered(parts[index] as Part) : ''), ''),
})
/** Text that is markup already: style sheets and scripts of this folder, never anything from outside. */
export const trusted = (markup: string): Html => ({ markup })
