import { styled } from '@mui/material/styles'
import { useMemo, useState, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { Draft } from '../../../shared/contract/draft.ts'
import type { QueueItem } from '../../../shared/workspace.ts'
import { ActionButton } from '../../ui/action-button.tsx'
import { codeByLetters } from '../../ui/format.ts'
import { useFormats } from '../../ui/use-formats.ts'
import { useKeys } from '../../ui/use-keys.ts'
import { useNow } from '../../ui/use-now.ts'
import { useWorkspace } from '../../workspace.ts'
import { sentDraft } from './last-sent.ts'
import { promisedTerm, sayPromise } from './promise.ts'
import { addressedAs } from './read-back.ts'
import { closeQuote, sayCode, sayDate, spellCode } from './spoken.ts'

const Root = styled('div')({
  minWidth: 0, minHeight: 0, overflowY: 'auto', padding: '36px 44px 24px', display: 'flex', flexDirection: 'column', gap: 12,
  '& .hint': { fontSize: 13, lineHeight: '18px', color: 'var(--text2)' },
  '& .say': { fontSize: 24, lineHeight: '34px', overflowWrap: 'anywhere', maxWidth: 900 },
  '& .code': { fontSize: 96, lineHeight: '100px', fontWeight: 600, color: 'var(--primary)', whiteSpace: 'nowrap', letterSpacing: '0.01em' },
  '& .aloud': { display: 'flex', alignItems: 'center', gap: 16, fontSize: 16, lineHeight: '24px', color: 'var(--text2)', '& b': { color: 'var(--text)', fontWeight: 600 } },
  '& .letters': { display: 'flex', flexWrap: 'wrap', gap: 8, '& li': { minWidth: 76, padding: '6px 10px', border: '1px solid var(--line)', borderRadius: 6, backgroundColor: 'var(--raised)', fontSize: 13 }, '& b': { display: 'block', fontSize: 24, lineHeight: '30px', fontWeight: 600 } },
})

/** The promise behind the code: exact once the platform has registered it, a forecast before. */
const usePromiseSentences = (item: QueueItem, draft: Draft | null): string => {
  const { t } = useTranslation()
  const { dictionary, sync, language, timeZone } = useWorkspace()
  const format = useFormats(timeZone)
  const now = useNow() + (sync.clockOffsetMs ?? 0)
  return useMemo(() => {
    const speech = { t, language, timeZone }
    const { receipt } = item
    if (receipt !== null) {
      const answer = receipt.answerAt === null ? t('compose.say.gratitude') : t('receipt.answerUntil', { date: sayDate(receipt.answerAt, speech) })
      return [t('receipt.number', { number: format.registration(receipt.number) }), answer].join(' ')
    }
    return draft === null ? '' : sayPromise(promisedTerm(draft.appeal, dictionary, new Date(now).toISOString()), sync.link === 'online', speech)
  }, [item, draft, dictionary, sync.link, now, t, language, timeZone, format])
}

const Letters = ({ code }: { code: string }): ReactElement => {
  const { language } = useWorkspace()
  return <ul className="letters">{spellCode(code, language).map(({ sign, word }, index) => <li key={index}><b>{sign}</b>{word}</li>)}</ul>
}

/** What is read to the caller: sentence, code, last letter by name, promise. */
export const ReceiptWords = ({ item }: { item: QueueItem }): ReactElement => {
  const { t } = useTranslation()
  const { language, timeZone } = useWorkspace()
  const format = useFormats(timeZone)
  const [isSpelled, setSpelled] = useState(false)
  const now = useNow()
  const draft = item.draft ?? sentDraft(item.id)
  const promise = usePromiseSentences(item, draft)
  const said = sayCode(item.code, language)
  const name = draft === null ? '' : addressedAs(draft)
  const verb = item.receipt === null ? 'recorded' : 'accepted'
  const learnt = draft === null ? '' : t(draft.applicant.noEmail ? 'receipt.byCode' : 'receipt.byEmail')
  const spell = () => setSpelled((before) => !before)
  useKeys({ F8: { label: t('receipt.spell'), run: spell } })
  const until = item.receipt === null ? t('receipt.valid') : item.receipt.answerAt === null ? t('receipt.validNoTerm') : t('receipt.validAccepted', { day: format.day(item.receipt.answerAt, now) })
  return (
    <Root>
      <p className="hint">{t('receipt.readTo')}</p>
      <p className="say">{t('compose.say.quoteOpen')}{name === '' ? t(`receipt.${verb}Nobody`) : t(`receipt.${verb}`, { name })}</p>
      <p className="code" role="img" aria-label={t('receipt.code', { code: codeByLetters(item.code) })}>{item.code}</p>
      <div className="aloud">
        <span>{said.digits}, <b>{said.letter}</b></span>
        <ActionButton tone="link" label={t(isSpelled ? 'receipt.spellHide' : 'receipt.spell')} keys="F8" onClick={spell} />
      </div>
      {isSpelled ? <Letters code={item.code} /> : null}
      <p className="say">{closeQuote([promise, learnt].filter(Boolean).join(' '), t)}</p>
      <p className="hint">{until}</p>
    </Root>
  )
}
