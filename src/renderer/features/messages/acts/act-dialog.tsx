import Dialog from '@mui/material/Dialog'
import { styled } from '@mui/material/styles'
import { useState, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { ActionName } from '../../../../shared/contract/actions.ts'
import { parseTypedDate } from '../../../../shared/rules/dates.ts'
import type { MessageCard } from '../../../../shared/workspace.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { TextField } from '../../../ui/field.tsx'
import { SelectField } from '../../../ui/select-field.tsx'
import { useFormats } from '../../../ui/use-formats.ts'
import { useKeys } from '../../../ui/use-keys.ts'
import { useNow } from '../../../ui/use-now.ts'
import { useWorkspace } from '../../../workspace.ts'
import { endOfDay, typedDay } from './inner-target.ts'

const Body = styled('form')({
  padding: 20, width: 480, maxWidth: '100%', display: 'flex', flexDirection: 'column', gap: 10, '& h2': { fontSize: 18, lineHeight: '24px', fontWeight: 600 }, '& p': { fontSize: 14, lineHeight: '20px', color: 'var(--text2)' },
  '& > .buttons': { display: 'flex', justifyContent: 'flex-end', gap: 8, marginTop: 8 },
})
type Part = { fields: ReactElement; payload: unknown | null }
const wordsOrNull = (text: string): string | null => (text.trim() === '' ? null : text.trim())

const useComment = (): { comment: string | null; field: ReactElement } => {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  return { comment: wordsOrNull(text), field: <TextField id="act-comment" label={t('acts.comment')} value={text} onChange={setText} multiline rows={3} maxLength={1000} /> }
}

const useAssign = ({ message }: MessageCard, tried: boolean): Part => {
  const { t } = useTranslation()
  const { dictionary, cabinet, timeZone } = useWorkspace()
  const format = useFormats(timeZone)
  const now = useNow()
  const people = dictionary.people.filter(({ cabinetId, roles }) => cabinetId === cabinet.id && roles.includes('executor'))
  const [executorId, setExecutor] = useState<string | null>(people.some(({ id }) => id === message.executorId) ? message.executorId : null)
  const [typed, setTyped] = useState(() => typedDay(message.innerAt, timeZone))
  const { comment, field } = useComment()
  const day = typed.trim() === '' ? null : parseTypedDate(typed)
  const innerAt = day == null ? null : endOfDay(day, timeZone, message.answerAt)
  const isLate = day != null && message.answerAt !== null && day > dayOf(message.answerAt, timeZone)
  const isPast = innerAt !== null && Date.parse(innerAt) <= now
  const dateError = day === undefined ? t('acts.dateBad') : isPast ? t('acts.innerPast') : isLate ? t('acts.innerLate', { day: format.dayMonth(message.answerAt as string, now) }) : null
  return {
    payload: executorId === null || dateError !== null ? null : { executorId, innerAt, comment },
    fields: (
      <>
        <SelectField<string> id="act-executor" label={t('acts.executor')} required value={executorId} options={people.map(({ id, name }) => ({ value: id, label: name }))} onChange={setExecutor} placeholder={t(people.length === 0 ? 'acts.nobody' : 'acts.choose')} error={tried && executorId === null ? t('acts.needed') : null} />
        <TextField id="act-inner" label={t('acts.innerAt')} value={typed} onChange={setTyped} width={200} error={dateError} {...(message.answerAt === null ? {} : { placeholder: t('acts.innerHint', { day: format.dayMonth(message.answerAt, now) }) })} />
        {field}
      </>
    ),
  }
}
const dayOf = (instant: string, timeZone: string): string => typedDay(instant, timeZone).split('.').toReversed().join('-')

const useCategory = ({ message }: MessageCard, tried: boolean): Part => {
  const { t } = useTranslation()
  const { dictionary } = useWorkspace()
  const [subjectId, setSubject] = useState(message.subjectId)
  const [subsubjectId, setSubsubject] = useState(message.subsubjectId)
  const [factId, setFact] = useState(message.factId)
  const { comment, field } = useComment()
  const open = <E extends { id: number; name: string; deletedAt: string | null }>(entries: readonly E[], chosen: number | null) => entries.filter(({ id, deletedAt }) => deletedAt === null || id === chosen).map(({ id, name }) => ({ value: id, label: name }))
  return {
    payload: subjectId === null || subsubjectId === null ? null : { subjectId, subsubjectId, factId, comment },
    fields: (
      <>
        <SelectField<number> id="act-subject" label={t('acts.category')} required value={subjectId} options={open(dictionary.subjects, subjectId)} placeholder={t('acts.choose')} error={tried && subjectId === null ? t('errors.E-CATEGORY-REQ.field') : null} onChange={(id) => { setSubject(id); setSubsubject(null); setFact(null) }} />
        <SelectField<number> id="act-subsubject" label={t('acts.subcategory')} required value={subsubjectId} options={open(dictionary.subsubjects.filter((entry) => entry.subjectId === subjectId), subsubjectId)} placeholder={t('acts.choose')} error={tried && subsubjectId === null ? t('errors.E-SUBCATEGORY-REQ.field') : null} onChange={(id) => { setSubsubject(id); setFact(null) }} />
        <SelectField<number> id="act-fact" label={t('acts.fact')} clearable value={factId} options={open(dictionary.facts.filter((entry) => entry.subsubjectId === subsubjectId), factId)} placeholder={t('acts.choose')} onChange={setFact} />
        {field}
      </>
    ),
  }
}
const useClarify = ({ message }: MessageCard, tried: boolean): Part => {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  return {
    payload: text.trim() === '' ? null : { text: text.trim() },
    fields: (
      <>
        {message.question === null ? null : <p>{t('acts.asked', { question: message.question.text })}</p>}
        <TextField id="act-text" label={t('acts.text')} required value={text} onChange={setText} multiline rows={6} error={tried && text.trim() === '' ? t('acts.neededText') : null} />
      </>
    ),
  }
}
const useWithdraw = (): Part => {
  const { t } = useTranslation()
  const { comment, field } = useComment()
  return { payload: { comment }, fields: <><p>{t('acts.withdrawText')}</p>{field}</> }
}
export type ActDialogProps = { card: MessageCard; onAct: (payload: unknown) => void; onCancel: () => void }
const Whole = ({ card, action, part, onTry, onAct, onCancel }: ActDialogProps & { action: ActionName; part: Part; onTry: () => void }): ReactElement => {
  const { t } = useTranslation()
  const { timeZone } = useWorkspace()
  const format = useFormats(timeZone)
  const submit = () => {
    onTry()
    if (part.payload !== null) onAct(part.payload)
  }
  useKeys({ Esc: onCancel, 'Ctrl+Enter': submit }, { modal: true })
  return (
    <Dialog open onClose={onCancel} aria-labelledby="act-title">
      <Body onSubmit={(event) => { event.preventDefault(); submit() }}>
        <h2 id="act-title">{`${t(`acts.action.${action}`)}, ${format.registration(card.message.number)}`}</h2>
        {part.fields}
        <div className="buttons">
          <ActionButton label={t('acts.cancel')} keys="Esc" onClick={onCancel} />
          <ActionButton primary submit label={t(`acts.action.${action}`)} keys="Ctrl+Enter" />
        </div>
      </Body>
    </Dialog>
  )
}

const AssignDialog = (props: ActDialogProps): ReactElement => {
  const [tried, setTried] = useState(false)
  return <Whole {...props} action="assign" part={useAssign(props.card, tried)} onTry={() => setTried(true)} />
}
const CategoryDialog = (props: ActDialogProps): ReactElement => {
  const [tried, setTried] = useState(false)
  return <Whole {...props} action="change-category" part={useCategory(props.card, tried)} onTry={() => setTried(true)} />
}
const ClarifyDialog = (props: ActDialogProps): ReactElement => {
  const [tried, setTried] = useState(false)
  return <Whole {...props} action="clarify" part={useClarify(props.card, tried)} onTry={() => setTried(true)} />
}
const WithdrawDialog = (props: ActDialogProps): ReactElement => <Whole {...props} action="withdraw" part={useWithdraw()} onTry={() => undefined} />
const DIALOGS: Partial<Readonly<Record<ActionName, (props: ActDialogProps) => ReactElement>>> = { 'assign': AssignDialog, 'change-category': CategoryDialog, 'clarify': ClarifyDialog, 'withdraw': WithdrawDialog }

/** What a decision needs to be whole; nothing for one that needs no words. */
export const ActDialog = ({ action, ...props }: ActDialogProps & { action: ActionName }): ReactElement | null => {
  const Asked = DIALOGS[action]
  return Asked === undefined ? null : <Asked {...props} />
}
