import Autocomplete from '@mui/material/Autocomplete'
import ArrowDropDownIcon from '@mui/icons-material/ArrowDropDown'
import CloseIcon from '@mui/icons-material/Close'
import { styled } from '@mui/material/styles'
import type { KeyboardEventHandler, ReactElement, ReactNode, Ref } from 'react'
import { useTranslation } from 'react-i18next'
import { describedBy, Field, Input, type FieldProps } from './field.tsx'

export type SelectOption<T> = {
  value: T
  label: string
  group?: string
  hint?: ReactNode
  icon?: ReactNode
  /** Offered only to who types a part of its name: a short way that would make the open list long. */
  onlyTyped?: boolean
}
export type SelectFieldProps<T extends string | number> = Omit<FieldProps, 'children' | 'htmlFor'> & {
  id: string
  value: T | null
  options: readonly SelectOption<T>[]
  onChange: (value: T | null) => void
  onBlur?: () => void
  onKeyDown?: KeyboardEventHandler<HTMLElement>
  placeholder?: string
  clearable?: boolean
  disabled?: boolean
  inputRef?: Ref<HTMLInputElement>
}

const Row = styled('li')({
  '&.MuiAutocomplete-option': { display: 'flex', alignItems: 'center', gap: 8, minHeight: 32, padding: '4px 10px', fontSize: 14, lineHeight: '20px' },
  '&.MuiAutocomplete-option.Mui-focused': { backgroundColor: 'var(--selected)', boxShadow: 'inset 3px 0 0 var(--primary)', '@media (forced-colors: active)': { outline: '2px solid Highlight', outlineOffset: -2 } },
  '&.MuiAutocomplete-option[aria-selected="true"]': { fontWeight: 600, backgroundColor: 'var(--primary-tint)' },
})
const Paper = styled('div')({ backgroundColor: 'var(--surface)', color: 'var(--text)', border: '1px solid var(--line-strong)', borderRadius: 6, boxShadow: 'var(--shadow)', marginTop: 2, '& .MuiAutocomplete-noOptions': { fontSize: 13, color: 'var(--text2)' } })

const holds = (text: string, typed: string): boolean => text.toLocaleLowerCase().replaceAll('ё', 'е').includes(typed)

/** One of many, found by typing a part of its name. */
export const SelectField = <T extends string | number>({ id, value, options, onChange, onBlur, onKeyDown, placeholder, clearable = false, disabled = false, inputRef, ...field }: SelectFieldProps<T>): ReactElement => {
  const { t } = useTranslation()
  const bad = field.marked === true || (field.error ?? null) !== null
  const chosen = options.find((option) => option.value === value) ?? null
  return (
    <Field {...field} htmlFor={id}>
      <Autocomplete<SelectOption<T>, false, false>
        id={id} value={chosen} options={options} disabled={disabled} disableClearable={!clearable as false} autoHighlight openOnFocus={false} selectOnFocus handleHomeEndKeys
        popupIcon={<ArrowDropDownIcon />} clearIcon={<CloseIcon fontSize="small" />}
        openText={t('shell.select.open')} closeText={t('shell.select.close')} clearText={t('shell.select.clear')} noOptionsText={t('shell.select.nothing')}
        getOptionKey={(option) => option.value} isOptionEqualToValue={(left, right) => left.value === right.value}
        filterOptions={(all, { inputValue, getOptionLabel }) => {
          const typed = inputValue.trim().toLocaleLowerCase().replaceAll('ё', 'е')
          return typed === '' ? all.filter(({ onlyTyped }) => onlyTyped !== true) : all.filter((option) => holds(getOptionLabel(option), typed) || holds(option.group ?? '', typed))
        }}
        {...(options.some(({ group }) => group !== undefined) ? { groupBy: (option: SelectOption<T>) => option.group ?? '' } : {})}
        onChange={(_event, option) => onChange(option?.value ?? null)}
        slots={{ paper: Paper }}
        slotProps={{ popupIndicator: { sx: { padding: 0, '& svg': { fontSize: 22, color: 'var(--text2)' } } }, listbox: { sx: { maxHeight: 320, padding: '4px 0' } } }}
        renderOption={({ key, ...row }, option) => (
          <Row key={key} {...row}>
            {option.icon}
            <span style={{ flex: 1, minWidth: 0 }}>{option.label}</span>
            {option.hint === undefined ? null : <span style={{ color: 'var(--text3)', fontSize: 12 }}>{option.hint}</span>}
          </Row>
        )}
        renderInput={({ slotProps }) => (
          <Input
            {...slotProps.input} error={bad} disabled={disabled} sx={{ '&&&&': { paddingRight: '28px' }, ...(clearable && chosen !== null ? { '&&&&:hover, &&&&.Mui-focused': { paddingRight: '48px' } } : {}), '& .MuiInputBase-input': { textOverflow: 'ellipsis' } }}
            {...(placeholder === undefined ? {} : { placeholder })} {...(inputRef === undefined ? {} : { inputRef })}
            {...(onKeyDown === undefined ? {} : { onKeyDown })} {...(onBlur === undefined ? {} : { onBlur: () => onBlur() })}
            slotProps={{ input: { ...slotProps.htmlInput, 'aria-required': field.required === true ? true : undefined, 'aria-describedby': describedBy(id, field), spellCheck: false } }}
          />
        )}
      />
    </Field>
  )
}
