import { useContext, useState, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { API, GATEWAY_PREFIX } from '../../../shared/api.ts'
import { playResponseSchema } from '../../../shared/contract/training.ts'
import { ask } from '../../bridge.ts'
import { Switch } from '../../ui/choice.tsx'
import { useAction } from '../../ui/use-keys.ts'
import { WorkspaceContext } from '../../workspace.ts'
import { changeAppState, useAppState } from '../app-state.ts'
import { StatusButton } from './session-item.tsx'

/** Plays one step of moderator, coordinator, executor and head for every open message; null when the platform did not answer. */
const playStep = async (): Promise<number | null> => {
  const { method, path } = API.trainingPlay
  const response = await fetch(`${GATEWAY_PREFIX}${path}`, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ messageId: null, steps: 1 }) })
  if (!response.ok) return null
  const answer = playResponseSchema.safeParse(await response.json().catch(() => undefined))
  return answer.success ? answer.data.moved : null
}

/** Levers of the lesson: the network switch, and the other roles played one step on. */
export const TrainingControls = (): ReactElement => {
  const { t } = useTranslation()
  const { link } = useAppState()
  const workspace = useContext(WorkspaceContext)
  const [moved, setMoved] = useState('')
  const [busy, setBusy] = useState(false)
  const switchLink = async (switchedOn: boolean) => {
    const answer = await ask('link:set', { switchedOn })
    if (answer.ok) changeAppState({ link: answer.value })
  }
  const play = async () => {
    setBusy(true)
    const count = await playStep().finally(() => setBusy(false))
    setMoved(count === null || count === 0 ? t('shell.status.notMoved') : t('shell.status.moved', { count }))
  }
  useAction({ id: 'training-network', label: t('shell.status.network'), run: () => void switchLink(!link.switchedOn) })
  useAction({ id: 'training-step', label: t('shell.status.nextStep'), run: () => void play(), enabled: workspace !== null && link.switchedOn })
  return (
    <>
      {workspace === null ? null : (
        <span className="item">
          <StatusButton type="button" disabled={busy || !link.switchedOn} onClick={() => void play()}>{t('shell.status.nextStep')}</StatusButton>
          <span className={moved === '' ? 'seen-by-readers-only' : 'middle-only'} aria-live="polite">{moved}</span>
        </span>
      )}
      <span className="item"><Switch id="training-network" label={t('shell.status.network')} checked={link.switchedOn} onChange={(now) => void switchLink(now)} /></span>
    </>
  )
}
