import Box from '@mui/material/Box'
import useMediaQuery from '@mui/material/useMediaQuery'
import { useState, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { NOTE_CHARACTERS } from '../../../shared/contract/shift.ts'
import type { Failure } from '../../../shared/errors.ts'
import { lengthOf } from '../../../shared/rules/text.ts'
import type { ShiftLine, ShiftReport } from '../../../shared/shift.ts'
import { call, useAnswer } from '../../store.ts'
import { ActionButton } from '../../ui/action-button.tsx'
import { FailureNote } from '../../ui/failure-note.tsx'
import { Empty, Foot, Pane, PaneHead, Tag } from '../../ui/pane.tsx'
import { useFormats } from '../../ui/use-formats.ts'
import { useKeys } from '../../ui/use-keys.ts'
import { useWorkspace } from '../../workspace.ts'
import { HandOverPane } from './hand-over-pane.tsx'
import { HoursChart } from './hours-chart.tsx'
import { Mismatches } from './mismatches.tsx'
import { OpenCalls } from './open-calls.tsx'
import { ShiftSum } from './shift-sum.tsx'
import { SourcesTable } from './sources-table.tsx'
import { successorsIn } from './successors.ts'
import { useNote } from './use-note.ts'
import { useShiftFiles } from './use-shift-files.ts'

type Closed = { report: ShiftReport; lines: ShiftLine[] }

/** «Закрытие смены»: the sum, what is open, three sources, the handover. Ctrl+Enter closes, whatever the link is. */
export const ShiftScreen = (): ReactElement => {
  const { t } = useTranslation()
  const live = useAnswer(['outbox', 'drafts', 'shift'], 'shift:report')
  const [closed, setClosed] = useState<Closed | null>(null)
  const report = closed?.report ?? (live?.ok === true ? live.value : undefined)
  if (report !== undefined) return <Closing report={report} closed={closed} onClosed={setClosed} />
  return (
    <Pane label={t('shift.title')} sx={{ flex: 1 }}>
      <PaneHead title={t('shift.title')} />
      {live === undefined ? <Empty text={t('shift.comparing')} /> : live.ok || live.error.code === 'E-NOT-FOUND' ? <Empty text={t('shift.none')} /> : <Box sx={{ p: '14px' }}><FailureNote failure={live.error} /></Box>}
    </Pane>
  )
}

const Closing = ({ report, closed, onClosed }: { report: ShiftReport; closed: Closed | null; onClosed: (closed: Closed) => void }): ReactElement => {
  const { t } = useTranslation()
  const { timeZone, cabinet, me, dictionary } = useWorkspace()
  const format = useFormats(timeZone)
  const note = useNote({ note: report.note, toPersonId: report.toPersonId })
  const { told, save } = useShiftFiles()
  const [failure, setFailure] = useState<Failure | null>(null)
  const roomy = useMediaQuery('(min-width: 1600px)')
  const people = successorsIn(dictionary, cabinet.id, me.id)
  const operator = `${me.surname} ${[me.name, me.patronymic].filter(Boolean).map((name) => `${name?.slice(0, 1)}.`).join(' ')}`
  const isClosed = closed !== null
  const { openedAt, checkedAt, counts, mismatches, agrees, open } = report
  const staying = counts.waiting + counts.unknown + counts.setAside + counts.handedOver

  const close = async (): Promise<void> => {
    if (isClosed || lengthOf(note.note) > NOTE_CHARACTERS || !(await note.flush())) return
    const lines = await call('shift:lines')
    const answer = await call('shift:close', { cabinetId: cabinet.id })
    setFailure(answer.ok ? null : answer.error)
    if (answer.ok) onClosed({ report: answer.value, lines: lines.ok ? lines.value : [] })
    else document.getElementById('shift-note')?.focus()
  }
  const file = (which: 'act' | 'list') => void save(which, { report, lines: closed?.lines ?? null, successor: people.find(({ id }) => id === note.toPersonId)?.name ?? null, note: note.note, operator })
  useKeys({
    'Ctrl+Enter': { label: t('shift.close'), run: () => void close() },
    'Ctrl+P': { label: t('shift.act'), run: () => file('act') },
    'Ctrl+S': { label: t('shift.list'), run: () => file('list') },
  })
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', flex: 1, minWidth: 0, minHeight: 0 }}>
      <Box sx={{ display: 'flex', flex: 1, minHeight: 0, minWidth: 0 }}>
        <Pane label={t('shift.pane')} sx={{ flex: 1 }}>
          <PaneHead title={t('shift.title')} note={t('shift.span', { from: format.dateTime(openedAt), to: format.time(checkedAt), who: operator })}>
            {agrees ? <Tag tone="done">{t('shift.agrees')}</Tag> : <Tag tone="over">{t('shift.differs', { count: Math.max(1, mismatches.length) })}</Tag>}
          </PaneHead>
          <Box sx={{ flex: 1, minHeight: 0, overflowY: 'auto', display: 'flex', flexDirection: 'column', gap: '12px', p: '14px' }}>
            <ShiftSum counts={counts} />
            {agrees ? null : <Mismatches mismatches={mismatches} />}
            <OpenCalls open={open} agrees={agrees} />
            <SourcesTable report={report} />
            {roomy && report.hours.length > 1 ? <HoursChart hours={report.hours} /> : null}
          </Box>
        </Pane>
        <HandOverPane report={report} note={note} people={people} isClosed={isClosed} />
      </Box>
      {failure === null ? null : <Box sx={{ p: '8px 14px', borderTop: '1px solid var(--line)', bgcolor: 'var(--surface)' }}><FailureNote failure={failure} /></Box>}
      {told?.kind === 'failed' ? <Box sx={{ p: '8px 14px', borderTop: '1px solid var(--line)', bgcolor: 'var(--surface)' }}><FailureNote failure={told.failure} /></Box> : null}
      <Foot
        left={<><ActionButton label={t('shift.act')} keys="Ctrl+P" onClick={() => file('act')} /><ActionButton label={t('shift.list')} keys="Ctrl+S" onClick={() => file('list')} /><Box role="status" sx={{ fontSize: 13, color: 'var(--text2)', whiteSpace: 'nowrap' }}>{told?.kind === 'saved' ? t('shift.saved') : ''}</Box></>}
        right={
          isClosed
            ? <Box role="status" sx={{ fontSize: 13, lineHeight: '18px' }}><Box component="strong" sx={{ fontWeight: 600, color: 'var(--done)' }}>{t('shift.closed', { time: format.time(checkedAt) })}</Box>{` ${t('shift.closedNext')}`}</Box>
            : <><Box sx={{ fontSize: 13, color: 'var(--text2)', textAlign: 'right' }}>{staying === 0 ? (agrees ? t('shift.stayNone') : '') : t('shift.stay', { count: staying })}</Box><ActionButton primary label={t('shift.close')} keys="Ctrl+Enter" onClick={() => void close()} /></>
        }
      />
    </Box>
  )
}
