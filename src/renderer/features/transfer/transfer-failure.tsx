import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../shared/errors.ts'
import { FailureNote } from '../../ui/failure-note.tsx'
import { Note } from '../../ui/note.tsx'

/** Which words a failure of a medium or of storage has here; undefined: those of its code. */
const groupOf = ({ code, details }: Failure): string | undefined => {
  if (code === 'E-DISK' && details?.['neededMb'] !== undefined) return 'disk'
  if (code === 'E-DISK' || code === 'E-DB') return 'storage'
  return code === 'E-BACKUP-WRITE' ? `writeReason.${String(details?.['reason'] ?? 'gone')}` : undefined
}

/** A failure in three parts, with what this very medium or key needs. */
export const TransferFailure = ({ failure }: { failure: Failure }): ReactElement => {
  const { t } = useTranslation()
  const group = groupOf(failure)
  const { details } = failure
  const more = [
    failure.code === 'E-BACKUP-KEY' ? t(`transfer.keyReason.${String(details?.['reason'] ?? 'form')}`) : '',
    Number(details?.['taken'] ?? 0) > 0 ? t('transfer.interrupted', { taken: details?.['taken'] }) : '',
  ].filter((part) => part !== '')
  const rest = more.map((part) => <p key={part}>{part}</p>)
  if (group === undefined) return <FailureNote failure={failure}>{rest}</FailureNote>
  const part = (name: string): string => t(`transfer.${group}.${name}`, { ...details })
  return (
    <Note tone="over" title={part('what')} live="polite">
      <p>{`${part('safe')} ${part('todo')}`}</p>
      {rest}
    </Note>
  )
}
