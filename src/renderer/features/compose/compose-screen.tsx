import useMediaQuery from '@mui/material/useMediaQuery'
import { useEffect, useMemo, useState, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../shared/errors.ts'
import { call } from '../../store.ts'
import { ActionButton } from '../../ui/action-button.tsx'
import { FailureNote } from '../../ui/failure-note.tsx'
import { useAction, useKeys } from '../../ui/use-keys.ts'
import { useNow } from '../../ui/use-now.ts'
import { useWorkspace } from '../../workspace.ts'
import { AppealSection } from './appeal-section.tsx'
import { ApplicantSection } from './applicant-section.tsx'
import { ComposeAside, LeftList } from './compose-aside.tsx'
import { ComposeFoot } from './compose-foot.tsx'
import { ComposeNotes, Explained } from './compose-notes.tsx'
import { DiscardDialog } from './discard-dialog.tsx'
import { gapsOf } from './next-gap.ts'
import { IntakeSection } from './intake-section.tsx'
import { FormGrid, NARROW, WIDE } from './layout.tsx'
import { PromiseBox } from './promise-box.tsx'
import { promisedTerm, sayPromise, type Promised } from './promise.ts'
import { ReadBackDialog, ReadBackPanel } from './read-back-panel.tsx'
import { readBack } from './read-back.ts'
import { useDraft, type OpenDraft } from './use-draft.ts'
import { useFiles } from './use-files.ts'
import { useForm, useGoal } from './use-form.ts'
import { useSending } from './use-sending.ts'

/** What is promised now, by the platform's clock as far as it is known, and the sentences to read. */
const usePromise = ({ draft }: OpenDraft): { promised: Promised; linked: boolean; now: number; sentences: string[] } => {
  const { t } = useTranslation()
  const { dictionary, sync, language, timeZone } = useWorkspace()
  const now = useNow() + (sync.clockOffsetMs ?? 0)
  const linked = sync.link === 'online'
  return useMemo(() => {
    const speech = { t, language, timeZone }
    const promised = promisedTerm(draft.appeal, dictionary, new Date(now).toISOString())
    return { promised, linked, now, sentences: readBack(draft, sayPromise(promised, linked, speech), speech) }
  }, [draft, dictionary, linked, now, t, language, timeZone])
}

type Dialog = 'none' | 'read-back' | 'discard'

/** The call form: speech to a registered message. Mounted anew for another draft: nothing of one call is seen in the next. */
export const ComposeScreen = ({ draftId }: { draftId: string | null }): ReactElement => {
  const { t } = useTranslation()
  const { navigate } = useWorkspace()
  const [dialog, setDialog] = useState<Dialog>('none')
  const isWide = useMediaQuery(WIDE, { noSsr: true })
  const isNarrow = useMediaQuery(NARROW, { noSsr: true })
  const goTo = useGoal()
  const open = useDraft(draftId, (draft, isUntouched) => {
    if (isUntouched && draft.updatedAt !== draft.startedAt) goTo(gapsOf(draft)[0] ?? null)
  })
  const { form, keys, chords, issues, explained, hasGaps, refuse, advance, lastFocused } = useForm(open, goTo)
  const files = useFiles(open)
  const sending = useSending(open, { hasGaps, refuse })
  const { promised, linked, now, sentences } = usePromise(open)
  const { replaces } = open.draft

  useEffect(() => goTo('applicant.phone'), [goTo])
  // a correction shows at once what the platform did not take
  useEffect(() => {
    if (replaces !== null) void call('outbox:get', replaces).then((item) => { if (item !== null && item.issues.length > 0) refuse(item.issues) })
    // once per draft: the answer of the platform does not change
  }, [replaces]) // oxlint-disable-line react/exhaustive-deps

  const backToForm = () => {
    setDialog('none')
    goTo(lastFocused())
  }
  const confirmReadBack = () => {
    form.edit({ intake: { readBack: true, noticeGiven: true } })
    setDialog('none')
    advance(lastFocused())
  }
  const discard = async () => {
    const { id } = open.now()
    open.close()
    if (id !== '') await call('drafts:delete', id)
    navigate({ name: 'folder', folder: 'drafts' })
  }
  const openOther = async (commandId: string) => {
    const state = (await call('outbox:get', commandId))?.state ?? 'done'
    navigate({ name: 'folder', folder: state === 'done' ? 'sent' : state === 'needs-attention' ? 'errors' : 'queue', openId: commandId })
  }
  const dismiss = () => {
    sending.dismiss()
    open.forgetCleaned()
    goTo(lastFocused())
  }
  useKeys({
    ...chords,
    'Ctrl+Enter': { label: t('compose.foot.send'), run: () => sending.send() },
    F8: { label: t('compose.foot.readAloud'), run: () => setDialog('read-back') },
  })
  useAction({ id: 'compose.discard', label: t('compose.discard.action'), keys: 'Ctrl+Shift+Delete', run: () => setDialog('discard') })

  if (open.gone !== null) return <GoneDraft failure={open.gone} />
  const explanation = explained === undefined ? null : <Explained issue={explained} />
  const panel = <ReadBackPanel sentences={sentences} large={isWide} />
  return (
    <FormGrid aria-label={t('compose.title')} role="form" {...keys} {...files.takers}>
      <div className="record">
        <div className="who"><ApplicantSection form={form} /></div>
        <div className="what">
          <AppealSection form={form} files={files} promise={<PromiseBox form={form} promised={promised} facts={{ linked, now }} />}>{isWide ? panel : null}</AppealSection>
        </div>
        <div className="intake"><IntakeSection form={form} /></div>
      </div>
      <div className="notes">
        {isNarrow ? explanation : null}
        <ComposeNotes
          saved={open.saved} cleaned={open.cleaned} refusal={sending.refusal} onSaveAgain={() => void open.save()} onDismiss={dismiss}
          onOpenOther={(commandId) => void openOther(commandId)} onSendAnyway={() => sending.send(true)}
        />
      </div>
      <div className="foot">
        <ComposeFoot saved={open.saved} issues={issues} isSending={sending.isSending} onReadBack={() => setDialog('read-back')} onSend={() => sending.send()} />
      </div>
      <ComposeAside>{isNarrow ? null : explanation}{isWide ? <LeftList issues={issues} onGo={goTo} /> : panel}</ComposeAside>
      {dialog === 'read-back' ? <ReadBackDialog sentences={sentences} onConfirm={confirmReadBack} onClose={backToForm} /> : null}
      {dialog === 'discard' ? <DiscardDialog onDiscard={() => void discard()} onKeep={backToForm} /> : null}
    </FormGrid>
  )
}

const GoneDraft = ({ failure }: { failure: Failure }): ReactElement => {
  const { t } = useTranslation()
  const { navigate } = useWorkspace()
  return (
    <div style={{ padding: 24, maxWidth: 640 }}>
      <FailureNote failure={failure}><p style={{ marginTop: 8 }}><ActionButton autoFocus label={t('compose.toFolder')} onClick={() => navigate({ name: 'folder', folder: 'drafts' })} /></p></FailureNote>
    </div>
  )
}
