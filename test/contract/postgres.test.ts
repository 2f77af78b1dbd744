import { count } from 'drizzle-orm'
import { afterAll, describe, expect, test } from 'vitest'
import { message } from '../../src/platform/schema.ts'
import { startPostgres } from '../support/postgres.ts'
import { command, openSeededStore, servePlatform, submission } from '../support/platform.ts'
import { contractSuite } from './suite.ts'

const server = await startPostgres()
if ('notRun' in server) {
  console.log(`not run: the contract suite on PostgreSQL: ${server.notRun}`)
  describe('the platform on PostgreSQL', () => test.skip(`not run: ${server.notRun}`))
} else {
  const options = { kind: 'postgres', url: server.url } as const
  afterAll(() => server.stop())

  test('two nodes that start at once seed one database once, and answer one id with one message', async () => {
    const stores = await Promise.all([openSeededStore(options), openSeededStore(options)])
    const nodes = await Promise.all(stores.map((store) => servePlatform(store)))
    const [before] = await stores[0]!.database.select({ count: count() }).from(message)
    expect(before?.count).toBeLessThan(1000)
    const sent = Array.from({ length: 20 }, () => command(submission()))
    const results = await Promise.all(nodes.map((node) => node.send(sent)))
    for (const [index, left] of results[0]!.entries()) {
      const right = results[1]![index]!
      expect([left.outcome, right.outcome].sort()).toEqual(['accepted', 'duplicate'])
      expect('receipt' in left && 'receipt' in right && left.receipt).toEqual('receipt' in right && right.receipt)
    }
    const [after] = await stores[1]!.database.select({ count: count() }).from(message)
    expect(after!.count - before!.count).toBe(20)
    for (const node of nodes) await node.stop()
    for (const store of stores) await store.close()
  })

  contractSuite('the platform on PostgreSQL', () => options)
}
