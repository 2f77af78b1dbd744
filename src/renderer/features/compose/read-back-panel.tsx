import Dialog from '@mui/material/Dialog'
import { styled } from '@mui/material/styles'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { ActionButton } from '../../ui/action-button.tsx'
import type { Translate } from '../../ui/error-text.ts'
import { KeyCap } from '../../ui/key-cap.tsx'
import { useKeys } from '../../ui/use-keys.ts'
import { closeQuote } from './spoken.ts'

const Card = styled('section')({
  display: 'flex', flexDirection: 'column', minHeight: 0, '.what &': { marginTop: 8 }, border: '1px solid var(--line)', borderRadius: 6, backgroundColor: 'var(--raised)', padding: '10px 14px',
  '& > h3': { display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: 8, margin: '0 0 6px', fontSize: 14, lineHeight: '20px', fontWeight: 600 },
  '& > h3 > span': { display: 'inline-flex', alignItems: 'center', gap: 6, fontSize: 12, fontWeight: 400, color: 'var(--text2)' },
  '& > p': { overflowY: 'auto', minHeight: 0, overflowWrap: 'anywhere' },
})
const quoted = (sentences: readonly string[], t: Translate): string => t('compose.say.quoteOpen') + closeQuote(sentences.join(' '), t)

/** «Зачитаем так»: what F8 shows full size. */
export const ReadBackPanel = ({ sentences, large = false }: { sentences: readonly string[]; large?: boolean }): ReactElement => {
  const { t } = useTranslation()
  return (
    <Card aria-label={t('compose.say.title')}>
      <h3>{t('compose.say.title')}<span>{t('compose.say.fullSize')}<KeyCap keys="F8" /></span></h3>
      {sentences.length === 0
        ? <p style={{ fontSize: 13, lineHeight: '18px', color: 'var(--text2)' }}>{t('compose.say.empty')}</p>
        // scrolled by the keyboard when the text is long
        : <p tabIndex={-1} style={large ? { fontSize: 15, lineHeight: '24px' } : { fontSize: 14, lineHeight: '21px' }}>{quoted(sentences, t)}</p>}
    </Card>
  )
}

const Body = styled('div')({
  display: 'flex', flexDirection: 'column', gap: 16, padding: '24px 32px 20px', minHeight: 0,
  '& > h2': { fontSize: 18, lineHeight: '24px', fontWeight: 600 },
  '& > div.words': { fontSize: 24, lineHeight: '34px', overflowY: 'auto', overflowWrap: 'anywhere', minHeight: 0 },
  '& > p': { fontSize: 14, color: 'var(--text2)' },
  '& > footer': { display: 'flex', alignItems: 'center', justifyContent: 'flex-end', gap: 10, '& > span': { marginRight: 'auto', fontSize: 13, color: 'var(--text2)' } },
})

/** Full size, to read from. Enter ticks the read-back and the data notice; Esc goes back to the record. */
export const ReadBackDialog = ({ sentences, onConfirm, onClose }: { sentences: readonly string[]; onConfirm: () => void; onClose: () => void }): ReactElement => {
  const { t } = useTranslation()
  useKeys({ Esc: onClose, F8: onClose }, { modal: true })
  return (
    <Dialog open onClose={onClose} disableRestoreFocus aria-labelledby="read-back-title" maxWidth={false} slotProps={{ paper: { sx: { width: 940, maxWidth: 'calc(100% - 64px)' } } }}>
      <Body>
        <h2 id="read-back-title">{t('compose.say.title')}</h2>
        <div className="words">{sentences.length === 0 ? t('compose.say.empty') : quoted([...sentences.slice(0, -1), t('compose.say.noticeText'), ...sentences.slice(-1)], t)}</div>
        <footer>
          <span>{t('compose.say.notice')}</span>
          <ActionButton label={t('compose.say.back')} keys="Esc" onClick={onClose} />
          <ActionButton primary autoFocus label={t('compose.say.confirm')} keys="Enter" onClick={onConfirm} />
        </footer>
      </Body>
    </Dialog>
  )
}
