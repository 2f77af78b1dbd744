import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { call, useAnswer } from '../../store.ts'
import { Pane, PaneHead } from '../../ui/pane.tsx'
import { ActionButton } from '../../ui/action-button.tsx'
import { useKeys } from '../../ui/use-keys.ts'
import { useWorkspace } from '../../workspace.ts'
import { ExportPart } from './export-part.tsx'
import { ImportPart } from './import-part.tsx'
import { NotReady } from './not-ready.tsx'

/** «Файл обмена»: the queue goes out on a medium, or comes in from one. */
export const TransferScreen = ({ part }: { part: 'export' | 'import' }): ReactElement => {
  const { t } = useTranslation()
  const { navigate } = useWorkspace()
  const view = useAnswer(['transfer', 'outbox', 'drafts', 'me'], 'transfer:view')
  const back = () => {
    // file and key are not kept for whoever comes back
    void call('transfer:cancel')
    navigate({ name: 'folder', folder: 'queue' })
  }
  const isIdle = view?.run === null
  useKeys({ Esc: { label: t('transfer.back'), run: back } }, { enabled: isIdle })
  const title = t(part === 'export' ? 'transfer.exportTitle' : 'transfer.importTitle')
  return (
    <Pane label={title} sx={{ flex: 1 }}>
      <PaneHead title={title}><ActionButton label={t('transfer.back')} keys="Esc" onClick={back} disabled={!isIdle} /></PaneHead>
      <div style={{ flex: 1, minHeight: 0, overflowY: 'auto', padding: '14px 18px', display: 'flex', flexDirection: 'column', gap: 14, maxWidth: 860 }}>
        {view === undefined ? null : view.readiness !== 'ready' ? <NotReady readiness={view.readiness} /> : part === 'export' ? <ExportPart view={view} /> : <ImportPart view={view} />}
      </div>
    </Pane>
  )
}
