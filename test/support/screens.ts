// Pictures of the app for people to look at, at the two sizes that the design is drawn for.
import type { ElectronApplication, Page } from '@playwright/test'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { repositoryRoot } from './app.ts'

export const screenSizes = [
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
] as const

/** Gives the window that shows the app this content size (CSS pixels) and waits until the page has it. */
export async function resizeTo(app: ElectronApplication, page: Page, size: { width: number; height: number }): Promise<void> {
  await app.evaluate(({ BrowserWindow }, wanted) => {
    const shown = BrowserWindow.getAllWindows().find((window) => window.webContents.getURL().startsWith('app://priyom'))
    shown?.setContentSize(wanted.width, wanted.height)
  }, size)
  await page.waitForFunction((wanted) => innerWidth === wanted.width && innerHeight === wanted.height, size)
  await page.evaluate(async () => {
    await document.fonts.ready
    await new Promise((settle) => requestAnimationFrame(() => requestAnimationFrame(settle)))
  })
}

/** Saves out/screens/<name>-<theme>-<lang>-<width>.png at each size, and leaves the window at the first. */
export async function screens(app: ElectronApplication, page: Page, name: string): Promise<void> {
  const folder = join(repositoryRoot, 'out/screens')
  mkdirSync(folder, { recursive: true })
  const { theme, lang } = await page.evaluate(() => ({
    theme: document.documentElement.dataset.theme ?? 'light',
    lang: document.documentElement.lang || 'ru',
  }))
  for (const size of screenSizes) {
    await resizeTo(app, page, size)
    await page.screenshot({ path: join(folder, `${name}-${theme}-${lang}-${size.width}.png`), animations: 'disabled', caret: 'hide' })
  }
  await resizeTo(app, page, screenSizes[0])
}
