import InputBase from '@mui/material/InputBase'
import { styled } from '@mui/material/styles'
import type { FocusEventHandler, HTMLAttributes, KeyboardEventHandler, ReactElement, ReactNode, Ref } from 'react'

const Root = styled('div')({ display: 'flex', flexDirection: 'column', minWidth: 0 })
const LabelRow = styled('div')({
  display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: 8, height: 18, marginBottom: 2,
  fontSize: 12, lineHeight: '16px', color: 'var(--text2)',
  '& > label, & > span:first-of-type': { whiteSpace: 'nowrap', overflow: 'hidden', textOverflow: 'ellipsis' },
})
/** Drawn, not written: the label's own words stay exactly what they say. */
const Star = styled('span')({ color: 'var(--over)', fontWeight: 600, marginLeft: 1, '&::after': { content: '"*"' } })
const Line = styled('div')({
  fontSize: 12, lineHeight: '16px', marginTop: 2, minWidth: 0, whiteSpace: 'nowrap', overflow: 'hidden', textOverflow: 'ellipsis', color: 'var(--text3)',
  '&[data-error="true"]': { color: 'var(--over)', display: 'flex', alignItems: 'center', gap: 4 },
})

/** The square with ! that says «not right» without colour. */
export const BadMark = (): ReactElement => (
  <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true" style={{ flex: 'none' }}>
    <rect width="12" height="12" rx="2.5" fill="var(--over)" />
    <path d="M6 2.4v4.2M6 8.4v1.2" stroke="var(--surface)" strokeWidth="1.6" />
  </svg>
)

export type FieldProps = {
  label: string
  required?: boolean
  /** One line under the field; shown for the first or the focused bad field only. */
  error?: string | null
  /** Bad, but its line is not shown now: red border and a ! in the label. */
  marked?: boolean
  aside?: ReactNode
  hint?: string | undefined
  htmlFor: string
  width?: number | string
  /** Takes the spare height of its column. */
  fill?: boolean
  children: ReactNode
}

export const errorIdOf = (id: string): string => `${id}-error`

/** Own label above a control, with a row for switches, and one line under it. */
export const Field = ({ label, required = false, error = null, marked = false, aside, hint, htmlFor, width, fill = false, children }: FieldProps): ReactElement => (
  <Root style={{ ...(width === undefined ? {} : { width }), ...(fill ? { flex: '1 1 auto', minHeight: 0 } : {}) }}>
    <LabelRow>
      <label htmlFor={htmlFor} id={`${htmlFor}-label`}>
        {label}
        {required ? <Star aria-hidden="true" /> : null}
        {marked || error !== null ? <span style={{ marginLeft: 4, display: 'inline-block', verticalAlign: -2 }}><BadMark /></span> : null}
      </label>
      {aside === undefined ? null : <span style={{ flex: 'none', display: 'inline-flex', margin: '-4px 0' }}>{aside}</span>}
    </LabelRow>
    {children}
    {error === null ? hint === undefined ? null : <Line id={`${htmlFor}-hint`}>{hint}</Line> : <Line id={errorIdOf(htmlFor)} data-error="true" role="alert" title={error}><span style={{ overflow: 'hidden', textOverflow: 'ellipsis' }}>{error}</span></Line>}
  </Root>
)

/** The frame that every one-line control shares. */
export const Input = styled(InputBase)({
  minHeight: 32, width: '100%', padding: '0 9px', borderRadius: 4, border: '1px solid var(--line-strong)', backgroundColor: 'var(--surface)',
  fontSize: 14, lineHeight: '20px', color: 'var(--text)',
  '& .MuiInputBase-input': { padding: 0, height: 30, lineHeight: '20px', fontVariantNumeric: 'tabular-nums' },
  '&.MuiInputBase-multiline': { padding: '6px 9px', alignItems: 'stretch' },
  '& textarea.MuiInputBase-input': { height: '100%', resize: 'none', overflowY: 'auto' },
  '& .MuiInputBase-input::placeholder': { color: 'var(--text3)', opacity: 1 },
  '&.Mui-focused': { borderColor: 'var(--focus)', boxShadow: 'inset 0 0 0 1px var(--focus)', '@media (forced-colors: active)': { outline: '2px solid Highlight' } },
  '&.Mui-error': { borderColor: 'var(--over)', boxShadow: 'inset 0 0 0 1px var(--over)' },
  '&.Mui-error.Mui-focused': { borderColor: 'var(--over)' },
  '&.Mui-disabled': { backgroundColor: 'var(--raised)', borderColor: 'var(--line)', '& .MuiInputBase-input': { WebkitTextFillColor: 'var(--text3)' } },
  '& input:focus-visible, & textarea:focus-visible': { outline: 'none' },
})

export type TextFieldProps = Omit<FieldProps, 'children' | 'htmlFor'> & {
  id: string
  value: string
  onChange: (value: string) => void
  onBlur?: FocusEventHandler<HTMLElement>
  onFocus?: FocusEventHandler<HTMLElement>
  onKeyDown?: KeyboardEventHandler<HTMLElement>
  disabled?: boolean
  placeholder?: string
  multiline?: boolean
  rows?: number
  inputRef?: Ref<HTMLInputElement | HTMLTextAreaElement>
  inputMode?: HTMLAttributes<HTMLInputElement>['inputMode']
  maxLength?: number
  adornment?: ReactNode
  lang?: string
}

export const TextField = ({ id, value, onChange, onBlur, onFocus, onKeyDown, disabled = false, placeholder, multiline = false, rows, inputRef, inputMode, maxLength, adornment, lang, ...field }: TextFieldProps): ReactElement => {
  const bad = field.marked === true || (field.error ?? null) !== null
  return (
    <Field {...field} htmlFor={id}>
      <Input
        id={id} value={value} disabled={disabled} multiline={multiline} error={bad} autoComplete="off"
        onChange={(event) => onChange(event.target.value)}
        {...(onBlur === undefined ? {} : { onBlur })} {...(onFocus === undefined ? {} : { onFocus })} {...(onKeyDown === undefined ? {} : { onKeyDown })} {...(placeholder === undefined ? {} : { placeholder })}
        {...(multiline ? { rows: rows ?? 3 } : {})} {...(inputRef === undefined ? {} : { inputRef })} endAdornment={adornment}
        {...(field.fill === true ? { sx: { flex: '1 1 auto', minHeight: 0 } } : {})}
        slotProps={{
          input: {
            'aria-required': field.required === true ? true : undefined, 'aria-describedby': (field.error ?? null) === null ? (field.hint === undefined ? undefined : `${id}-hint`) : errorIdOf(id),
            spellCheck: multiline, ...(inputMode === undefined ? {} : { inputMode }), ...(maxLength === undefined ? {} : { maxLength }), ...(lang === undefined ? {} : { lang }),
          },
        }}
      />
    </Field>
  )
}
