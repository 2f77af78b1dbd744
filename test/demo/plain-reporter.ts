// What the demo tells goes to the console as it is; of a failure only what happened and where.
import type { FullResult, Reporter, TestCase, TestResult } from '@playwright/test/reporter'
import { stripVTControlCharacters } from 'node:util'

class PlainReporter implements Reporter {
  printsToStdio(): boolean {
    return true
  }

  onStdOut(text: string | Buffer): void {
    process.stdout.write(text)
  }

  onStdErr(text: string | Buffer): void {
    process.stderr.write(text)
  }

  onError(error: { message?: string }): void {
    process.stderr.write(`\n${stripVTControlCharacters(error.message ?? 'The demo could not start.')}\n`)
  }

  onTestEnd(_test: TestCase, result: TestResult): void {
    if (result.status === 'passed') return
    const message = stripVTControlCharacters(result.error?.message ?? result.status)
    const place = result.error?.location === undefined ? '' : `\n  at line ${result.error.location.line} of ${result.error.location.file.split('/').slice(-3).join('/')}`
    process.stderr.write(`\nThe demo stopped at the step above:\n${message}${place}\n`)
  }

  onEnd(result: FullResult): void {
    if (result.status !== 'passed') process.stderr.write('\nDemo: failed. Pictures up to that moment are in out/demo/.\n')
  }
}

// oxlint-disable-next-line import/no-default-export -- Playwright takes a reporter by its default export
export default PlainReporter
