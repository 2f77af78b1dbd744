import { expect, it } from 'vitest'
import { runAsPerson } from '../../../scripts/person.mjs'

const MARK = '"$HOME/.priyom-kept-test"'
const shell = (line: string, keepHome: boolean) => runAsPerson('/bin/sh', ['-c', line], { keepHome, cwd: '/', stdio: 'ignore' })

it('what the app keeps at home is there at the next start from the same checkout', async () => {
  expect(await shell(`: > ${MARK}`, true)).toBe(0)
  expect(await shell(`test -e ${MARK} && rm ${MARK}`, true)).toBe(0)
  expect(await shell(`test ! -e ${MARK}`, true)).toBe(0)
})
