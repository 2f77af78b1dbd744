// Questions to the shipping data worker of a running app, asked as its page asks them: faster than fingers, and with no hook in the product.
import type { Page, Worker } from '@playwright/test'
import type { WorkspaceCall, WorkspaceCalls } from '../../src/shared/workspace.ts'

type Asked = { name: string; args: readonly unknown[] }
type Answer = { value: unknown } | { crash: string } | 'too early'
/** What the first question leaves in the worker: who waits for which answer. Ids below zero are never the page's. */
type Asker = { ask: (asked: Asked) => Promise<Answer>; isHeard: boolean }

/** The worker of the workspace that is open now: the newest one. */
const dataWorker = async (page: Page): Promise<Worker> => page.workers().at(-1) ?? (await page.waitForEvent('worker', { timeout: 30_000 }))

/** Runs in the worker. Its own `postMessage` tells the page of every answer; here those to our questions are picked out. */
const askThere = async (asked: Asked): Promise<Answer> => {
  const scope = globalThis as unknown as { asker?: Asker; postMessage: (message: unknown) => void; dispatchEvent: (event: Event) => void }
  // a worker that has only just been made knows not even the time
  if (typeof setTimeout === 'undefined') return 'too early'
  if (scope.asker === undefined) {
    const waiting = new Map<number, (answer: Answer) => void>()
    let last = 0
    const tellPage = scope.postMessage.bind(scope)
    scope.postMessage = (message) => {
      const told = message as { kind: string; id?: number; value?: unknown; name?: string }
      const resolve = waiting.get(told.id ?? 0)
      if (resolve === undefined) return tellPage(message)
      waiting.delete(told.id as number)
      resolve(told.kind === 'answer' ? { value: told.value } : { crash: String(told.name) })
    }
    const ask = ({ name, args }: Asked): Promise<Answer> => {
      last -= 1
      const id = last
      return new Promise((resolve) => {
        waiting.set(id, resolve)
        scope.dispatchEvent(new MessageEvent('message', { data: { kind: 'call', id, name, args } }))
      })
    }
    scope.asker = { ask, isHeard: false }
  }
  const { asker } = scope
  // a worker whose module is not yet read hears nothing: it is asked for something harmless until it answers
  while (!asker.isHeard) {
    const heard = asker.ask({ name: 'sync:facts', args: [] }).then(() => {
      asker.isHeard = true
    })
    await Promise.race([heard, new Promise((resolve) => setTimeout(resolve, 100))])
  }
  return asker.ask(asked)
}

/** One call of the workspace; it waits until a workspace is open. Rejects when the worker dies under it. */
export const callWorker = async <N extends WorkspaceCall>(page: Page, name: N, ...args: WorkspaceCalls[N]['args']): Promise<WorkspaceCalls[N]['answer']> => {
  const answer: Answer = await (await dataWorker(page)).evaluate(askThere, { name, args } as Asked)
  if (answer === 'too early') {
    await page.waitForTimeout(20)
    return callWorker(page, name, ...args)
  }
  if ('crash' in answer) throw new Error(`${name}: ${answer.crash}`)
  return answer.value as WorkspaceCalls[N]['answer']
}
