import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { Repair } from '../../../shared/workspace.ts'
import { Note } from '../../ui/note.tsx'

/** Whether a start has anything to tell. */
export const wasRepaired = ({ restored, quarantined, tornTail, damaged, journalLost, rekept }: Repair): boolean => restored + quarantined + damaged + rekept > 0 || tornTail || journalLost

/** What the start found broken and mended: what happened, what is safe, what to do. */
export const RepairNote = ({ repair: { restored, quarantined, tornTail, damaged, missing, journalLost, rekept } }: { repair: Repair }): ReactElement => {
  const { t } = useTranslation()
  const total = restored + missing
  const found = [
    journalLost ? t('shell.repair.journalLost') : '',
    restored > 0 ? t('shell.repair.restored', { count: restored }) : '',
    quarantined > 0 ? t('shell.repair.quarantined', { count: quarantined }) : '',
    damaged > 0 ? t('shell.repair.damaged', { count: damaged }) : '',
    rekept > 0 ? t('shell.repair.rekept', { count: rekept }) : '',
    tornTail ? t('shell.repair.tornTail') : '',
  ].filter((part) => part !== '')
  const isWhole = missing === 0
  const needsCheck = quarantined + damaged + rekept > 0 || journalLost
  return (
    <Note tone={isWhole ? 'info' : 'burn'} title={total > 0 ? t('errors.E-DB-REPAIRED.what', { restored, total }) : t('shell.repair.title')} live="polite">
      <p>{[...found, t(isWhole ? 'shell.repair.safe' : 'shell.repair.safeRest', { count: missing }), t(needsCheck ? 'shell.repair.tell' : restored > 0 ? 'shell.repair.check' : 'shell.repair.nothing')].join(' ')}</p>
    </Note>
  )
}
