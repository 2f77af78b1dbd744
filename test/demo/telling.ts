// How the demo speaks: numbered steps in plain words, and numbered pictures in out/demo/.
import type { Page } from '@playwright/test'
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { repositoryRoot, type RunningApp } from '../support/app.ts'
import { resizeTo, screenSizes } from '../support/screens.ts'

const folder = join(repositoryRoot, 'out/demo')

export type Telling = {
  /** A new step: a heading with its number. */
  step(title: string): void
  /** One plain sentence below the heading. */
  tell(line: string): void
  /** Keeps a picture of the app's window, or of another page of the app. */
  picture(name: string, page?: Page): Promise<void>
  /** How many pictures are kept so far. */
  pictures(): number
}

/** Empties out/demo/ and starts telling about that app. */
export const beginTelling = (running: RunningApp): Telling => {
  mkdirSync(folder, { recursive: true })
  for (const name of readdirSync(folder)) if (name.endsWith('.png')) rmSync(join(folder, name))
  let steps = 0
  let pictures = 0
  const tell = (line: string): void => console.log(`   ${line}`)
  return {
    step(title) {
      steps += 1
      console.log(`\n${steps}. ${title}`)
    },
    tell,
    async picture(name, page) {
      pictures += 1
      const file = `${String(pictures).padStart(2, '0')}-${name}.png`
      if (page === undefined) await resizeTo(running.app, running.page, screenSizes[0])
      await (page ?? running.page).screenshot({ path: join(folder, file), animations: 'disabled', caret: 'hide' })
      tell(`picture: out/demo/${file}`)
    },
    pictures: () => pictures,
  }
}
