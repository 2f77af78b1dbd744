import Box from '@mui/material/Box'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { JournalFacts } from '../../../shared/workspace.ts'
import { ask } from '../../bridge.ts'
import { useAnswer } from '../../store.ts'
import { useFormats } from '../../ui/use-formats.ts'
import { Tag } from '../../ui/pane.tsx'
import { TermShape } from '../../ui/term-clock.tsx'
import { useNow } from '../../ui/use-now.ts'
import { useWorkspace } from '../../workspace.ts'
import { clockLevel, diskLevel, journalLevel, messagesThatFit, sessionLevel, supplyEnd } from './supply-facts.ts'

const SHAPE = { calm: 'done', soon: 'soon', burn: 'burn' } as const

/** A difference of clocks with its sign; nothing has none. */
const signed = (value: number): string => `${value > 0 ? '+' : value < 0 ? '−' : ''}${Math.abs(value)}`

type Translate = ReturnType<typeof useTranslation>['t']
/** How many unsent records lie in both places. */
const journalRow = (t: Translate, journal: JournalFacts | undefined) => {
  const name = t('queue.supplyJournal')
  const level = journalLevel(journal)
  if (journal === undefined) return { name, level, value: '', hint: '' }
  const { inBoth, total, failure } = journal
  if (failure !== null) return { name, level, value: t('queue.supplyJournalOf', { inBoth, total }), hint: t('queue.supplyJournalFailed') }
  if (total === 0) return { name, level, value: t('queue.supplyJournalEmpty'), hint: t('queue.supplyJournalEmptyHint') }
  return { name, level, value: t('queue.supplyJournalOf', { inBoth, total }), hint: t(inBoth === total ? 'queue.supplyJournalAll' : 'queue.supplyJournalSome') }
}

/** «Запас работы без связи»: sign-in, journal, disk, clock, dictionaries, version, each with its figure; and what ends first. */
export const Supply = () => {
  const { t } = useTranslation()
  const { timeZone, session, sync, dictionary, facts } = useWorkspace()
  const journal = useAnswer(['outbox', 'drafts'], 'outbox:gauge')?.journal
  const [freeBytes, setFreeBytes] = useState<number | null>(null)
  const now = useNow()
  useEffect(() => {
    void ask('disk:facts', undefined).then((answer) => {
      if (answer.ok) setFreeBytes(answer.value.freeBytes)
    })
  }, [now])
  const format = useFormats(timeZone)
  const signedIn = session.state === 'signed-in'
  const offset = sync.clockOffsetMs
  const end = supplyEnd({ session, freeBytes, journal })
  const endsWith = end.until === null ? t(`queue.supplyEndNow.${end.first}`) : t('queue.supplyEnd', { time: format.untilTime(end.until, now) })
  const rows = [
    {
      name: t('queue.supplySession'), level: sessionLevel(session, now),
      value: signedIn ? t('queue.supplySessionUntil', { time: format.untilTime(session.until, now) }) : t('queue.supplySessionNone'),
      hint: signedIn ? t('queue.supplySessionLeft', { duration: format.span(Date.parse(session.until) - now) }) : t('queue.supplySessionHint'),
    },
    journalRow(t, journal),
    {
      name: t('queue.supplyDisk'), level: diskLevel(freeBytes), value: freeBytes === null ? '' : format.bytes(freeBytes),
      hint: freeBytes === null ? '' : t('queue.supplyDiskHint', { count: messagesThatFit(freeBytes), messages: format.number(messagesThatFit(freeBytes)) }),
    },
    {
      name: t('queue.supplyClock'), level: clockLevel(offset),
      value: offset === null ? t('queue.supplyClockUnknown') : t('queue.seconds', { value: signed(Math.round(offset / 1000)) }),
      hint: offset === null ? '' : t('queue.supplyClockHint'),
    },
    { name: t('queue.supplyDictionary'), level: 'calm' as const, value: t('queue.supplyDictionaryVersion', { version: dictionary.version }), hint: t('queue.supplyDictionaryHint') },
    { name: t('queue.supplyUpdate'), level: 'calm' as const, value: t('queue.supplyUpdateVersion', { version: facts.version }), hint: t('queue.supplyUpdateHint') },
  ]
  return (
    <Box component="section" aria-label={t('queue.supply')} sx={{ p: '12px 14px', borderTop: '1px solid var(--line)' }}>
      <Box sx={{ display: 'flex', alignItems: 'center', mb: '6px' }}>
        <Box component="h3" sx={{ m: 0, fontSize: 14, fontWeight: 600 }}>{t('queue.supply')}</Box>
        <Box sx={{ ml: 'auto' }}><Tag tone={end.until === null ? 'burn' : 'done'}>{end.until === null ? t(`gauge.supply.first.${end.first}`) : t('queue.supplySessionUntil', { time: format.untilTime(end.until, now) })}</Tag></Box>
      </Box>
      <Box component="dl" sx={{ m: 0 }}>
        {rows.map(({ name, level, value, hint }) => (
          <Box key={name} sx={{ display: 'grid', gridTemplateColumns: '22px 94px 142px 1fr', alignItems: 'center', minHeight: 32, borderBottom: '1px solid var(--line)', fontSize: 13 }}>
            <Box component="dt" sx={{ gridColumn: 'span 2', display: 'grid', gridTemplateColumns: 'subgrid', alignItems: 'center' }}>
              <Box component="span" sx={{ display: 'flex', color: 'var(--text)' }}><TermShape state={SHAPE[level]} size={16} /></Box>
              {name}
            </Box>
            <Box component="dd" sx={{ m: 0, fontWeight: 600 }}>{value}</Box>
            <Box component="dd" sx={{ m: 0, color: 'var(--text2)', fontSize: 12 }}>{hint}</Box>
          </Box>
        ))}
      </Box>
      <Box sx={{ mt: '8px', fontSize: 12, lineHeight: '16px', color: 'var(--text2)' }}>{endsWith}</Box>
    </Box>
  )
}
