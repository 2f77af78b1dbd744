import Box from '@mui/material/Box'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { JournalFacts } from '../../../shared/workspace.ts'
import { ask } from '../../bridge.ts'
import { useAnswer } from '../../store.ts'
import { useFormats } from '../../ui/use-formats.ts'
import { TermShape } from '../../ui/term-clock.tsx'
import { useNow } from '../../ui/use-now.ts'
import { useWorkspace } from '../../workspace.ts'

/** A queued message with its seal and index takes about this much of the disk, rounded up. */
const BYTES_PER_MESSAGE = 16_384
const ROOMY = 2 * 1024 ** 3
const MINUTE_MS = 60_000

/** A difference of clocks with its sign; nothing has none. */
const signed = (value: number): string => `${value > 0 ? '+' : value < 0 ? '−' : ''}${Math.abs(value)}`

type Translate = ReturnType<typeof useTranslation>['t']
/** How many unsent records lie in both places. */
const journalRow = (t: Translate, journal: JournalFacts | undefined) => {
  const name = t('queue.supplyJournal')
  if (journal === undefined) return { name, good: true, value: '', hint: '' }
  const { inBoth, total, failure } = journal
  if (failure !== null) return { name, good: false, value: t('queue.supplyJournalOf', { inBoth, total }), hint: t('queue.supplyJournalFailed') }
  if (total === 0) return { name, good: true, value: t('queue.supplyJournalEmpty'), hint: t('queue.supplyJournalEmptyHint') }
  return { name, good: inBoth === total, value: t('queue.supplyJournalOf', { inBoth, total }), hint: t(inBoth === total ? 'queue.supplyJournalAll' : 'queue.supplyJournalSome') }
}

/** «Запас работы без связи»: sign-in, journal, disk, clock, dictionaries, each with its figure. */
export const Supply = () => {
  const { t } = useTranslation()
  const { timeZone, session, sync, dictionary } = useWorkspace()
  const journal = useAnswer(['outbox', 'drafts'], 'outbox:view')?.journal
  const [freeBytes, setFreeBytes] = useState<number>()
  const now = useNow()
  useEffect(() => {
    void ask('disk:facts', undefined).then((answer) => {
      if (answer.ok) setFreeBytes(answer.value.freeBytes)
    })
  }, [now])
  const format = useFormats(timeZone)
  const signedIn = session.state === 'signed-in'
  const offset = sync.clockOffsetMs
  const rows = [
    {
      name: t('queue.supplySession'), good: signedIn,
      value: signedIn ? t('queue.supplySessionUntil', { time: format.untilTime(session.until, now) }) : t('queue.supplySessionNone'),
      hint: signedIn ? t('queue.supplySessionLeft', { duration: format.span(Date.parse(session.until) - now) }) : t('queue.supplySessionHint'),
    },
    journalRow(t, journal),
    {
      name: t('queue.supplyDisk'), good: (freeBytes ?? ROOMY) >= ROOMY, value: freeBytes === undefined ? '' : format.bytes(freeBytes),
      hint: freeBytes === undefined ? '' : t('queue.supplyDiskHint', { count: Math.floor(freeBytes / BYTES_PER_MESSAGE), messages: format.number(Math.floor(freeBytes / BYTES_PER_MESSAGE)) }),
    },
    {
      name: t('queue.supplyClock'), good: offset !== null && Math.abs(offset) < 2 * MINUTE_MS,
      value: offset === null ? t('queue.supplyClockUnknown') : t('queue.seconds', { value: signed(Math.round(offset / 1000)) }),
      hint: offset === null ? '' : t('queue.supplyClockHint'),
    },
    { name: t('queue.supplyDictionary'), good: true, value: t('queue.supplyDictionaryVersion', { version: dictionary.version }), hint: t('queue.supplyDictionaryHint') },
  ]
  return (
    <Box component="section" aria-label={t('queue.supply')} sx={{ p: '12px 14px', borderTop: '1px solid var(--line)' }}>
      <Box component="h3" sx={{ m: 0, mb: '6px', fontSize: 14, fontWeight: 600 }}>{t('queue.supply')}</Box>
      <Box component="dl" sx={{ m: 0 }}>
        {rows.map(({ name, good, value, hint }) => (
          <Box key={name} sx={{ display: 'grid', gridTemplateColumns: '22px 94px 142px 1fr', alignItems: 'center', minHeight: 32, borderBottom: '1px solid var(--line)', fontSize: 13 }}>
            <Box component="dt" sx={{ gridColumn: 'span 2', display: 'grid', gridTemplateColumns: 'subgrid', alignItems: 'center' }}>
              <Box component="span" sx={{ display: 'flex', color: good ? 'var(--done)' : 'var(--burn)' }}><TermShape state={good ? 'done' : 'burn'} size={16} /></Box>
              {name}
            </Box>
            <Box component="dd" sx={{ m: 0, fontWeight: 600 }}>{value}</Box>
            <Box component="dd" sx={{ m: 0, color: 'var(--text2)', fontSize: 12 }}>{hint}</Box>
          </Box>
        ))}
      </Box>
      <Box sx={{ mt: '8px', fontSize: 12, lineHeight: '16px', color: 'var(--text2)' }}>{t('queue.supplyEnd')}</Box>
    </Box>
  )
}
