import Box from '@mui/material/Box'
import { styled } from '@mui/material/styles'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { sumOf, type ShiftCounts, type Standing } from '../../../shared/shift.ts'
import { holds, partsOf } from './shift-words.ts'

const COLOURS: Readonly<Record<Standing, string>> = {
  accepted: 'var(--done)', waiting: 'var(--calm)', unknown: 'var(--burn)', setAside: 'var(--over)', handedOver: 'var(--text)', withdrawn: 'var(--text)',
}
const Tile = styled('div')({
  flex: '1 1 0', minWidth: 0, padding: '8px 10px', border: '1px solid var(--line)', borderRadius: 6, backgroundColor: 'var(--surface)', fontSize: 13, lineHeight: '17px',
  '& > .count': { fontSize: 30, lineHeight: '34px', fontWeight: 600 }, '& > .name': { fontWeight: 600, overflowWrap: 'anywhere' }, '& > .hint': { color: 'var(--text2)' },
  '&[data-total="true"]': { backgroundColor: 'var(--raised)' },
  '&[data-bad="true"]': { borderColor: 'var(--over)', backgroundColor: 'var(--over-tint)', '& > .count, & > .name': { color: 'var(--over)' } },
})
const Sign = styled('span')({ flex: 'none', alignSelf: 'center', fontSize: 20, color: 'var(--text2)' })

/** 41 = 36 + 3 + 1 + 1. Red with a sign that says «not equal» when it is not. */
export const ShiftSum = ({ counts }: { counts: ShiftCounts }): ReactElement => {
  const { t } = useTranslation()
  const good = holds(counts)
  return (
    <Box role="group" aria-label={t('shift.sum', { recorded: counts.recorded, sum: sumOf(counts) })} sx={{ display: 'flex', gap: '8px', alignItems: 'stretch', flex: 'none' }}>
      <Tile data-total="true" data-bad={!good}>
        <div className="count">{counts.recorded}</div>
        <div className="name">{t('shift.tile.recorded')}</div>
        <div className="hint">{t('shift.tileHint.recorded')}</div>
      </Tile>
      {partsOf(counts).map((standing, index) => (
        <Box key={standing} sx={{ display: 'contents' }}>
          <Sign aria-hidden sx={index === 0 && !good ? { color: 'var(--over)', fontWeight: 600 } : {}}>{index > 0 ? '+' : good ? '=' : '≠'}</Sign>
          <Tile>
            <div className="count" style={{ color: COLOURS[standing] }}>{counts[standing]}</div>
            <div className="name" style={{ color: COLOURS[standing] }}>{t(`shift.tile.${standing}`)}</div>
            <div className="hint">{t(`shift.tileHint.${standing}`)}</div>
          </Tile>
        </Box>
      ))}
    </Box>
  )
}
