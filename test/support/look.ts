// What every screen promises: nothing runs over, and everybody can use it.
import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** Nothing scrolls sideways, and on the working screens nothing scrolls at all. */
export const expectNoOverflow = async (page: Page): Promise<void> => {
  const over = await page.evaluate(() => {
    const html = document.documentElement
    const wide = [...document.querySelectorAll<HTMLElement>('main *')].filter((element) => {
      const style = getComputedStyle(element)
      const hasWords = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim() !== '')
      return hasWords && style.overflowX === 'visible' && element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0 && style.display !== 'inline'
    })
    return { sideways: html.scrollWidth - html.clientWidth, down: html.scrollHeight - html.clientHeight, wide: wide.map((element) => element.outerHTML.slice(0, 120)) }
  })
  expect(over).toEqual({ sideways: 0, down: 0, wide: [] })
}

/** Axe finds nothing serious; `what` names the screen in a failure. */
export const expectAccessible = async (page: Page, what: string): Promise<void> => {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  expect(serious.map(({ id, nodes }) => `${what}: ${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)).toEqual([])
}
