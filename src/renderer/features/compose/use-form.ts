import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, type FocusEvent, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { judgeDraft, type FormPath } from '../../../shared/submit.ts'
import { dayIn } from '../../../shared/terms.ts'
import type { FieldIssue } from '../../../shared/workspace.ts'
import { isCombo } from '../../ui/key-combo.ts'
import { useFormats } from '../../ui/use-formats.ts'
import { useNow } from '../../ui/use-now.ts'
import { useWorkspace } from '../../workspace.ts'
import type { DraftPatch } from './edit-draft.ts'
import { EXPLAINED_ID, fieldLine, spokenIssue, visibleIssues, warningOf, type FieldLook } from './field-errors.ts'
import { focusField, idOf, pathOf } from './form-paths.ts'
import { groupDate, groupNumber, groupSnils } from './masks.ts'
import { nextGap } from './next-gap.ts'
import type { OpenDraft } from './use-draft.ts'

/** What every section of the form is given. */
export type Form = {
  draft: OpenDraft['draft']
  edit: (patch: DraftPatch) => void
  look: (path: FormPath) => FieldLook
  /** After the screen has been drawn: to the next empty required field behind `path`. */
  advance: (path: FormPath | null) => void
}
export type FormKeys = { onPointerDownCapture: () => void; onFocus: (event: FocusEvent) => void; onBlur: (event: FocusEvent) => void; onKeyDown: (event: KeyboardEvent) => void }

const regroup: Partial<Record<FormPath, (draft: OpenDraft['draft']) => DraftPatch>> = {
  'applicant.snils': ({ applicant }) => ({ applicant: { snils: groupSnils(applicant.snils) } }),
  'applicant.birthDate': ({ applicant }) => ({ applicant: { birthDate: groupDate(applicant.birthDate) } }),
  'applicant.inn': ({ applicant }) => ({ applicant: { inn: groupNumber(applicant.inn) } }),
  'applicant.ogrn': ({ applicant }) => ({ applicant: { ogrn: groupNumber(applicant.ogrn) } }),
}

/** Focus to a field once the change that led there is drawn. */
export const useGoal = (): ((path: FormPath | null) => void) => {
  const [goal, setGoal] = useState<{ path: FormPath | null }>()
  useLayoutEffect(() => { if (goal !== undefined) focusField(goal.path) }, [goal])
  return useCallback((path) => setGoal({ path }), [])
}

/**
 * Runs at once, or after the button of the mouse is up: a line that appears under a field between press and release would move
 * what was pressed away from under the pointer.
 */
const useSettled = () => {
  const isPressed = useRef(false)
  const later = useRef<(() => void)[]>([])
  useEffect(() => {
    const release = () => setTimeout(() => {
      isPressed.current = false
      for (const run of later.current.splice(0)) run()
    }, 0)
    window.addEventListener('pointerup', release)
    window.addEventListener('pointercancel', release)
    return () => {
      window.removeEventListener('pointerup', release)
      window.removeEventListener('pointercancel', release)
    }
  }, [])
  const press = () => { isPressed.current = true }
  const settle = (run: () => void): void => {
    if (isPressed.current) later.current.push(run)
    else run()
  }
  return { press, settle }
}

/** Errors, focus and keys of the form. */
export const useForm = (open: OpenDraft, goTo: (path: FormPath | null) => void) => {
  const { t } = useTranslation()
  const { dictionary, limits, timeZone } = useWorkspace()
  const format = useFormats(timeZone)
  const today = dayIn(useNow(), timeZone)
  const { draft, now, edit: editDraft, save } = open
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [asked, setAsked] = useState(false)
  const [focused, setFocused] = useState<FormPath | null>(null)
  const [refused, setRefused] = useState<readonly FieldIssue[]>([])
  const { press, settle } = useSettled()
  const refocus = useRef<FormPath | null>(null)
  useLayoutEffect(() => { if (focused !== null) refocus.current = focused }, [focused])
  const facts = useMemo(() => ({ dictionary, limits, today }), [dictionary, limits, today])

  const judged = useMemo(() => judgeDraft(draft, facts).issues, [draft, facts])
  const issues = useMemo(() => [...judged, ...refused.filter(({ path }) => !judged.some((issue) => issue.path === path))], [judged, refused])
  // what the platform refused is told at once, also where the dictionary has meanwhile come to say the same
  const told = new Set([...left, ...refused.map(({ path }) => path)])
  const visible = [...visibleIssues(judged, told, asked), ...refused.filter(({ path }) => !judged.some((issue) => issue.path === path))]
  const spoken = spokenIssue(visible, focused)
  // told at length only after «Отправить»: until then a line is enough while people talk
  const explained = (asked || refused.length > 0 ? spoken : undefined) ?? warningOf(draft)

  const edit = useCallback((patch: DraftPatch) => {
    const touched = Object.entries(patch).flatMap(([part, fields]) => Object.keys(fields as object).map((field) => `${part}.${field}`))
    setRefused((before) => (before.length === 0 ? before : before.filter(({ path }) => !touched.includes(path))))
    editDraft(patch)
  }, [editDraft])
  const advance = useCallback((path: FormPath | null) => goTo(nextGap(now(), path)), [goTo, now])
  const look = (path: FormPath): FieldLook => ({
    error: spoken?.path === path ? fieldLine(spoken, draft, t, format) : null,
    marked: visible.some((issue) => issue.path === path),
    ...(explained?.path === path ? { describedBy: EXPLAINED_ID } : {}),
  })
  const form: Form = { draft, edit, look, advance }

  const toggleNone = (id: string): void => {
    const { applicant } = now()
    if ([idOf('applicant.patronymic'), idOf('applicant.noPatronymic')].includes(id)) edit({ applicant: { noPatronymic: !applicant.noPatronymic } })
    else if ([idOf('applicant.email'), idOf('applicant.noEmail')].includes(id)) edit({ applicant: { noEmail: !applicant.noEmail } })
    else return
    const path = id.includes('atronymic') ? 'applicant.patronymic' : 'applicant.email'
    const isNone = path === 'applicant.patronymic' ? now().applicant.noPatronymic : now().applicant.noEmail
    if (isNone) advance(path)
    else goTo(path)
  }
  const keys: FormKeys = {
    onPointerDownCapture: press,
    onFocus: ({ target }) => settle(() => setFocused(pathOf(target.id) ?? null)),
    onBlur: ({ target }) => {
      const path = pathOf(target.id)
      const tidy = path === undefined ? undefined : regroup[path]
      if (tidy) edit(tidy(now()))
      void save()
      if (path === undefined || !document.hasFocus()) return
      settle(() => {
        setFocused((before) => (before === path ? null : before))
        setLeft((before) => (before.has(path) ? before : new Set([...before, path])))
      })
    },
    onKeyDown: (event) => {
      if (event.defaultPrevented || event.nativeEvent.isComposing) return
      const target = event.target as HTMLElement
      const isLine = target instanceof HTMLInputElement && target.getAttribute('aria-expanded') !== 'true'
      if (!isLine || !isCombo('Enter', event.nativeEvent)) return
      advance(pathOf(target.id) ?? refocus.current)
      event.preventDefault()
    },
  }
  const idUnder = (event: globalThis.KeyboardEvent): string => (event.target instanceof HTMLElement ? event.target.id : '')
  const chords = {
    'Alt+Enter': { label: t('compose.nextGap'), run: (event: globalThis.KeyboardEvent) => advance(pathOf(idUnder(event)) ?? refocus.current) },
    'Alt+0': { label: t('compose.noneToggle'), run: (event: globalThis.KeyboardEvent) => toggleNone(idUnder(event)) },
  }

  /** Shows every reason and goes to the first; whether there is any. */
  const hasGaps = (): boolean => {
    setAsked(true)
    const { issues: found } = judgeDraft(now(), facts)
    const first = found[0]
    if (first !== undefined) goTo(first.path as FormPath)
    return first !== undefined
  }
  const refuse = (found: readonly FieldIssue[]): void => {
    setRefused(found)
    const first = found[0]
    if (first !== undefined) goTo(first.path as FormPath)
  }
  return { form, keys, chords, issues, explained, hasGaps, refuse, advance, lastFocused: () => refocus.current }
}
