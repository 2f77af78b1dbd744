import Box from '@mui/material/Box'
import { useEffect, useRef, useState, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../shared/errors.ts'
import type { ConflictView } from '../../../shared/workspace.ts'
import { call } from '../../store.ts'
import { ActionButton } from '../../ui/action-button.tsx'
import { FailureNote } from '../../ui/failure-note.tsx'
import { KeyCap } from '../../ui/key-cap.tsx'
import { Note } from '../../ui/note.tsx'
import { Foot, Pane } from '../../ui/pane.tsx'
import { TermClock } from '../../ui/term-clock.tsx'
import { useFormats } from '../../ui/use-formats.ts'
import { useKeys } from '../../ui/use-keys.ts'
import { useNow } from '../../ui/use-now.ts'
import { useWorkspace } from '../../workspace.ts'
import { ConflictResult, ConflictStory } from './conflict-result.tsx'
import { ConflictTable } from './conflict-table.tsx'
import { headline, othersIn, valueWords, type Wording } from './conflict-words.ts'
import { useChoice, type Choosing } from './use-choice.ts'

/** Why mine cannot be kept; the words themselves stay readable and can be copied. */
const Blocked = ({ view, choosing, wording }: { view: ConflictView; choosing: Choosing; wording: Wording }): ReactElement | null => {
  const { t } = wording
  const { mine, rows } = choosing.conflict
  if (mine.allowed) return null
  const action = t(`acts.action.${view.action}`)
  const reason = t(`conflict.blocked.${mine.why}`, { action, status: t(`names.status.${(view.now ?? view.was).status}`) })
  const copy = () => void navigator.clipboard.writeText(rows.filter(({ changed }) => changed.mine).map((row) => `${t(`conflict.fields.${row.field}`)}: ${valueWords(row.field, row.mine, wording, view)}`).join('\n'))
  return (
    <Box sx={{ mb: '12px' }} role="status">
      <Note tone="burn" title={t('conflict.blocked.title')}>
        <Box sx={{ display: 'flex', gap: '12px', alignItems: 'center', justifyContent: 'space-between' }}>
          <span>{`${reason} ${t('conflict.blocked.safe')}`}</span>
          <ActionButton label={t('conflict.copyMine')} onClick={copy} />
        </Box>
      </Note>
    </Box>
  )
}

const Keys = ({ unseen }: { unseen: number }): ReactElement => {
  const { t } = useTranslation()
  if (unseen > 0) return <Box role="status" sx={{ fontSize: 13, color: 'var(--soon)', fontWeight: 500 }}>{t('conflict.lookFirst', { count: unseen })}</Box>
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: '6px', fontSize: 13, color: 'var(--text2)' }}>
      {t('conflict.rowByRow')} <KeyCap keys="↑" on="cap" /><KeyCap keys="↓" on="cap" /> {t('conflict.rowKeys')} <KeyCap keys="←" on="cap" /><KeyCap keys="→" on="cap" /> {t('conflict.choiceKeys')}
    </Box>
  )
}

/** One conflict: the question, the two cards, what will be, how it came about. `movedAgain`: another version came while this one was on the screen. */
export const ConflictDetail = ({ view, movedAgain }: { view: ConflictView; movedAgain: boolean }): ReactElement => {
  const { t } = useTranslation()
  const { me, dictionary, timeZone } = useWorkspace()
  const format = useFormats(timeZone)
  const now = useNow()
  const wording: Wording = { t, format, dictionary, now }
  const choosing = useChoice(view)
  const { conflict, decision } = choosing
  const [failure, setFailure] = useState<Failure>()
  const [isDeciding, setDeciding] = useState(false)
  const body = useRef<HTMLDivElement>(null)
  useEffect(() => body.current?.querySelector<HTMLElement>('[role="radio"][tabindex="0"]')?.focus(), [])
  const shown = view.now ?? view.was
  const self = `${me.surname} ${me.name.slice(0, 1)}.`
  const others = othersIn(conflict.events, self, t).join(', ')

  const keep = async () => {
    const [next] = choosing.unseen
    if (next !== undefined) return choosing.goTo(next)
    if (isDeciding) return
    setDeciding(true)
    const answer = await call('conflicts:decide', view.id, view.now?.version ?? null, choosing.choice)
    setDeciding(false)
    if (!answer.ok) setFailure(answer.error)
  }
  const onEnter = (event: KeyboardEvent) => {
    const button = (event.target as HTMLElement | null)?.closest<HTMLElement>('button:not([role="radio"])')
    if (button == null) void keep()
    else button.click()
  }
  useKeys({
    '1': { label: t('conflict.allMine'), run: () => choosing.chooseAll('mine') },
    '2': { label: t('conflict.allTheirs'), run: () => choosing.chooseAll('theirs') },
    '↑': () => choosing.step(-1),
    '↓': () => choosing.step(1),
    '←': { label: t('conflict.mine'), run: () => choosing.choose('mine') },
    '→': { label: t('conflict.theirs'), run: () => choosing.choose('theirs') },
    Enter: { label: t('conflict.keep'), run: onEnter },
  })
  const intro = view.now === null ? t('conflict.introGone') : t('conflict.intro', { who: others || t('conflict.who.unknown') })
  return (
    <Pane label={t('lists.cardPane')} sx={{ flex: 1 }}>
      <Box component="header" sx={{ display: 'flex', alignItems: 'center', gap: '12px', height: 44, flex: 'none', px: '14px', borderBottom: '1px solid var(--line)', minWidth: 0 }}>
        <Box component="span" sx={{ fontSize: 14, color: 'var(--text2)', whiteSpace: 'nowrap' }}>{format.registration(shown.number)}</Box>
        <Box component="h2" sx={{ m: 0, fontSize: 18, lineHeight: '24px', fontWeight: 600, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>{headline(view.was, dictionary, t('lists.noSubject'))}</Box>
        <Box sx={{ ml: 'auto', flex: 'none' }}>
          <TermClock facts={{ registeredAt: shown.createdAt, answerAt: shown.answerAt, closedAt: shown.closedAt, regime: shown.regime, postponed: shown.postponed }} now={now} timeZone={timeZone} variant="inline" />
        </Box>
      </Box>
      <Box ref={body} sx={{ flex: 1, minHeight: 0, overflow: 'auto', p: '14px 16px' }}>
        <Box component="p" sx={{ m: '0 0 12px', fontSize: 14, lineHeight: '20px' }}>{intro} {conflict.mine.allowed ? <b>{t('conflict.ask')}</b> : null}</Box>
        {movedAgain ? <Box sx={{ mb: '12px' }} role="status"><Note tone="info">{t('conflict.movedAgain')}</Note></Box> : null}
        <Blocked view={view} choosing={choosing} wording={wording} />
        {failure === undefined ? null : <Box sx={{ mb: '12px' }}><FailureNote failure={failure} /></Box>}
        <ConflictTable view={view} choosing={choosing} wording={wording} />
        <ConflictResult view={view} choosing={choosing} wording={wording} self={self} />
        <ConflictStory view={view} choosing={choosing} wording={wording} />
      </Box>
      <Foot
        left={<Keys unseen={choosing.unseen.length} />}
        right={
          <>
            <ActionButton label={t('conflict.allMine')} keys="1" disabled={!conflict.mine.allowed} onClick={() => choosing.chooseAll('mine')} />
            <ActionButton label={t('conflict.allTheirs')} keys="2" onClick={() => choosing.chooseAll('theirs')} />
            <ActionButton primary label={t(decision === null && !conflict.mine.allowed ? 'conflict.keepTheirs' : 'conflict.keep')} keys="Enter" onClick={() => void keep()} />
          </>
        }
      />
    </Pane>
  )
}
