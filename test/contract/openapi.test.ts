// docs/openapi.json is made from the route table. To bring it up to date: npx vitest run test/contract/openapi.test.ts -u
import { expect, test } from 'vitest'
import { openApiDocument } from '../../src/platform/openapi.ts'

test('docs/openapi.json says what the route table says', async () => {
  await expect(`${JSON.stringify(openApiDocument(), null, 2)}\n`).toMatchFileSnapshot('../../docs/openapi.json')
})
