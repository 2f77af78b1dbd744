import Box from '@mui/material/Box'
import { styled } from '@mui/material/styles'
import type { ReactElement } from 'react'
import { chosenValue } from '../../../shared/conflict/rows.ts'
import type { ConflictView } from '../../../shared/workspace.ts'
import { Tag } from '../../ui/pane.tsx'
import { actorWords, isSpeech, othersIn, valueWords, type Wording } from './conflict-words.ts'
import type { Choosing } from './use-choice.ts'

const Frame = styled('section')({
  marginTop: 16, padding: '10px 14px 12px', border: '1px solid var(--line-strong)', borderRadius: 6, fontSize: 14, lineHeight: '20px',
  '& h2': { fontSize: 14, lineHeight: '20px', fontWeight: 600 }, '& p': { margin: '4px 0 6px', overflowWrap: 'anywhere' }, '& b': { fontWeight: 600 },
})
/** Decisions after which the platform works out the term anew. */
const MOVES_TERM = ['accept', 'change-category', 'to-fz59']

const lowered = (word: string): string => word.slice(0, 1).toLocaleLowerCase() + word.slice(1)

/** «Станет так»: the choice as a sentence, who will see it, and that the answer's term stays. */
export const ConflictResult = ({ view, choosing, wording, self }: { view: ConflictView; choosing: Choosing; wording: Wording; self: string }): ReactElement => {
  const { t, format, now } = wording
  const { conflict: { rows, events }, choice, decision } = choosing
  // words that nobody says are left out of the sentence
  const parts = rows.filter((row) => !isSpeech(row.field) || chosenValue(row, choice) !== null).map((row) => ({ field: row.field, name: t(`conflict.fields.${row.field}`), value: valueWords(row.field, chosenValue(row, choice), wording, view) }))
  const executor = rows.find(({ field }) => field === 'executor')
  const told = new Set(othersIn(events.filter(({ by }) => by.kind === 'person'), self, t))
  if (executor !== undefined && executor.theirs !== null && decision !== null) told.add(valueWords('executor', executor.theirs, wording, view))
  return (
    <Frame aria-label={t('conflict.becomes')} aria-live="polite">
      <Box sx={{ display: 'flex', justifyContent: 'space-between', alignItems: 'baseline', gap: '12px' }}>
        <h2>{t('conflict.becomes')}</h2>
        {decision === null ? null : <Box component="span" sx={{ fontSize: 12, color: 'var(--text2)' }}>{t('conflict.becomesNote')}</Box>}
      </Box>
      <p>
        {parts.map(({ field, name, value }, index) => (
          <span key={field}>
            {index === 0 ? name : `, ${lowered(name)}`} {isSpeech(field) ? <>«{value}»</> : <b>{value}</b>}
          </span>
        ))}
        {'. '}
        {decision === null ? t('conflict.becomesAsTheirs') : told.size === 0 ? '' : t('conflict.told', { who: [...told].join(', ') })}
      </p>
      {decision !== null && MOVES_TERM.includes(view.action)
        ? <Tag tone="soon">{t('conflict.termByPlatform')}</Tag>
        : view.now?.answerAt == null ? null : <Tag tone="soon">{t('conflict.termSame', { day: format.dayMonth(view.now.answerAt, now) })}</Tag>}
    </Frame>
  )
}

const Line = styled('li')({ display: 'grid', gridTemplateColumns: '92px 14px minmax(0, 1fr)', columnGap: 8, fontSize: 13, lineHeight: '22px', '& time': { fontSize: 12, color: 'var(--text2)' }, '& b': { fontWeight: 600 }, '& small': { fontSize: 12, color: 'var(--text2)' } })
type Step = { at: number; what: string; more: string; mine: boolean }

/** «Как это вышло»: what was seen, decided and found, in the order of time. Nobody is blamed. */
export const ConflictStory = ({ view, choosing, wording }: { view: ConflictView; choosing: Choosing; wording: Wording }): ReactElement => {
  const { t, format, now } = wording
  const { was, offlineSince, foundAt } = view
  const { events } = choosing.conflict
  const seen = t('conflict.story.seenOf', { version: was.version, day: format.dayMonth(was.history.at(-1)?.at ?? was.createdAt, now) })
  const steps: Step[] = [
    ...(offlineSince === null ? [] : [{ at: offlineSince, what: t('conflict.story.linkLost'), more: seen, mine: false }]),
    { at: Date.parse(view.queuedAt), what: t('conflict.story.decided', { what: t(`acts.action.${view.action}`) }), more: offlineSince === null ? `${t('conflict.story.keptHere')}, ${seen}` : t('conflict.story.keptHereOffline'), mine: true },
    ...events.map((event, index) => ({ at: Date.parse(event.at), what: `${actorWords(event, t)}: ${t(`names.action.${event.action}`)}`, more: t('conflict.story.version', { version: (view.now?.version ?? was.version) - events.length + 1 + index }), mine: false })),
    ...(foundAt === null ? [] : [{ at: foundAt, what: t(offlineSince === null ? 'conflict.story.found' : 'conflict.story.foundOnLink'), more: t('conflict.story.untouched'), mine: false }]),
  ]
  return (
    <Box component="section" aria-label={t('conflict.how')} sx={{ mt: '18px' }}>
      <Box component="h2" sx={{ fontSize: 14, lineHeight: '20px', fontWeight: 600, mb: '6px' }}>{t('conflict.how')}</Box>
      <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {steps.toSorted((left, right) => left.at - right.at).map(({ at, what, more, mine }, index) => (
          <Line key={index}>
            <time dateTime={new Date(at).toISOString()}>{format.untilTime(at, now)}</time>
            <Box aria-hidden sx={{ width: 9, height: 9, mt: '7px', borderRadius: '50%', border: `2px solid ${mine ? 'var(--primary)' : 'var(--done)'}` }} />
            <span><b>{what}</b> <small>{more}</small></span>
          </Line>
        ))}
      </Box>
    </Box>
  )
}
