import { afterAll, describe, test } from 'vitest'
import { startPostgres } from '../support/postgres.ts'
import { contractSuite } from './suite.ts'

const server = await startPostgres()
if ('notRun' in server) {
  console.log(`not run: the contract suite on PostgreSQL: ${server.notRun}`)
  describe('the platform on PostgreSQL', () => test.skip(`not run: ${server.notRun}`))
} else {
  afterAll(() => server.stop())
  contractSuite('the platform on PostgreSQL', () => ({ kind: 'postgres', url: server.url }))
}
