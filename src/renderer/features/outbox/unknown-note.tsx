import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { QueueItem } from '../../../shared/workspace.ts'
import { useFormats } from '../../ui/use-formats.ts'
import { Note } from '../../ui/note.tsx'
import { useNow } from '../../ui/use-now.ts'
import { useWorkspace } from '../../workspace.ts'

/** A doubt that lasts longer than this needs more words: what will happen, and what to do if it cannot wait. */
const LONG_MS = 10 * 60_000

/** What is known of a record whose answer did not come, who asks, and when. Never called a failure. */
export const UnknownNote = ({ item }: { item: QueueItem }): ReactElement => {
  const { t } = useTranslation()
  const { sync, timeZone } = useWorkspace()
  const format = useFormats(timeZone)
  const now = useNow(1000)
  const next = item.nextAttemptAt ?? sync.nextAttemptAt
  const asks = (): string => {
    if (sync.link === 'signed-out') return t('tray.unknown.asksSignIn')
    if (next !== null && next > now) return t('tray.unknown.asks', { duration: format.duration(next - now) })
    return t(sync.link === 'offline' ? 'tray.unknown.asksLink' : 'tray.unknown.asksNow')
  }
  const age = now - Date.parse(item.queuedAt)
  return (
    <Note tone="burn" title={t('queue.unknownWhat')}>
      <p>{t('queue.unknownNote')}</p>
      <p>{asks()}</p>
      {age > LONG_MS ? <p>{t('tray.unknown.long', { duration: format.duration(age), code: item.code })}</p> : null}
    </Note>
  )
}
