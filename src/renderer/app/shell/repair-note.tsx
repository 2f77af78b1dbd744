import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { Repair } from '../../../shared/workspace.ts'
import { Note } from '../../ui/note.tsx'

/** Whether a start has anything to tell. */
export const wasRepaired = ({ restored, quarantined, tornTail, damaged }: Repair): boolean => restored + quarantined + damaged > 0 || tornTail

/** What the start found broken and mended: what happened, what is safe, what to do. */
export const RepairNote = ({ repair: { restored, quarantined, tornTail, damaged } }: { repair: Repair }): ReactElement => {
  const { t } = useTranslation()
  const found = [
    restored > 0 ? t('shell.repair.restored', { count: restored }) : '',
    quarantined > 0 ? t('shell.repair.quarantined', { count: quarantined }) : '',
    damaged > 0 ? t('shell.repair.damaged', { count: damaged }) : '',
    tornTail ? t('shell.repair.tornTail') : '',
  ].filter((part) => part !== '')
  const isWhole = quarantined <= restored
  return (
    <Note tone={isWhole ? 'info' : 'burn'} title={t('shell.repair.title')} live="polite">
      <p>{[...found, t(isWhole ? 'shell.repair.safe' : 'shell.repair.safeRest'), t(quarantined + damaged > 0 ? 'shell.repair.tell' : restored > 0 ? 'shell.repair.check' : 'shell.repair.nothing')].join(' ')}</p>
    </Note>
  )
}
