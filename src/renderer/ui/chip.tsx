import { styled } from '@mui/material/styles'
import type { ReactElement, ReactNode } from 'react'

const ChipRoot = styled('button')({
  display: 'inline-flex', alignItems: 'center', gap: 6, height: 26, padding: '0 9px', borderRadius: 13, font: 'inherit', fontSize: 12, whiteSpace: 'nowrap', flex: 'none',
  border: '1px solid var(--line-strong)', backgroundColor: 'var(--surface)', color: 'var(--text)', cursor: 'pointer',
  '&:hover': { backgroundColor: 'var(--raised)' },
  '&[aria-pressed="true"]': { borderColor: 'var(--primary)', backgroundColor: 'var(--selected)', fontWeight: 600 },
})
export const Chip = ({ label, selected, onClick, icon, tabIndex }: { label: string; selected: boolean; onClick: () => void; icon?: ReactNode; tabIndex?: number }): ReactElement => (
  <ChipRoot type="button" aria-pressed={selected} onClick={onClick} {...(tabIndex === undefined ? {} : { tabIndex })}>{icon}{label}</ChipRoot>
)
