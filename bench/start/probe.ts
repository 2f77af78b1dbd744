// Tells when a page has painted what it is for. The same probe looks at the app and at the bare window.
import { app, type WebContents } from 'electron'
import { RESULT_MARK } from '../jobs.ts'

/** When the first row was painted and when the list knew all of its rows, ms since the epoch. */
export type Painted = { first: number; whole: number }

/** Runs in the page: looks once per frame, and takes the time after the frame that shows it. */
const lookFor = (wanted: string, whole: string): string => `new Promise((done) => {
  const now = () => performance.timeOrigin + performance.now()
  let first
  const look = () => {
    if (first === undefined && document.querySelector(${JSON.stringify(wanted)})) first = now()
    if (document.querySelector(${JSON.stringify(whole)})) requestAnimationFrame(() => done({ first, whole: now() }))
    else requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
})`

/** Prints the moments of the first page that shows both and ends the app. */
export const reportPaint = (wanted: string, whole: string): void => {
  const watch = (contents: WebContents): void => {
    contents.once('dom-ready', () => {
      void contents.executeJavaScript(lookFor(wanted, whole)).then((painted: Painted) => {
        process.stdout.write(`${RESULT_MARK}${JSON.stringify(painted)}\n`, () => app.exit(0))
      })
    })
  }
  app.on('web-contents-created', (_event, contents) => watch(contents))
}
