// A paper as one HTML page without scripts and without addresses: its typeface lies inside it. Pure: whatever the page said is only text here.
import type { Paper } from '../../shared/export-files.ts'

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
const row = (cells: readonly string[], tag: 'td' | 'th'): string => `<tr>${cells.map((cell) => `<${tag}>${escape(cell)}</${tag}>`).join('')}</tr>`

const partHtml = (part: Paper['parts'][number]): string => {
  switch (part.of) {
    case 'facts':
      return `<dl>${part.rows.map(([name, value]) => `<dt>${escape(name)}</dt><dd>${escape(value)}</dd>`).join('')}</dl>`
    case 'table':
      return `<h2>${escape(part.title)}</h2><table><thead>${row(part.header, 'th')}</thead><tbody>${part.rows.map((cells) => row(cells, 'td')).join('')}</tbody></table>`
    case 'text':
      return `<h2>${escape(part.title)}</h2><p>${escape(part.text)}</p>`
    case 'warning':
      return `<p class="warning">${escape(part.text)}</p>`
    case 'signatures':
      return `<div class="signatures">${part.lines.map((line) => `<div>${escape(line)}<span></span></div>`).join('')}</div>`
  }
}

/** One face of the variable typeface and the signs that it draws. */
export type Face = { source: string; range: string }
const STYLE = `
@page { size: A4; margin: 16mm 15mm 18mm; }
body { font: 400 10.5pt/1.4 'Golos Text', sans-serif; color: #000; margin: 0; }
h1 { font-size: 16pt; font-weight: 600; margin: 0 0 2pt; } .subtitle { margin: 0 0 10pt; color: #333; }
h2 { font-size: 11.5pt; font-weight: 600; margin: 14pt 0 4pt; break-after: avoid; }
p { margin: 0 0 6pt; white-space: pre-wrap; overflow-wrap: anywhere; }
.warning { border: 1.5pt solid #000; padding: 6pt 8pt; font-weight: 600; margin: 8pt 0; }
dl { display: grid; grid-template-columns: 52mm 1fr; gap: 2pt 8pt; margin: 0; } dt { color: #333; } dd { margin: 0; font-weight: 500; }
table { width: 100%; border-collapse: collapse; font-size: 9.5pt; } thead { display: table-header-group; } tr { break-inside: avoid; }
th, td { text-align: left; vertical-align: top; border: 0.5pt solid #777; padding: 3pt 5pt; overflow-wrap: anywhere; } th { font-weight: 600; background: #eee; }
.signatures { margin-top: 24pt; display: grid; gap: 18pt; break-inside: avoid; } .signatures div { display: flex; gap: 8pt; } .signatures span { flex: 1; border-bottom: 0.5pt solid #000; }
`
const faceRule = ({ source, range }: Face): string => `@font-face{font-family:'Golos Text';font-weight:400 900;font-display:block;src:url(${source}) format('woff2');unicode-range:${range}}`

/** The whole page. Its policy lets nothing in but its own style and typeface. */
export const paperHtml = ({ language, title, subtitle, parts }: Paper, faces: readonly Face[]): string =>
  `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; font-src data:">` +
  `<title>${escape(title)}</title><style>${faces.map(faceRule).join('')}${STYLE}</style></head><body>` +
  `<h1>${escape(title)}</h1><p class="subtitle">${escape(subtitle)}</p>${parts.map(partHtml).join('')}</body></html>`
