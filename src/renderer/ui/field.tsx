import InputBase from '@mui/material/InputBase'
import { styled } from '@mui/material/styles'
import type { ClipboardEvent, FocusEventHandler, HTMLAttributes, KeyboardEventHandler, ReactElement, ReactNode, Ref } from 'react'

/** The aside of a label stands in its row for the eye and behind the control for Tab. */
const Root = styled('div')({
  display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) auto', gridTemplateRows: '20px auto auto', columnGap: 8, minWidth: 0, fontSize: 12, lineHeight: '16px', color: 'var(--text2)',
  '&[data-fill="true"]': { gridTemplateRows: '20px minmax(0, 1fr) auto', flex: '1 1 auto', minHeight: 0 },
  '& > label': { gridArea: '1 / 1', height: 18, minWidth: 0, display: 'flex', alignItems: 'center', whiteSpace: 'nowrap', overflow: 'hidden', textOverflow: 'ellipsis' },
  '& > .control': { gridArea: '2 / 1 / 3 / -1', display: 'flex', flexDirection: 'column', minWidth: 0, minHeight: 0 },
  '& > .aside': { gridArea: '1 / 2', display: 'inline-flex', alignItems: 'center', height: 18 },
  '& > .line': { gridArea: '3 / 1 / 4 / -1' },
})
/** Drawn, not written: the label's own words stay exactly what they say. */
const Star = styled('span')({ color: 'var(--over)', fontWeight: 600, marginLeft: 1, '&::after': { content: '"*"' } })
const Line = styled('div')({
  fontSize: 12, lineHeight: '16px', marginTop: 2, minWidth: 0, whiteSpace: 'nowrap', overflow: 'hidden', textOverflow: 'ellipsis', color: 'var(--text3)',
  '&[data-tone]': { display: 'flex', alignItems: 'center', gap: 4, '& > span': { overflow: 'hidden', textOverflow: 'ellipsis' } },
  '&[data-tone="error"]': { color: 'var(--over)' }, '&[data-tone="warning"]': { color: 'var(--soon)', fontWeight: 500 },
})

/** The square with ! that says «not right», and the triangle that says «look again», without colour. */
export const BadMark = ({ tone = 'error' }: { tone?: 'error' | 'warning' }): ReactElement => (
  <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true" style={{ flex: 'none' }}>
    {tone === 'error' ? <rect width="12" height="12" rx="2.5" fill="var(--over)" /> : <path d="M6 .4 11.8 11.4H.2z" fill="var(--soon)" />}
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
  /** One line that asks to look again and keeps nobody from sending. */
  warning?: string | undefined
  /** The element that tells more than the one line does. */
  describedBy?: string | undefined
  htmlFor: string
  width?: number | string
  /** Takes the spare height of its column. */
  fill?: boolean
  children: ReactNode
}

export const errorIdOf = (id: string): string => `${id}-error`

/** The one line: what is not right, else what to look at again. */
export const FieldLine = ({ id, error, warning }: { id: string; error: string | null; warning?: string | undefined }): ReactElement | null => {
  const text = error ?? warning
  if (text === undefined) return null
  const tone = error === null ? 'warning' : 'error'
  return <Line className="line" id={id} data-tone={tone} role={tone === 'error' ? 'alert' : 'status'} title={text}><BadMark tone={tone} /><span>{text}</span></Line>
}
/** What a control is described by: its line, and where more is told. */
export const describedBy = (id: string, { error, warning, describedBy: more }: Pick<FieldProps, 'error' | 'warning' | 'describedBy'>): string | undefined =>
  [(error ?? warning) === undefined ? '' : errorIdOf(id), more ?? ''].filter((part) => part !== '').join(' ') || undefined

/** Own label above a control, with a row for switches, and one line under it. */
export const Field = ({ label, required = false, error = null, marked = false, aside, warning, htmlFor, width, fill = false, children }: FieldProps): ReactElement => (
  <Root data-fill={fill} style={width === undefined ? {} : { width }}>
    <label htmlFor={htmlFor} id={`${htmlFor}-label`}>
      {label}
      {required ? <Star aria-hidden="true" /> : null}
      {marked && error === null ? <span style={{ marginLeft: 4, display: 'inline-flex' }}><BadMark /></span> : null}
    </label>
    <div className="control">{children}</div>
    {aside === undefined ? null : <span className="aside">{aside}</span>}
    <FieldLine id={errorIdOf(htmlFor)} error={error} warning={warning} />
  </Root>
)

/** The frame that every one-line control shares. */
export const Input = styled(InputBase)({
  minHeight: 32, width: '100%', padding: '0 9px', borderRadius: 4, border: '1px solid var(--line-strong)', backgroundColor: 'var(--surface)',
  fontSize: 14, lineHeight: '20px', color: 'var(--text)',
  '& .MuiInputBase-input': { padding: 0, height: 30, lineHeight: '20px', fontVariantNumeric: 'tabular-nums' },
  '&.MuiInputBase-multiline': { padding: '6px 9px', alignItems: 'stretch' },
  '& textarea.MuiInputBase-input': { height: 'auto', resize: 'none', overflowY: 'auto' },
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

/** Signs from which a text is drawn in the system's font: ours takes seconds for a paragraph of 100,000, and freezes the window. */
const HUGE_TEXT = 20_000
const HUGE_STYLE = { '& textarea': { fontFamily: 'sans-serif' } }

export const TextField = ({ id, value, onChange, onBlur, onFocus, onKeyDown, disabled = false, placeholder, multiline = false, rows, inputRef, inputMode, maxLength, adornment, lang, ...field }: TextFieldProps): ReactElement => {
  const bad = field.marked === true || (field.error ?? null) !== null
  return (
    <Field {...field} htmlFor={id}>
      <Input
        id={id} value={value} disabled={disabled} multiline={multiline} error={bad} autoComplete="off"
        onChange={(event) => onChange(event.target.value)}
        // the browser lays the paste out before we hear of it: the quick font must be there first
        {...(multiline ? { onPaste: (event: ClipboardEvent<HTMLElement>) => { if (value.length + event.clipboardData.getData('text').length > HUGE_TEXT) (event.target as HTMLElement).style.fontFamily = 'sans-serif' } } : {})}
        {...(onBlur === undefined ? {} : { onBlur })} {...(onFocus === undefined ? {} : { onFocus })} {...(onKeyDown === undefined ? {} : { onKeyDown })} {...(placeholder === undefined ? {} : { placeholder })}
        // a plain one: measuring a text on every key makes a long one slow
        {...(multiline ? { inputComponent: 'textarea' as const } : {})} {...(inputRef === undefined ? {} : { inputRef })} endAdornment={adornment}
        sx={{ ...(field.fill === true ? { flex: '1 1 auto', minHeight: 0 } : {}), ...(multiline && value.length > HUGE_TEXT ? HUGE_STYLE : {}) }}
        slotProps={{
          input: {
            'aria-required': field.required === true ? true : undefined, 'aria-describedby': describedBy(id, field),
            spellCheck: multiline, ...(multiline ? { rows: rows ?? 3 } : {}), ...(inputMode === undefined ? {} : { inputMode }), ...(maxLength === undefined ? {} : { maxLength }), ...(lang === undefined ? {} : { lang }),
          },
        }}
      />
    </Field>
  )
}
