import { styled } from '@mui/material/styles'
import { useLayoutEffect, useRef, type ReactElement } from 'react'
import { TextField, type TextFieldProps } from '../../ui/field.tsx'
import { caretInPhone, formatPhone } from './phone-input.ts'

/** The sample of a number is longer than the field: its line may run under the neighbour, where no second line is shown. */
const Root = styled('div')({ minWidth: 0, '& [role="alert"], & [role="alert"] > span': { overflow: 'visible !important' } })

/** Groups the number while it is typed; the caret stays behind the digit that was typed. */
export const PhoneField = ({ onChange, ...field }: Omit<TextFieldProps, 'inputRef' | 'inputMode'>): ReactElement => {
  const input = useRef<HTMLInputElement>(null)
  const caret = useRef<number | null>(null)
  useLayoutEffect(() => {
    if (caret.current === null || document.activeElement !== input.current) return
    input.current?.setSelectionRange(caret.current, caret.current)
    caret.current = null
  })
  const change = (typed: string) => {
    const shown = formatPhone(typed)
    caret.current = caretInPhone(typed, input.current?.selectionStart ?? typed.length, shown)
    onChange(shown)
  }
  return <Root><TextField {...field} inputRef={input} inputMode="tel" onChange={change} /></Root>
}
