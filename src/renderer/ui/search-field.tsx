import SearchIcon from '@mui/icons-material/Search'
import type { KeyboardEventHandler, ReactElement, Ref } from 'react'
import { Input } from './field.tsx'
import { ariaKeys, KeyCap } from './key-cap.tsx'

/** A search of a list: its label is the placeholder and the name, its key stands inside. */
export const SearchField = ({ label, keys, value, onChange, onKeyDown, inputRef, width = 210 }: { label: string; keys?: string; value: string; onChange: (value: string) => void; onKeyDown?: KeyboardEventHandler<HTMLElement>; inputRef?: Ref<HTMLInputElement>; width?: number | string }): ReactElement => (
  <Input
    type="search" value={value} placeholder={label} autoComplete="off" onChange={(event) => onChange(event.target.value)}
    startAdornment={<SearchIcon sx={{ fontSize: 18, mr: '8px', color: 'var(--text2)' }} />} endAdornment={keys === undefined ? null : <KeyCap keys={keys} on="cap" />}
    {...(onKeyDown === undefined ? {} : { onKeyDown })} {...(inputRef === undefined ? {} : { inputRef })}
    sx={{ width, flex: '0 1 auto', minWidth: 90, '& input::-webkit-search-cancel-button': { display: 'none' } }}
    slotProps={{ input: { 'aria-label': label, 'aria-keyshortcuts': ariaKeys(keys), spellCheck: false } }}
  />
)
