import SearchIcon from '@mui/icons-material/Search'
import Dialog from '@mui/material/Dialog'
import { styled } from '@mui/material/styles'
import { useEffect, useMemo, useState, type KeyboardEvent, type ReactElement, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { foldersOf } from '../../../shared/folders.ts'
import type { ListRow } from '../../../shared/workspace.ts'
import { call } from '../../store.ts'
import { KeyCap } from '../../ui/key-cap.tsx'
import { useFormats } from '../../ui/use-formats.ts'
import { actionsNow, useKeys } from '../../ui/use-keys.ts'
import { useWorkspace } from '../../workspace.ts'

const Head = styled('div')({
  display: 'flex', alignItems: 'center', gap: 10, padding: '0 14px', height: 44, borderBottom: '1px solid var(--line)', '& input': { flex: 1, minWidth: 0, height: '100%', font: 'inherit', fontSize: 16, color: 'var(--text)', background: 'none', border: 0, outline: 'none' },
  '& input::placeholder': { color: 'var(--text3)', opacity: 1 },
})
const Items = styled('div')({ overflowY: 'auto', padding: '6px 0', maxHeight: 420 })
const GroupName = styled('div')({ padding: '6px 14px 2px', fontSize: 12, lineHeight: '16px', color: 'var(--text2)' })
const Option = styled('div')({
  display: 'flex', alignItems: 'center', gap: 10, minHeight: 32, padding: '4px 14px', cursor: 'pointer', '& .words': { flex: 1, minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }, '& small': { color: 'var(--text2)', fontSize: 12 },
  '&[aria-selected="true"]': { backgroundColor: 'var(--selected)', boxShadow: 'inset 3px 0 0 var(--primary)' },
})

type Choice = { id: string; group: 'actions' | 'messages'; words: ReactNode; keys?: string; run: () => void }
const FOUND_AT_MOST = 8
const SEARCH_AFTER_MS = 80
const plain = (text: string): string => text.toLocaleLowerCase().replaceAll('ё', 'е')

/** Messages that the words on the screen find; a pause in typing asks once. */
const useFound = (typed: string): ListRow[] => {
  const { role, timeZone } = useWorkspace()
  const [found, setFound] = useState<ListRow[]>([])
  useEffect(() => {
    let gone = false
    const folders = foldersOf(role)
    const folder = folders.includes('sent') ? 'sent' : folders.includes('messages') ? 'messages' : undefined
    const search = typed.trim()
    const timer = setTimeout(() => {
      if (search === '' || folder === undefined) return setFound([])
      void call('lists:page', { folder, search, term: null, sort: { key: 'updated', descending: true }, offset: 0, limit: FOUND_AT_MOST, now: Date.now(), timeZone }).then(({ rows }) => {
        if (!gone) setFound(rows)
      })
    }, SEARCH_AFTER_MS)
    return () => {
      gone = true
      clearTimeout(timer)
    }
  }, [typed, role, timeZone])
  return found
}

const useChoices = (typed: string): Choice[] => {
  const { t } = useTranslation()
  const { role, timeZone, navigate } = useWorkspace()
  const { registration } = useFormats(timeZone)
  const [actions] = useState(actionsNow)
  const found = useFound(typed)
  return useMemo(() => {
    const words = plain(typed.trim())
    const folder = foldersOf(role).includes('sent') ? 'sent' as const : 'messages' as const
    return [
      ...actions.filter(({ label }) => plain(label).includes(words)).map(({ id, label, keys, run }): Choice => ({ id, group: 'actions', words: label, run, ...(keys === undefined ? {} : { keys }) })),
      ...found.map((row): Choice => ({
        id: row.id, group: 'messages', run: () => navigate({ name: 'folder', folder, openId: row.id }),
        words: <>{row.number === null ? (row.code ?? t('shell.palette.noNumber')) : registration(row.number)} · <b style={{ fontWeight: 600 }}>{row.subject}</b> <small>{[row.place, row.who].filter((part) => part !== '').join(' · ')}</small></>,
      })),
    ]
  }, [actions, found, typed, role, registration, navigate, t])
}

/** Ctrl+K: actions, folders and messages behind one line. */
export const Palette = ({ onClose }: { onClose: () => void }): ReactElement => {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const [cursor, setCursor] = useState(0)
  const choices = useChoices(typed)
  const at = Math.min(cursor, choices.length - 1)
  const run = (choice: Choice | undefined) => {
    if (choice === undefined) return
    onClose()
    choice.run()
  }
  useKeys({ Esc: onClose, 'Ctrl+K': onClose }, { modal: true })
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined && choices.length > 0) setCursor((at + step + choices.length) % choices.length)
    else if (event.key === 'Enter') run(choices[at])
    else return
    event.preventDefault()
  }
  useEffect(() => { document.querySelector('[data-palette-cursor="true"]')?.scrollIntoView({ block: 'nearest' }) }, [at])
  return (
    <Dialog open onClose={onClose} aria-labelledby="palette-title" sx={{ '& .MuiDialog-container': { alignItems: 'flex-start' } }} slotProps={{ paper: { sx: { width: 620, maxWidth: 'calc(100vw - 32px)', mt: '40px' } } }}>
      <h2 id="palette-title" className="seen-by-readers-only">{t('shell.palette.title')}</h2>
      <Head>
        <SearchIcon sx={{ fontSize: 20, color: 'var(--text2)' }} />
        <input
          // the palette is a line to type in: it is opened for that alone
          autoFocus value={typed} placeholder={t('shell.command')} aria-label={t('shell.command')} role="combobox" aria-expanded="true" aria-controls="palette-list" aria-autocomplete="list" autoComplete="off" spellCheck={false}
          aria-activedescendant={at < 0 ? undefined : `palette-${at}`} onKeyDown={onKeyDown}
          onChange={(event) => { setTyped(event.target.value); setCursor(0) }}
        />
        <KeyCap keys="Esc" />
      </Head>
      <Items id="palette-list" role="listbox" aria-label={t('shell.palette.title')}>
        {choices.map((choice, index) => (
          <div key={choice.id} role="presentation">
            {choice.group === choices[index - 1]?.group ? null : <GroupName aria-hidden="true">{t(`shell.palette.${choice.group}`)}</GroupName>}
            <Option id={`palette-${index}`} role="option" aria-selected={index === at} data-palette-cursor={index === at} onClick={() => run(choice)} onMouseMove={() => setCursor(index)}>
              <span className="words">{choice.words}</span>
              {choice.keys === undefined ? null : <KeyCap keys={choice.keys} />}
            </Option>
          </div>
        ))}
      </Items>
      {choices.length === 0 ? <p style={{ padding: '0 14px 14px', color: 'var(--text2)' }}>{t('shell.palette.nothing')}</p> : null}
      <span className="seen-by-readers-only" aria-live="polite">{t('shell.palette.results', { count: choices.length })}</span>
    </Dialog>
  )
}
