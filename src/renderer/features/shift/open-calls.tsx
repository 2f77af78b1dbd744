import ErrorOutline from '@mui/icons-material/Error'
import Forward from '@mui/icons-material/ForwardToInboxOutlined'
import HelpOutline from '@mui/icons-material/Help'
import Schedule from '@mui/icons-material/Schedule'
import Box from '@mui/material/Box'
import { useState, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { OpenCall } from '../../../shared/shift.ts'
import { useFormats } from '../../ui/use-formats.ts'
import { VirtualList } from '../../ui/virtual-list.tsx'
import { useWorkspace } from '../../workspace.ts'
import { SectionTitle } from './section-title.tsx'
import { stateWords } from './shift-words.ts'

const ROW = 29
const COLUMNS = '96px 58px minmax(0, 1fr) minmax(0, 1.25fr) 104px'
const CELL = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const
const LOOKS: Readonly<Record<OpenCall['standing'], { colour: string; icon: ReactElement }>> = {
  setAside: { colour: 'var(--over)', icon: <ErrorOutline fontSize="inherit" /> },
  unknown: { colour: 'var(--burn)', icon: <HelpOutline fontSize="inherit" /> },
  waiting: { colour: 'var(--calm)', icon: <Schedule fontSize="inherit" /> },
  handedOver: { colour: 'var(--text)', icon: <Forward fontSize="inherit" /> },
  withdrawn: { colour: 'var(--text2)', icon: <Schedule fontSize="inherit" /> },
}

/** «Ещё не приняты платформой»: each call with what is with it and who finishes it. Enter opens the record where it is worked on. */
export const OpenCalls = ({ open, agrees }: { open: readonly OpenCall[]; agrees: boolean }): ReactElement => {
  const { t } = useTranslation()
  const { timeZone, sync, navigate } = useWorkspace()
  const format = useFormats(timeZone)
  const [held, setHeld] = useState(0)
  const cursor = Math.min(held, open.length - 1)
  const openAt = (index: number) => {
    const call = open[index]
    if (call !== undefined) navigate({ name: 'folder', folder: call.standing === 'setAside' ? 'errors' : 'queue', openId: call.id })
  }
  const who = ({ standing }: OpenCall): string => (standing === 'withdrawn' ? '' : t(`shift.who.${standing}`))
  return (
    <Box component="section" aria-label={t('shift.openTitle', { count: open.length })} sx={{ display: 'flex', flexDirection: 'column', minHeight: open.length === 0 ? 0 : 28 + 28 + ROW * Math.min(open.length, 3), flex: '0 1 auto' }}>
      <SectionTitle title={t('shift.openTitle', { count: open.length })} {...(open.length === 0 ? {} : { hint: t('shift.openHint') })} />
      {open.length === 0 ? <Box sx={{ fontSize: 13, color: 'var(--text2)' }}>{t(agrees ? 'shift.openNone' : 'shift.openNoneElse')}</Box> : (
        <>
          <Box aria-hidden sx={{ display: 'grid', gridTemplateColumns: COLUMNS, gap: '8px', alignItems: 'center', height: 28, flex: 'none', px: '8px', fontSize: 12, fontWeight: 600, color: 'var(--text2)', bgcolor: 'var(--raised)' }}>
            {(['code', 'at', 'subject', 'state', 'who'] as const).map((column) => <span key={column}>{t(`shift.column.${column}`)}</span>)}
          </Box>
          <Box sx={{ display: 'flex', flexDirection: 'column', flex: `0 1 ${open.length * ROW}px`, minHeight: ROW * Math.min(open.length, 3) }}>
            <VirtualList
              label={t('shift.openTitle', { count: open.length })} count={open.length} rowHeight={ROW} cursor={cursor} cursorKey={open[cursor]?.id ?? null} autoFocus onCursor={setHeld} onOpen={openAt}
              rowLabel={(index) => {
                const call = open[index]
                return call === undefined ? '' : [call.code, call.subject, stateWords(t, call, sync.link), who(call)].filter((part) => part !== '').join(', ')
              }}
              renderRow={(index) => {
                const call = open[index]
                if (call === undefined) return null
                const { colour, icon } = LOOKS[call.standing]
                return (
                  <Box sx={{ display: 'grid', gridTemplateColumns: COLUMNS, gap: '8px', alignItems: 'center', height: 1, px: '8px', fontSize: 13 }}>
                    <Box sx={{ fontWeight: 600 }}>{call.code}</Box>
                    <span>{call.at === '' ? '' : format.time(call.at)}</span>
                    <Box sx={CELL}>{call.subject || t('lists.noSubject')}</Box>
                    <Box sx={{ display: 'flex', alignItems: 'center', gap: '6px', minWidth: 0, color: colour, fontWeight: 500 }}><Box aria-hidden sx={{ display: 'flex', fontSize: 15 }}>{icon}</Box><Box sx={CELL}>{stateWords(t, call, sync.link)}</Box></Box>
                    <Box sx={{ ...CELL, color: 'var(--text2)' }}>{who(call)}</Box>
                  </Box>
                )
              }}
            />
          </Box>
        </>
      )}
    </Box>
  )
}
