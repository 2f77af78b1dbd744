// «Путь сообщения»: the four steps from this computer to «Номер», as facts of one queued command. Pure.
import type { LinkState, QueueItem } from '../../../shared/workspace.ts'

export type StepLook = 'done' | 'now' | 'later' | 'bad'
export type ReceiptStep = { name: 'recorded' | 'road' | 'accepted' | 'number'; look: StepLook; title: string; detail: string }
type Facts = Pick<QueueItem, 'state' | 'position' | 'queuedAt' | 'receipt'>
type Words = { t: (key: string, params?: Record<string, unknown>) => string; clock: (instant: string) => string; registration: (value: number) => string }

const roadStep = ({ state, position }: Facts, link: LinkState, { t }: Words): ReceiptStep => {
  const step = (look: StepLook, title: string, detail: string): ReceiptStep => ({ name: 'road', look, title, detail })
  switch (state) {
    case 'done': return step('done', t('receipt.stepSent'), t('receipt.stepSentText'))
    case 'sending': return step('now', t('receipt.stepSending'), t('receipt.stepSendingNow'))
    case 'unknown': return step('now', t('receipt.stepUnknown'), t('receipt.stepUnknownText'))
    case 'needs-attention': return step('bad', t('receipt.stepAttention'), t('receipt.stepAttentionText'))
    case 'passed-on': return step('now', t('receipt.stepPassedOn'), t('receipt.stepPassedOnText'))
    case 'withdrawn': return step('bad', t('receipt.stepWithdrawn'), t('receipt.stepWithdrawnText'))
    case 'queued': {
      const title = { online: t('receipt.stepQueuedOnline'), 'signed-out': t('receipt.stepQueuedSignIn'), offline: t('receipt.stepQueued'), unknown: t('receipt.stepQueued') }[link]
      return step('now', title, position === null ? t('receipt.stepQueuedSoon') : t('receipt.stepQueuedPosition', { position }))
    }
  }
}

/** The steps in their order; what is not yet true is grey. */
export const receiptSteps = (item: Facts, link: LinkState, words: Words): ReceiptStep[] => {
  const { t, clock, registration } = words
  const { receipt } = item
  return [
    { name: 'recorded', look: 'done', title: t('receipt.stepRecorded'), detail: t('receipt.stepRecordedAt', { time: clock(item.queuedAt) }) },
    roadStep(item, link, words),
    {
      name: 'accepted', look: receipt === null ? 'later' : 'done', title: t('receipt.stepAccepted'),
      detail: receipt === null ? t('receipt.stepAcceptedSoon') : t('receipt.stepAcceptedAt', { time: clock(receipt.registeredAt) }),
    },
    {
      name: 'number', look: receipt === null ? 'later' : 'done', title: receipt === null ? t('receipt.stepNumber') : t('receipt.stepNumberIs', { number: registration(receipt.number) }),
      detail: receipt === null ? t('receipt.stepNumberSoon') : t('receipt.stepEpgu', { number: registration(receipt.epguNumber) }),
    },
  ]
}
