import Button from '@mui/material/Button'
import IconButton from '@mui/material/IconButton'
import Tooltip from '@mui/material/Tooltip'
import { styled } from '@mui/material/styles'
import type { ReactElement, ReactNode, Ref } from 'react'
import { ariaKeys, KeyCap } from './key-cap.tsx'

const Root = styled(Button)({
  height: 32, minWidth: 0, padding: '0 12px', gap: 8, fontSize: 13, lineHeight: '18px', fontWeight: 500, whiteSpace: 'nowrap', borderRadius: 4,
  border: '1px solid var(--line-strong)', color: 'var(--text)', backgroundColor: 'var(--surface)', boxShadow: 'none',
  '& svg': { fontSize: 18 },
  '&:hover': { backgroundColor: 'var(--raised)', boxShadow: 'none' },
  '&:active': { backgroundColor: 'var(--pressed)' },
  '&[data-tone="primary"]': { border: '1px solid var(--primary)', color: 'var(--on-primary)', backgroundColor: 'var(--primary)' },
  '&[data-tone="primary"]:hover': { filter: 'brightness(1.08)' },
  '&[data-tone="link"]': { border: '1px solid transparent', color: 'var(--primary)', backgroundColor: 'transparent', padding: '0 6px' },
  '&[data-tone="link"]:hover': { backgroundColor: 'var(--primary-tint)' },
  '&[data-tone="danger"]': { borderColor: 'var(--over)', color: 'var(--over)' },
  '&[data-size="large"]': { height: 40, fontSize: 16 },
  '&.Mui-disabled': { color: 'var(--text3)', backgroundColor: 'var(--sunken)', borderColor: 'transparent', '@media (forced-colors: active)': { color: 'GrayText', borderColor: 'GrayText' } },
  '&.Mui-focusVisible': { outline: '2px solid var(--focus)', outlineOffset: 2 },
})

export type ActionButtonProps = {
  label: string
  keys?: string | undefined
  icon?: ReactNode
  primary?: boolean
  onClick?: () => void
  disabled?: boolean
  tone?: 'plain' | 'link' | 'danger'
  large?: boolean
  fullWidth?: boolean
  submit?: boolean
  autoFocus?: boolean
  id?: string
  describedBy?: string
  buttonRef?: Ref<HTMLButtonElement>
}

/** A verb with its key. Outlined unless it is the one primary action of the screen. */
export const ActionButton = ({ label, keys, icon, primary = false, onClick, disabled = false, tone = 'plain', large = false, fullWidth = false, submit = false, autoFocus = false, id, describedBy, buttonRef }: ActionButtonProps): ReactElement => (
  <Root
    data-tone={primary ? 'primary' : tone} data-size={large ? 'large' : 'normal'} disabled={disabled} fullWidth={fullWidth} type={submit ? 'submit' : 'button'}
    autoFocus={autoFocus} aria-keyshortcuts={ariaKeys(keys)} aria-describedby={describedBy}
    {...(id === undefined ? {} : { id })} {...(onClick === undefined ? {} : { onClick: () => onClick() })} {...(buttonRef === undefined ? {} : { ref: buttonRef })}
  >
    {icon}
    <span>{label}</span>
    {keys === undefined ? null : <KeyCap keys={keys} on={primary && !disabled ? 'filled' : 'pale'} />}
  </Root>
)

const RoundRoot = styled(IconButton)({
  width: 28, height: 28, padding: 4, borderRadius: 4, color: 'inherit', '& svg': { fontSize: 20 },
  '&:hover': { backgroundColor: 'color-mix(in srgb, currentColor 10%, transparent)' },
  '&.Mui-focusVisible': { outline: '2px solid var(--focus)', outlineOffset: 1 },
  '&.Mui-disabled': { color: 'var(--text3)' },
})

/** An action whose word is its tooltip and its name. */
export const IconAction = ({ label, icon, onClick, keys, disabled = false, haspopup, expanded, buttonRef }: { label: string; icon: ReactNode; onClick: () => void; keys?: string; disabled?: boolean; haspopup?: 'menu' | 'dialog'; expanded?: boolean; buttonRef?: Ref<HTMLButtonElement> }): ReactElement => (
  <Tooltip title={keys === undefined ? label : `${label} · ${keys}`} disableFocusListener={haspopup !== undefined}>
    <span>
      <RoundRoot aria-label={label} aria-keyshortcuts={ariaKeys(keys)} onClick={onClick} disabled={disabled} aria-haspopup={haspopup} aria-expanded={expanded} {...(buttonRef === undefined ? {} : { ref: buttonRef })}>
        {icon}
      </RoundRoot>
    </span>
  </Tooltip>
)
