import Box from '@mui/material/Box'
import { useTranslation } from 'react-i18next'
import { errorText } from '../../ui/error-text.ts'
import { useFormats } from '../../ui/use-formats.ts'
import { Note } from '../../ui/note.tsx'
import { useNow } from '../../ui/use-now.ts'
import { useWorkspace } from '../../workspace.ts'

/** First what is safe, then what is wrong: shown while anything keeps the queue from draining. */
export const LinkNote = ({ waiting }: { waiting: number }) => {
  const { t } = useTranslation()
  const { sync, timeZone } = useWorkspace()
  const now = useNow(1000)
  const format = useFormats(timeZone)
  const next = sync.nextAttemptAt === null || sync.nextAttemptAt <= now ? '' : t('queue.nextAttempt', { duration: format.duration(sync.nextAttemptAt - now) })
  const reason = (): string => {
    const { what, todo } = errorText(t, sync.failure ?? { code: 'E-OFFLINE' })
    return `${what} ${todo}`
  }
  const noteOf = (): { title: string; text: string } | undefined => {
    if (sync.link === 'offline') {
      const isPlain = sync.failure === null || sync.failure.code === 'E-OFFLINE'
      return { title: t('queue.offlineTitle', { duration: format.duration(now - (sync.offlineSince ?? now)) }), text: `${isPlain ? t('queue.offlineText') : reason()} ${next}` }
    }
    if (waiting === 0) return undefined
    if (sync.link === 'signed-out') return { title: t('queue.signedOutTitle'), text: t('queue.signedOutText') }
    if (sync.failure === null) return undefined
    return { title: t('queue.pausedTitle'), text: `${reason()} ${next}` }
  }
  const note = noteOf()
  if (note === undefined) return null
  return (
    <Box role="status">
      <Note tone="burn" title={note.title}>{note.text}</Note>
    </Box>
  )
}
