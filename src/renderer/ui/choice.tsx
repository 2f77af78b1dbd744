import Checkbox from '@mui/material/Checkbox'
import MuiSwitch from '@mui/material/Switch'
import { styled } from '@mui/material/styles'
import { useRef, type KeyboardEvent, type ReactElement } from 'react'
import { KeyCap } from './key-cap.tsx'

const Row = styled('div')({ display: 'inline-flex', flex: 'none' })
const Part = styled('button')({
  height: 28, padding: '0 10px', font: 'inherit', fontSize: 13, fontWeight: 500, whiteSpace: 'nowrap', color: 'var(--text2)', backgroundColor: 'var(--surface)',
  border: '1px solid var(--line-strong)', marginLeft: -1, cursor: 'pointer',
  '&:first-of-type': { marginLeft: 0, borderRadius: '4px 0 0 4px' }, '&:last-of-type': { borderRadius: '0 4px 4px 0' },
  '&[aria-checked="true"]': { color: 'var(--text)', fontWeight: 600, backgroundColor: 'var(--pressed)', boxShadow: 'inset 0 -2px 0 var(--primary)' },
  '&[aria-disabled="true"]': { color: 'var(--text3)', cursor: 'default' },
  '&:focus-visible': { outline: '2px solid var(--focus)', outlineOffset: 2, zIndex: 1, position: 'relative' },
})

export type SegmentedOption<T> = { value: T; label: string; disabled?: boolean; why?: string }

/** One of a few, all in sight: one tab stop, arrows choose. A part that cannot be chosen says why. */
export const Segmented = <T extends string>({ label, value, options, onChange, id }: { label: string; value: T; options: readonly SegmentedOption<T>[]; onChange: (value: T) => void; id?: string }): ReactElement => {
  const row = useRef<HTMLDivElement>(null)
  const move = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
    if (step === undefined || event.ctrlKey || event.altKey) return
    event.preventDefault()
    const free = options.filter((option) => option.disabled !== true)
    const next = free[(free.findIndex((option) => option.value === value) + step + free.length) % free.length]
    if (next === undefined) return
    onChange(next.value)
    row.current?.querySelectorAll<HTMLElement>('[role=radio]')[options.indexOf(next)]?.focus()
  }
  return (
    <Row ref={row} role="radiogroup" aria-label={label} onKeyDown={move} {...(id === undefined ? {} : { id })}>
      {options.map((option) => (
        <Part
          key={option.value} type="button" role="radio" aria-checked={option.value === value} aria-disabled={option.disabled === true ? true : undefined} tabIndex={option.value === value ? 0 : -1}
          {...(option.why === undefined ? {} : { title: option.why, 'aria-description': option.why })}
          onClick={() => { if (option.disabled !== true) onChange(option.value) }}
        >
          {option.label}
        </Part>
      ))}
    </Row>
  )
}

const CheckRow = styled('label')({
  display: 'inline-flex', alignItems: 'center', gap: 6, minHeight: 24, fontSize: 13, lineHeight: '18px', color: 'var(--text)', cursor: 'pointer',
  '&[data-small="true"]': { fontSize: 12, lineHeight: '16px', color: 'var(--text2)' },
  '&[data-strong="true"]': { fontWeight: 600 },
  '&[data-bad="true"]': { color: 'var(--over)' },
})
const Box = styled(Checkbox)({
  padding: 3, color: 'var(--line-strong)', '&.Mui-checked': { color: 'var(--primary)' }, '& svg': { fontSize: 18 },
  '&.Mui-focusVisible': { outline: '2px solid var(--focus)', outlineOffset: 0, borderRadius: 4 },
})

/** A tick with its words. `small` fits the label row of a field. */
export const Check = ({ id, label, checked, onChange, strong = false, small = false, marked = false, disabled = false, keys, describedBy, onBlur, tabIndex }: { id: string; label: string; checked: boolean; onChange: (checked: boolean) => void; strong?: boolean; small?: boolean; marked?: boolean; disabled?: boolean; keys?: string; describedBy?: string | undefined; onBlur?: () => void; tabIndex?: number }): ReactElement => (
  <CheckRow data-strong={strong} data-small={small} data-bad={marked} htmlFor={id}>
    <Box
      id={id} checked={checked} disabled={disabled} onChange={(_event, now) => onChange(now)} {...(onBlur === undefined ? {} : { onBlur })}
      {...(small ? { sx: { padding: '3px', '& svg': { fontSize: 16 } } } : {})}
      slotProps={{ input: { 'aria-invalid': marked ? true : undefined, 'aria-describedby': describedBy, ...(tabIndex === undefined ? {} : { tabIndex }) } as object }}
    />
    <span>{label}</span>
    {keys === undefined ? null : <KeyCap keys={keys} />}
  </CheckRow>
)

const Slide = styled(MuiSwitch)({
  width: 24, height: 14, padding: 0, margin: '5px 0',
  '& .MuiSwitch-switchBase': { padding: 2, '&.Mui-checked': { transform: 'translateX(10px)', color: 'var(--surface)', '& + .MuiSwitch-track': { backgroundColor: 'var(--done)', opacity: 1 } } },
  '& .MuiSwitch-thumb': { width: 10, height: 10, boxShadow: 'none', backgroundColor: 'var(--surface)' },
  '& .MuiSwitch-track': { borderRadius: 7, backgroundColor: 'var(--line-strong)', opacity: 1, '@media (forced-colors: active)': { border: '1px solid CanvasText' } },
  '&:focus-within': { outline: '2px solid var(--focus)', outlineOffset: 2, borderRadius: 7 },
})

/** On or off, at once. */
export const Switch = ({ id, label, checked, onChange, disabled = false }: { id: string; label: string; checked: boolean; onChange: (checked: boolean) => void; disabled?: boolean }): ReactElement => (
  <CheckRow htmlFor={id} data-small="true">
    <Slide id={id} checked={checked} disabled={disabled} onChange={(_event, now) => onChange(now)} slotProps={{ input: { role: 'switch' } }} />
    <span>{label}</span>
  </CheckRow>
)
