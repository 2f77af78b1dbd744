import ContentCopy from '@mui/icons-material/ContentCopyOutlined'
import Box from '@mui/material/Box'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FAST_TRACK_DAYS } from '../../../shared/terms.ts'
import type { MessageCard } from '../../../shared/workspace.ts'
import { ask } from '../../bridge.ts'
import { call, saveAttached, useAnswer } from '../../store.ts'
import { ActionButton, IconAction } from '../../ui/action-button.tsx'
import { FileList } from '../../ui/file-list.tsx'
import { useFormats } from '../../ui/use-formats.ts'
import { KeyCap } from '../../ui/key-cap.tsx'
import { Note } from '../../ui/note.tsx'
import { Empty, Pane, Tag } from '../../ui/pane.tsx'
import { FastTrack, TermClock } from '../../ui/term-clock.tsx'
import { useKeys } from '../../ui/use-keys.ts'
import { useNow } from '../../ui/use-now.ts'
import { useWorkspace } from '../../workspace.ts'
import { CardActs } from './acts/card-acts.tsx'
import { MessageFacts } from './facts.tsx'
import { Timeline } from './timeline.tsx'

/** What was decided here is seen at once, and what came of it on the platform is no news. */
const isOwnStep = (held: MessageCard, arrived: MessageCard): boolean => {
  const settled = held.pending.length - arrived.pending.length
  return arrived.message.version === held.message.version || (settled > 0 && arrived.conflictId === null && arrived.message.version === held.message.version + settled)
}

/** The card stays as it was opened; a newer version is offered, never painted over what is being read. */
const useSteadyCard = (id: string | undefined): { card: MessageCard | null | undefined; newer: boolean; showNewer: () => void } => {
  const latest = useAnswer(['messages', 'dictionary'], 'messages:get', id ?? '')
  const [held, setHeld] = useState<MessageCard | null>()
  const arrived = latest && latest.message.id === id ? latest : null
  const isOwn = arrived !== null && held?.message.id === id && held != null && isOwnStep(held, arrived)
  useEffect(() => {
    if (arrived !== null && (held?.message.id !== id || isOwn)) setHeld(arrived)
  }, [arrived, held, id, isOwn])
  const card = held?.message.id === id ? (isOwn ? arrived : held) : arrived
  return { card, newer: card != null && arrived !== null && arrived.message.version > card.message.version, showNewer: () => setHeld(arrived) }
}

const Heading = ({ card }: { card: MessageCard }) => {
  const { t } = useTranslation()
  const { timeZone } = useWorkspace()
  const format = useFormats(timeZone)
  const now = useNow()
  const { message } = card
  const number = format.registration(message.number)
  const aside = [t('card.epgu', { number: format.registration(message.epguNumber) }), message.receiptCode === null ? '' : t('card.receipt', { code: message.receiptCode })]
  return (
    <Box sx={{ p: '10px 14px', borderBottom: '1px solid var(--line)' }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: '6px', fontSize: 12, color: 'var(--text2)' }}>
        <Box component="span" sx={{ fontSize: 14, fontWeight: 600, color: 'var(--text)' }}>{number}</Box>
        <IconAction label={t('card.copyNumber')} icon={<ContentCopy sx={{ '&&': { fontSize: 16 } }} />} onClick={() => void navigator.clipboard.writeText(String(message.number))} />
        <Box component="span" sx={{ flex: 1 }}>{aside.filter(Boolean).join(' · ')}</Box>
        <KeyCap keys="Esc" on="cap" />
      </Box>
      <Box component="h2" sx={{ m: '4px 0 6px', fontSize: 18, lineHeight: '24px', fontWeight: 600 }}>
        {[card.subject || t('lists.noSubject'), card.fact === card.subject ? null : card.fact].filter(Boolean).join(' · ')}
      </Box>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: '10px', flexWrap: 'wrap', fontSize: 13, color: 'var(--text2)' }}>
        <TermClock
          facts={{ registeredAt: message.createdAt, answerAt: message.answerAt, closedAt: message.closedAt, regime: message.regime, postponed: message.postponed }}
          now={now}
          timeZone={timeZone}
          variant="inline"
        />
        <span>{`${t(`names.stage.${message.stage}`)} · ${t(`names.status.${message.status}`)}`}</span>
        {message.onControl && <Tag tone="soon">{t('card.onControl')}</Tag>}
        {message.repeated && <Tag tone="burn">{t('card.repeated')}</Tag>}
      </Box>
    </Box>
  )
}

const Answer = ({ answer }: { answer: NonNullable<MessageCard['message']['answer']> }) => {
  const { t } = useTranslation()
  const { timeZone } = useWorkspace()
  const format = useFormats(timeZone)
  return (
    <Box component="section" aria-label={t('card.answer')} sx={{ border: '1px solid var(--done)', borderRadius: '6px', p: '10px 12px', mb: '12px' }}>
      <Box sx={{ display: 'flex', gap: '8px', alignItems: 'baseline', mb: '4px' }}>
        <Box component="h3" sx={{ m: 0, fontSize: 14, fontWeight: 600 }}>{t('card.answer')}</Box>
        <Tag tone="done">{t(`names.decision.${answer.decision}`)}</Tag>
        <Box sx={{ ml: 'auto', fontSize: 12, color: 'var(--text2)' }}>{format.dateTime(answer.at)}</Box>
      </Box>
      <Box sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{answer.text}</Box>
      {answer.signedBy !== null && <Box sx={{ mt: '4px', fontSize: 12, color: 'var(--text2)' }}>{answer.signedBy}</Box>}
    </Box>
  )
}

const Actions = ({ card }: { card: MessageCard }) => {
  const { t } = useTranslation()
  const { mode } = useWorkspace()
  const openCitizen = () => void ask('citizen:open', { number: card.message.number })
  useKeys({ F7: { label: t('card.citizenPage'), run: openCitizen } })
  return (
    <Box sx={{ display: 'flex', gap: '8px', p: '8px 14px', borderBottom: '1px solid var(--line)' }}>
      <ActionButton label={t('card.citizenPage')} keys="F7" onClick={openCitizen} />
      {mode === 'training' && <PlayStep id={card.message.id} closed={card.message.closedAt !== null} />}
    </Box>
  )
}

/** Training only: the platform plays the next move of the other roles for this message. */
const PlayStep = ({ id, closed }: { id: string; closed: boolean }) => {
  const { t } = useTranslation()
  const play = () => void fetch('/platform/training/play', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ messageId: id, steps: 1 }) })
  useKeys({ F10: { label: t('card.playStep'), run: play } }, { enabled: !closed })
  return <ActionButton label={t('card.playStep')} keys="F10" disabled={closed} onClick={play} />
}

/** A message beside its list: number, term, answer, text, facts, course. */
export const MessageCardPane = ({ id, pending, wide, onBack }: { id: string | undefined; pending: boolean; wide: boolean; onBack: () => void }) => {
  const { t } = useTranslation()
  const { card, newer, showNewer } = useSteadyCard(id)
  useEffect(() => {
    if (card) void call('messages:mark-read', card.message.id)
  }, [card])
  useKeys({ Esc: onBack, F5: { label: t('card.showUpdate'), run: showNewer } })
  if (!card) return <Pane label={t('lists.cardPane')} sx={{ flex: 1 }}><Empty text={t(pending ? 'card.awaiting' : 'card.nothingOpen')} /></Pane>
  const { message } = card
  return (
    <Pane label={t('lists.cardPane')} sx={{ flex: 1 }}>
      <Heading card={card} />
      <Actions card={card} />
      <CardActs key={card.message.id} card={card} />
      {newer && (
        <Box sx={{ p: '8px 14px 0' }} role="status">
          <Note tone="info" title={t('card.update')}><ActionButton label={t('card.showUpdate')} keys="F5" onClick={showNewer} /></Note>
        </Box>
      )}
      <Box tabIndex={0} role="region" aria-label={t('card.message')} sx={{ flex: 1, minHeight: 0, overflow: 'auto', p: '12px 14px', display: 'grid', gridTemplateColumns: wide ? 'minmax(0, 1fr) 230px' : 'minmax(0, 1fr)', gap: '16px', alignContent: 'start', '&:focus-visible': { outline: '2px solid var(--focus)', outlineOffset: '-2px' } }}>
        <Box sx={{ minWidth: 0 }}>
          {message.answer && <Answer answer={message.answer} />}
          <Box sx={{ display: 'flex', gap: '8px', alignItems: 'baseline', mb: '4px' }}>
            <Box component="h3" sx={{ m: 0, fontSize: 14, fontWeight: 600 }}>{t('card.message')}</Box>
            <Box sx={{ ml: 'auto', display: 'flex', gap: '10px', minWidth: 0, fontSize: 12, color: 'var(--text2)' }}>
              {message.fastTrack && <FastTrack days={FAST_TRACK_DAYS} />}
              <Box component="span" sx={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>{[t(`names.kind.${message.kind}`), card.category].filter(Boolean).join(' · ')}</Box>
            </Box>
          </Box>
          <Box sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{message.description}</Box>
          {message.attachments.length > 0 && (
            <Box sx={{ mt: '10px' }}><FileList files={message.attachments.map(({ name, size, ...file }) => ({ ...file, name, size, sent: size, state: 'sent' as const, code: null }))} plain onSave={(file) => saveAttached(file, 'platform')} /></Box>
          )}
          <MessageFacts card={card} />
        </Box>
        <Timeline events={message.history} column={wide} />
      </Box>
    </Pane>
  )
}
