import Checkbox from '@mui/material/Checkbox'
import { styled } from '@mui/material/styles'
import type { ReactElement } from 'react'
import { KeyCap } from '../../ui/key-cap.tsx'

const Root = styled('label')({
  display: 'flex', alignItems: 'center', gap: 6, minHeight: 44, padding: '8px 12px 8px 10px', border: '1px solid var(--line)', borderRadius: 6, fontWeight: 600, cursor: 'pointer',
  '&[data-ticked="true"]': { borderColor: 'var(--done)', backgroundColor: 'var(--done-tint)' },
  '&:focus-within': { outline: '2px solid var(--focus)', outlineOffset: 2 },
  '& > span:last-of-type': { flex: 1 },
})
const Box = styled(Checkbox)({ padding: 4, color: 'var(--line-strong)', '&.Mui-checked': { color: 'var(--primary)' }, '& svg': { fontSize: 20 } })

/** One of the two confirmations; the whole card ticks it, and so does its digit. */
export const ChecklistRow = ({ id, label, digit, ticked, onTick, autoFocus = false }: { id: string; label: string; digit: string; ticked: boolean; onTick: (ticked: boolean) => void; autoFocus?: boolean }): ReactElement => (
  <Root htmlFor={id} data-ticked={ticked}>
    <Box id={id} checked={ticked} autoFocus={autoFocus} onChange={(_event, now) => onTick(now)} slotProps={{ input: { 'aria-keyshortcuts': digit, 'aria-label': label } as object }} />
    <span>{label}</span>
    <KeyCap keys={digit} on="cap" />
  </Root>
)
