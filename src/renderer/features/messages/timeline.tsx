import Box from '@mui/material/Box'
import { useTranslation } from 'react-i18next'
import type { MessageEvent } from '../../../shared/contract/message.ts'
import { useFormats } from '../../ui/use-formats.ts'
import { useNow } from '../../ui/use-now.ts'
import { useWorkspace } from '../../workspace.ts'

const DONE_COLOUR = 'var(--done)'
const FIRST_COLOUR = 'var(--primary)'

/** «Ход»: what happened, newest first; by whom where a person did it. */
export const Timeline = ({ events, column }: { events: readonly MessageEvent[]; column: boolean }) => {
  const { t } = useTranslation()
  const { timeZone } = useWorkspace()
  const format = useFormats(timeZone)
  const actorOf = ({ by }: MessageEvent): string => {
    if (by.kind === 'platform') return t('card.platform')
    if (by.kind === 'applicant') return t('card.applicantActor')
    return [by.role === null ? '' : t(`names.role.${by.role}`), by.name ?? ''].filter(Boolean).join(' ')
  }
  const now = useNow()
  const newestFirst = events.toReversed()
  return (
    <Box component="section" aria-label={t('card.history')}>
      <Box sx={{ display: 'flex', justifyContent: 'space-between', alignItems: 'baseline', mb: '6px' }}>
        <Box component="h3" sx={{ m: 0, fontSize: 14, fontWeight: 600 }}>{t('card.history')}</Box>
        <Box sx={{ fontSize: 12, color: 'var(--text2)' }}>{t('card.events', { count: events.length })}</Box>
      </Box>
      <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {newestFirst.map((event, index) => {
          const when = format.dateTime(event.at, now)
          const colour = index === newestFirst.length - 1 ? FIRST_COLOUR : DONE_COLOUR
          return (
            <Box
              component="li"
              key={`${event.at}-${event.action}-${index}`}
              sx={{ display: 'grid', gridTemplateColumns: column ? '14px 1fr' : '132px 14px 1fr', columnGap: '8px', fontSize: 13, lineHeight: '18px', py: '2px' }}
            >
              {!column && <Box component="time" dateTime={event.at} sx={{ color: 'var(--text2)', fontSize: 12, whiteSpace: 'nowrap' }}>{when}</Box>}
              <Box aria-hidden sx={{ width: 9, height: 9, mt: '5px', borderRadius: '50%', border: `2px solid ${colour}` }} />
              <Box sx={{ minWidth: 0 }}>
                <Box component="span" sx={{ fontWeight: 600 }}>{t(`names.action.${event.action}`)}</Box>{' '}
                {column && <Box component="div" sx={{ color: 'var(--text2)', fontSize: 12 }}>{when}</Box>}
                <Box component="span" sx={{ color: 'var(--text2)', fontSize: 12 }}>{actorOf(event)}</Box>
                {event.by.carriedBy !== undefined && <Box component="span" sx={{ color: 'var(--text2)', fontSize: 12 }}>{` · ${t('transfer.carriedBy', { name: event.by.carriedBy })}`}</Box>}
                {event.comment !== null && <Box sx={{ color: 'var(--text2)', overflowWrap: 'anywhere' }}>{event.comment}</Box>}
              </Box>
            </Box>
          )
        })}
      </Box>
    </Box>
  )
}
