// What a list shows of a draft, a command or a message, and what search knows of it. Pure.
import type { Draft } from '../../../shared/contract/draft.ts'
import type { Message } from '../../../shared/contract/message.ts'
import type { Submission } from '../../../shared/contract/submission.ts'
import { belongsTo, FOLDERS, type Folder } from '../../../shared/folders.ts'
import type { ListRow } from '../../../shared/workspace.ts'
import type { Searchable } from '../search/index-port.ts'
import type { CatalogEntry } from './catalog.ts'
import type { DictionaryNames, SubjectIds } from './dictionary-names.ts'
import { codeOf, type Queued } from './stored-rows.ts'

type Name = { surname: string; name: string; patronymic: string | null; organisationName?: string | null; type?: string }
const initial = (name: string | null | undefined): string => (name ? ` ${name.trim().slice(0, 1)}.` : '')
/** «Образцова В. П.»; an organisation by its own name. */
export const shortName = ({ type, organisationName, surname, name, patronymic }: Name): string =>
  type === 'LEGAL' && organisationName ? organisationName : `${surname}${initial(name)}${initial(patronymic)}`.trim()

const namesIn = (names: DictionaryNames, ids: SubjectIds): Pick<ListRow, 'subject' | 'category' | 'fact'> => {
  const { category, subcategory, fact } = names.of(ids)
  return { subject: subcategory || category, category, fact }
}
const said = (...parts: (string | null | undefined)[]): string => parts.filter((part) => part).join(' ')

const NOT_REGISTERED = { number: null, code: null, registeredAt: null, answerAt: null, closedAt: null, postponed: false } as const
const placeOf = ({ applicant, appeal }: Draft): string => (appeal.placeIsAddress ? applicant.address : appeal.place)

export const rowOfDraft = (draft: Draft, names: DictionaryNames): ListRow => ({
  ...NOT_REGISTERED,
  ...namesIn(names, draft.appeal),
  id: draft.id,
  of: 'draft',
  kind: draft.appeal.kind,
  regime: draft.appeal.regime,
  place: placeOf(draft),
  who: shortName({ ...draft.applicant, patronymic: draft.applicant.noPatronymic ? null : draft.applicant.patronymic }),
  status: { of: 'draft' },
  updatedAt: draft.updatedAt,
})
export const entryOfDraft = (draft: Draft, names: DictionaryNames): CatalogEntry => ({ row: rowOfDraft(draft, names), folders: ['drafts'], unread: false })
export const searchOfDraft = (draft: Draft, names: DictionaryNames): Searchable => {
  const { applicant, appeal } = draft
  const { category, subcategory, fact } = names.of(appeal)
  return {
    text: said(applicant.surname, applicant.name, applicant.patronymic, applicant.organisationName, applicant.address, placeOf(draft), appeal.text, category, subcategory, fact),
    phones: [applicant.phone],
    codes: [],
  }
}

const FOLDER_OF_STATE: Readonly<Record<Queued['progress']['state'], readonly Folder[]>> = {
  queued: ['queue'], sending: ['queue'], unknown: ['queue'], 'needs-attention': ['errors'], done: ['sent', 'messages'], withdrawn: [], 'passed-on': [],
}
const submissionOf = ({ frozen }: Queued): Submission | null => (frozen.command.type === 'message.submit' ? (frozen.command.payload as Submission) : null)

/** The row of any command; one that brings no message has empty columns. */
export const rowOfCommand = (queued: Queued, names: DictionaryNames): ListRow => {
  const { frozen, progress } = queued
  if (frozen.about !== null) return { ...rowOfMessage(frozen.about.shown, names), id: frozen.command.id, of: 'command', status: { of: 'delivery', value: progress.state }, updatedAt: frozen.queuedAt }
  const submission = submissionOf(queued)
  const receipt = progress.receipt?.message
  return {
    ...namesIn(names, submission ?? { subjectId: null, subsubjectId: null, factId: null }),
    id: frozen.command.id,
    of: 'command',
    number: receipt?.number ?? null,
    code: codeOf(frozen),
    kind: submission?.kind ?? 'PROBLEM',
    regime: submission?.regime ?? 'MESSAGE',
    place: submission?.place ?? '',
    who: submission === null ? '' : shortName(submission.applicant),
    status: { of: 'delivery', value: progress.state },
    registeredAt: receipt?.registeredAt ?? null,
    answerAt: receipt?.answerAt ?? null,
    closedAt: null,
    postponed: false,
    updatedAt: frozen.queuedAt,
  }
}
/** A decision waits and errs like a submission; once it is done its message shows it. */
const foldersOfCommand = ({ frozen, progress }: Queued): readonly Folder[] =>
  frozen.about === null ? FOLDER_OF_STATE[progress.state] : FOLDER_OF_STATE[progress.state].filter((folder) => folder === 'queue' || folder === 'errors')
/** Lists and counts know submissions and decisions; a confirmation of connection is seen in the queue's own view. */
export const entryOfCommand = (queued: Queued, names: DictionaryNames): CatalogEntry | null => {
  const folders = foldersOfCommand(queued)
  return (submissionOf(queued) === null && queued.frozen.about === null) || folders.length === 0 ? null : { row: rowOfCommand(queued, names), folders, unread: false }
}
export const searchOfCommand = (queued: Queued, names: DictionaryNames): Searchable => {
  if (queued.frozen.about !== null) return searchOfMessage(queued.frozen.about.shown, names)
  const submission = submissionOf(queued)
  if (submission === null) return { text: '', phones: [], codes: [] }
  const { applicant } = submission
  const { category, subcategory, fact } = names.of(submission)
  const receipt = queued.progress.receipt?.message
  return {
    text: said(applicant.surname, applicant.name, applicant.patronymic, applicant.organisationName, applicant.address, submission.place, submission.description, category, subcategory, fact),
    phones: [applicant.phone],
    codes: [codeOf(queued.frozen), ...(receipt === undefined ? [] : [String(receipt.number), String(receipt.epguNumber)])],
  }
}

const lastMoved = ({ createdAt, history }: Message): string => history.reduce((latest, { at }) => (at > latest ? at : latest), createdAt)
export const rowOfMessage = (message: Message, names: DictionaryNames): ListRow => ({
  ...namesIn(names, message),
  id: message.id,
  of: 'message',
  number: message.number,
  code: message.receiptCode,
  kind: message.kind,
  regime: message.regime,
  place: message.place,
  who: message.applicant === null ? '' : shortName(message.applicant),
  status: { of: 'message', value: message.status },
  registeredAt: message.createdAt,
  answerAt: message.answerAt,
  closedAt: message.closedAt,
  postponed: message.postponed,
  updatedAt: lastMoved(message),
})
/** `readAnswer`: the instant of the answer that was opened at this seat, or null. */
export const entryOfMessage = (message: Message, names: DictionaryNames, readAnswer: string | null): CatalogEntry => ({
  row: rowOfMessage(message, names),
  folders: FOLDERS.filter((folder) => belongsTo(folder, message)),
  unread: message.answer !== null && belongsTo('answers', message) && message.answer.at !== readAnswer,
})
export const searchOfMessage = (message: Message, names: DictionaryNames): Searchable => {
  const { applicant } = message
  const { category, subcategory, fact } = names.of(message)
  return {
    text: said(applicant?.surname, applicant?.name, applicant?.patronymic, applicant?.organisationName, applicant?.address, message.place, message.description, category, subcategory, fact, message.answer?.text),
    phones: applicant?.phone == null ? [] : [applicant.phone],
    codes: [String(message.number), String(message.epguNumber), ...(message.receiptCode === null ? [] : [message.receiptCode])],
  }
}
