// The real app behind a road in trouble, from the wire up: what happened is told truthfully, the page stays quick, each call arrives exactly once.
import type { Page } from '@playwright/test'
import { errors } from '../../src/shared/words/ru/errors.ts'
import { expect, test } from '../support/app.ts'
import { callWorker } from '../support/data-worker.ts'
import { openFolder } from '../support/journeys.ts'
import { limitOf, report, roundsOf, seedOf, STATED } from '../support/prove.ts'
import { startProxy, type Proxy, type Trouble } from '../support/proxy.ts'
import { drain, harmOf, newCall, queue, registered, signInAgain, withSeat, type Seat } from '../support/real-seat.ts'
import { TROUBLES, type Row } from './network-troubles.ts'

const ROUNDS = Math.min(roundsOf('network'), TROUBLES.length)
/** So quick the page answers while the road is in trouble. */
const ANSWERS_WITHIN_MS = 100
/** Of the whole answer only so much may ever lie in memory. */
const SWALLOWED_BYTES = 50 * 1024 * 1024
const COMMANDS = '/v1/commands'

const behindProxy = async (use: (seat: Seat, proxy: Proxy) => Promise<void>): Promise<void> => {
  const proxy = await startProxy()
  try {
    await withSeat((seat) => use(seat, proxy), { args: [`--proxy-server=${proxy.url}`, '--proxy-bypass-list=<-loopback>'] })
  } finally {
    await proxy.stop()
  }
}

/** From a task of the page to the next picture, again and again until `stop`; ms each. */
const watchPage = async (page: Page): Promise<{ stop: () => Promise<number[]> }> => {
  await page.evaluate(() => {
    const watch = window as unknown as { lags: number[]; isWatching: boolean }
    watch.lags = []
    watch.isWatching = true
    const look = (): void => {
      if (!watch.isWatching) return
      const at = performance.now()
      setTimeout(() => {
        watch.lags.push(performance.now() - at)
        setTimeout(look, 20)
      }, 0)
    }
    look()
  })
  return {
    stop: () => page.evaluate(() => {
      const watch = window as unknown as { lags: number[]; isWatching: boolean }
      watch.isWatching = false
      return watch.lags
    }),
  }
}

const expectTold = async (page: Page, id: string, { code, unknown = false, retriesAfter }: Row, withinMs: number): Promise<void> => {
  const state = async (): Promise<unknown> => {
    const item = await callWorker(page, 'outbox:get', id)
    return item === null ? null : { state: item.state, code: item.failure?.code ?? null }
  }
  if (code === null) return expect.poll(async () => (await state() as { state: string }).state, { timeout: withinMs }).toBe('done')
  await expect.poll(state, { timeout: withinMs }).toEqual({ state: unknown ? 'unknown' : 'queued', code })
  await openFolder(page, 'Очередь')
  // no link at all has a note of its own, which begins with what is safe
  const told = code === 'E-OFFLINE' ? [/Записи в безопасности, продолжайте приём/] : [errors[code].what, errors[code].safe]
  for (const part of told) await expect(page.getByRole('main').getByText(part).first()).toBeVisible()
  if (unknown) await expect(page.getByText('Исход неизвестен').first()).toBeVisible()
  if (retriesAfter === undefined) return
  const { nextAttemptAt } = await callWorker(page, 'sync:facts')
  const wait = nextAttemptAt === null ? 0 : nextAttemptAt - Date.now()
  expect(wait).toBeGreaterThanOrEqual(retriesAfter[0])
  expect(wait).toBeLessThanOrEqual(retriesAfter[1])
}
const rssOf = async ({ app }: Seat['running']): Promise<number> => app.evaluate(() => process.memoryUsage().rss)

test(`${ROUNDS} troubles of the network: each is told truthfully, the page answers within ${ANSWERS_WITHIN_MS} ms, each call arrives exactly once`, async () => {
  test.setTimeout(limitOf('network'))
  const saved: string[] = []
  let harm: ReturnType<typeof harmOf> = { lost: [], doubled: [] }
  const lags: number[] = []
  const wrong: string[] = []
  try {
    await behindProxy(async (seat, proxy) => {
      const { running, running: { page } } = seat
      for (const row of TROUBLES.slice(0, ROUNDS)) {
        const play = () => test.step(row.name, async () => {
          await drain(page)
          proxy.setTrouble(COMMANDS, row.trouble)
          const rss = await rssOf(running)
          const watch = await watchPage(page)
          const text = `Звонок ${saved.length + 1}: ${row.name}.`
          const id = await queue(page, await newCall(page, text))
          saved.push(text)
          await expectTold(page, id, row, 140_000)
          lags.push(...(await watch.stop()))
          expect((await rssOf(running)) - rss).toBeLessThan(SWALLOWED_BYTES)
          proxy.setTrouble(COMMANDS, null)
          await drain(page)
        })
        // one that is told wrongly must not hide the next
        await play().catch((error: unknown) => wrong.push(`${row.name}: ${String(error).slice(0, 600)}`)).finally(() => proxy.setTrouble(COMMANDS, null))
      }
      await drain(page)
      harm = harmOf(saved, await registered(seat))
    })
    lags.sort((left, right) => left - right)
    expect({ ...harm, wrong }).toEqual({ lost: [], doubled: [], wrong: [] })
    expect(lags[Math.floor(lags.length * 0.99)]).toBeLessThanOrEqual(ANSWERS_WITHIN_MS)
  } finally {
    report({
      name: 'network', rounds: saved.length, faults: saved.length, lost: harm.lost.length, doubled: harm.doubled.length, seed: seedOf('network'),
      figures: { 'page answers, ms, 99 of 100': Math.round(lags[Math.floor(lags.length * 0.99)] ?? 0) },
    })
  }
})

/** The trouble hits this many requests; then all is well. */
const times = (count: number, trouble: Trouble): { trouble: Trouble; left: () => number } => {
  let left = count
  return {
    left: () => left,
    trouble: async (exchange) => {
      left -= 1
      if (left >= 0) return trouble(exchange)
      const { status, headers, body } = await exchange.carryOut()
      exchange.outgoing.writeHead(status, headers).end(body)
    },
  }
}
const refuseToken: Trouble = ({ outgoing }) =>
  void outgoing.writeHead(401, { 'content-type': 'application/problem+json' }).end(JSON.stringify({ type: 'urn:priyom:problem:E-SIGN-IN', title: 'token', status: 401 }))
const loseReply: Trouble = async ({ wire, carryOut }) => {
  await carryOut()
  wire.resetAndDestroy()
}

test('a token refused in the midst of a batch, and a renewal whose reply is lost, sign nobody out and send everything once', { tag: STATED }, async () => {
  await behindProxy(async (seat, proxy) => {
    const { running: { page } } = seat
    const stateOf = () => page.evaluate(() => (window as unknown as { bridge: { invoke: (name: string) => Promise<{ value: { state: string } }> } }).bridge.invoke('session:facts').then(({ value }) => value.state))
    const saved: string[] = []
    const take = async (): Promise<void> => {
      const text = `Звонок ${saved.length + 1}.`
      await queue(page, await newCall(page, text))
      saved.push(text)
    }
    await drain(page)
    for (const lostReplies of [0, 1, 2]) {
      const refused = times(1, refuseToken)
      const lost = times(lostReplies, loseReply)
      proxy.setTrouble(COMMANDS, refused.trouble)
      proxy.setTrouble('/oidc/token', lost.trouble)
      await take()
      await take()
      await expect.poll(() => [refused.left() <= 0, lost.left() <= 0]).toEqual([true, true])
      expect(await stateOf()).toBe('signed-in')
      proxy.setTrouble(COMMANDS, null)
      proxy.setTrouble('/oidc/token', null)
      await drain(page)
    }
    expect(await stateOf()).toBe('signed-in')
    expect(harmOf(saved, await registered(seat))).toEqual({ lost: [], doubled: [] })
  })
})

test('a name that no server knows is told as no connection, and what was kept goes out when it is known again', { tag: STATED }, async () => {
  const addressOf = async ({ url }: { url: string }): Promise<string> => url.replace('127.0.0.1', 'localhost')
  await withSeat(async (seat) => {
    const { running } = seat
    await drain(running.page)
    await running.app.close()
    await running.relaunch(['--host-resolver-rules=MAP localhost ~NOTFOUND'])
    const saved = ['Звонок без имени сервера.']
    const id = await queue(running.page, await newCall(running.page, saved[0]!))
    await expect.poll(async () => (await callWorker(running.page, 'sync:now')).failure?.code).toBe('E-OFFLINE')
    expect((await callWorker(running.page, 'outbox:get', id))?.state).toBe('queued')
    await openFolder(running.page, 'Очередь')
    await expect(running.page.getByText(/Записи в безопасности, продолжайте приём/).first()).toBeVisible()
    await running.relaunch([])
    expect(await callWorker(running.page, 'outbox:get', id)).not.toBeNull()
    await signInAgain(running)
    await drain(running.page)
    expect(harmOf(saved, await registered(seat))).toEqual({ lost: [], doubled: [] })
  }, { addressOf })
})
