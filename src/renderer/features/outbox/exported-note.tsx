import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { Note } from '../../ui/note.tsx'
import { useFormats } from '../../ui/use-formats.ts'
import { useWorkspace } from '../../workspace.ts'

/** A copy of this record is on a medium: who asks first, and why nothing goes twice. */
export const ExportedNote = ({ at }: { at: string }): ReactElement => {
  const { t } = useTranslation()
  const { timeZone } = useWorkspace()
  const { time } = useFormats(timeZone)
  return <Note tone="info" title={t('transfer.exportedAt', { time: time(at) })}>{t('transfer.exportedNote')}</Note>
}
