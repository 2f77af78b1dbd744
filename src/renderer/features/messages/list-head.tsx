import ArrowDownward from '@mui/icons-material/ArrowDownward'
import ArrowUpward from '@mui/icons-material/ArrowUpward'
import Box from '@mui/material/Box'
import ButtonBase from '@mui/material/ButtonBase'
import type { Ref } from 'react'
import { useTranslation } from 'react-i18next'
import type { TermState } from '../../../shared/terms.ts'
import type { ListPage, ListQuery } from '../../../shared/workspace.ts'
import { Chip } from '../../ui/chip.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { TermShape } from '../../ui/term-clock.tsx'
import { gridOf, type Column } from './columns.ts'

type Sort = ListQuery['sort']

/** The field «Найти в папке»: `/` brings the cursor here, Esc clears and goes back to the list. */
export const FolderSearch = (props: { value: string; onChange: (text: string) => void; onLeave: () => void; inputRef: Ref<HTMLInputElement> }) => {
  const { t } = useTranslation()
  return (
    <SearchField
      label={t('lists.search')}
      keys="/"
      value={props.value}
      onChange={props.onChange}
      inputRef={props.inputRef}
      onKeyDown={(event) => {
        if (event.code === 'Escape') props.onChange('')
        if (event.code !== 'Escape' && event.code !== 'Enter' && event.code !== 'ArrowDown') return
        event.preventDefault()
        props.onLeave()
      }}
    />
  )
}

const CHIP_ORDER = ['over', 'burn', 'soon', 'done'] as const

/** Chips with the count of every term group. */
export const TermChips = ({ page, term, onTerm }: { page: Omit<ListPage, 'rows'>; term: TermState | null; onTerm: (term: TermState | null) => void }) => {
  const { t } = useTranslation()
  return (
    <Box sx={{ display: 'flex', gap: '8px', flexWrap: 'wrap', px: '14px', py: '6px', borderBottom: '1px solid var(--line)' }}>
      <Chip label={`${t('lists.chips.all')} ${Object.values(page.terms).reduce((sum, count) => sum + count, 0)}`} selected={term === null} onClick={() => onTerm(null)} />
      {CHIP_ORDER.map((state) => (
        <Chip
          key={state}
          label={`${t(`lists.chips.${state}`)} ${page.terms[state]}`}
          icon={<TermShape state={state} size={14} />}
          selected={term === state}
          onClick={() => onTerm(term === state ? null : state)}
        />
      ))}
    </Box>
  )
}

/** Column heads; pressing one sorts by it, again turns the order. */
export const ColumnHeads = ({ sort, onSort, columns }: { sort: Sort; onSort: (sort: Sort) => void; columns: readonly Column[] }) => {
  const { t } = useTranslation()
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: gridOf(columns), height: 30, borderBottom: '1px solid var(--line)', pr: '10px', flexShrink: 0 }}>
      {columns.map(({ key }) => {
        const active = sort.key === key
        const Arrow = sort.descending ? ArrowDownward : ArrowUpward
        return (
          <ButtonBase
            key={key}
            onClick={() => onSort({ key, descending: active && !sort.descending })}
            aria-label={active ? `${t(`lists.column.${key}`)}, ${t(sort.descending ? 'lists.sortDescending' : 'lists.sortAscending')}` : t(`lists.column.${key}`)}
            aria-pressed={active}
            sx={{ justifyContent: 'flex-start', px: '8px', fontSize: 12, fontWeight: 500, color: 'var(--text2)', gap: '4px', '&:focus-visible': { outline: '2px solid var(--focus)', outlineOffset: '-2px' } }}
          >
            {t(`lists.column.${key}`)}
            {active && <Arrow sx={{ fontSize: 14 }} />}
          </ButtonBase>
        )
      })}
    </Box>
  )
}
