const STOPS = 'button:not([disabled]):not([tabindex="-1"]), input:not([disabled]), textarea:not([disabled]), [role=listbox], [role=radio][tabindex="0"], [tabindex="0"]'

/** Moves focus to the first stop of the next landmark (`step` 1) or the one before (-1), around in a circle. */
export const nextPane = (step: 1 | -1): void => {
  const panes = [...document.querySelectorAll<HTMLElement>('header, nav, main section, main aside, footer')].filter((pane) => pane.querySelector(STOPS) !== null && pane.closest('[aria-hidden="true"]') === null)
  const here = panes.findLastIndex((pane) => pane.contains(document.activeElement))
  const start = here === -1 ? (step === 1 ? -1 : 0) : here
  const next = panes[(start + step + panes.length) % panes.length]
  const list = next?.querySelector<HTMLElement>('[role=listbox]')
  ;(list ?? next?.querySelector<HTMLElement>(STOPS))?.focus()
}
