// Fields of the form and their elements: one id per path of a draft.
import { FORM_ORDER, type FormPath } from '../../../shared/submit.ts'

export const idOf = (path: FormPath | SwitchPath): string => `compose-${path.replace('.', '-')}`
/** Switches in label rows: no fields of their own, but elements of the form. */
export type SwitchPath = 'applicant.noPatronymic' | 'applicant.noEmail' | 'appeal.placeIsAddress'
export const SEND_ID = 'compose-send'

/** The field that an element belongs to; undefined for buttons and segments. */
export const pathOf = (id: string): FormPath | undefined => FORM_ORDER.find((path) => idOf(path) === id)

/** Moves the focus to a field, or to «Отправить» when nothing is missing. */
export const focusField = (path: FormPath | null): void => {
  const element = document.getElementById(path === null ? SEND_ID : idOf(path))
  // a row of segments has one stop: its chosen part
  ;(element?.querySelector<HTMLElement>('[role=radio][tabindex="0"]') ?? element)?.focus()
  if (element instanceof HTMLInputElement && element.type !== 'checkbox') element.select()
}
