// The citizen's page: what became of my message. Markup only; finding is find-for-citizen.ts, serving is register-citizen.ts.
import type { Language } from '../../shared/ipc.ts'
import type { Asked, CitizenView, Found } from './find-for-citizen.ts'
import { html, type Html } from './html.ts'
import { otherLanguage, page, type Page } from './layout.ts'
import { fill, wordsOf, type Words } from './words.ts'

export type CitizenPage = { language: Language; training: boolean; asked: Asked; /** Null before anything was asked. */ found: Found | null }

/** Fields: `number` and `phone`, or `code` and `date`; posts to `/citizen`, so that none of it stands in an address. */
export const citizenPage = ({ language, training, asked, found }: CitizenPage): Page => {
  const words = wordsOf(language)
  const { citizen } = words.platform
  const view = found?.kind === 'found' ? found.view : null
  const trouble = found?.kind === 'none' ? citizen.notFound : found?.kind === 'incomplete' ? citizen.wrong : null
  return page({
    language,
    title: view === null ? citizen.title : fill(citizen.message, { number: view.number }),
    training,
    body: html`${view === null
      ? html`<h1>${citizen.title}</h1><p>${citizen.lead}</p>
${trouble !== null && html`<div class="note" role="alert"><b>${trouble.title}</b><p>${trouble.text}</p></div>`}
${lookUp(citizen, asked, language)}`
      : shown(words, view, language)}
<div class="under noprint"><span>${view !== null && html`<a href="/citizen?lang=${language}">${citizen.again}</a>`}</span>${otherLanguage(language, (code) => `/citizen?lang=${code}${/^\d{9,10}$/.test(asked.number) ? `&number=${asked.number}` : ''}`)}</div>`,
  })
}

const lookUp = (citizen: Words['platform']['citizen'], asked: Asked, language: Language): Html => html`<div class="forms">
<form class="panel pad" method="post" action="/citizen?lang=${language}"><h2>${citizen.byNumber}</h2>
<label>${citizen.number}<input name="number" value="${asked.number}" inputmode="numeric" autocomplete="off" required maxlength="12" aria-describedby="number-hint"${asked.number === '' && html` autofocus`}></label><small id="number-hint">${citizen.numberHint}</small>
<label>${citizen.phone}<input name="phone" inputmode="numeric" autocomplete="off" required maxlength="4" pattern="[0-9]{4}"${asked.number !== '' && html` autofocus`}></label>
<div class="row"><button class="main">${citizen.show}</button></div></form>
<form class="panel pad" method="post" action="/citizen?lang=${language}"><h2>${citizen.byCode}</h2>
<label>${citizen.code}<input name="code" value="${asked.code}" autocomplete="off" required maxlength="16" aria-describedby="code-hint"></label><small id="code-hint">${citizen.codeHint}</small>
<label>${citizen.date}<input name="date" value="${asked.date}" inputmode="numeric" autocomplete="off" required maxlength="10" aria-describedby="date-hint"></label><small id="date-hint">${citizen.dateHint}</small>
<div class="row"><button class="main">${citizen.show}</button></div></form></div>`

const shown = ({ names, platform: { citizen } }: Words, view: CitizenView, language: Language): Html => {
  const day = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long', year: 'numeric', timeZone: view.timeZone })
  const minute = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit', timeZone: view.timeZone })
  const fact = (name: string, value: string | number | null) => value !== null && html`<dt>${name}</dt><dd>${value}</dd>`
  const named = (list: Readonly<Record<string, string>>, key: string): string => list[key] ?? key
  const isOver = view.closedAt !== null
  const term = view.answerAt === null ? citizen.noTerm : day.format(view.answerAt)
  return html`<h1>${fill(citizen.message, { number: view.number })}</h1>
<span class="state${isOver && ' done'}">${names.citizenStatus[view.status]}</span>
<dl>${fact(citizen.subject, view.subject)}${fact(citizen.place, view.place)}${fact(citizen.registered, minute.format(view.createdAt))}
${view.answer === null ? (isOver ? fact(citizen.closed, day.format(view.closedAt as Date)) : fact(citizen.due, term)) : fact(citizen.answered, day.format(view.answer.at))}
${view.answer !== null && fact(citizen.decision, named(names.decision, view.answer.decision))}${fact(citizen.rating, view.rating)}
${fact(citizen.receipt, view.receiptCode)}${fact(citizen.epgu, view.epguNumber)}</dl>
<h2>${citizen.answer}</h2>
<div class="panel pad"><p class="answer">${view.answer?.text ?? (isOver ? citizen.noAnswerDone : citizen.noAnswer)}</p></div>
<h2>${citizen.history}</h2>
<ol>${view.history.map(
    ({ at, action, by, comment }) => html`
<li>${named(names.action, action)} <span class="by">${named({ ...names.role, ...names.actor }, by ?? 'person')}</span><br><time datetime="${at.toISOString()}">${minute.format(at)}</time>${comment !== null && html`<q>${comment}</q>`}</li>`,
  )}</ol>`
}
