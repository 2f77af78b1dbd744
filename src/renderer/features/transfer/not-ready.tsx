import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { TransferReadiness } from '../../../shared/transfer/view.ts'
import { Note } from '../../ui/note.tsx'

/** Why there are no transfer files at this seat, and who can help. */
export const NotReady = ({ readiness }: { readiness: Exclude<TransferReadiness, 'ready'> }): ReactElement => {
  const { t } = useTranslation()
  return <Note tone="burn" title={t(`transfer.notReady.${readiness}.title`)} live="polite">{t(`transfer.notReady.${readiness}.text`)}</Note>
}
