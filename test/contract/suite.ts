// The contract suite: the same promises on every database.
import { afterAll, beforeAll, describe } from 'vitest'
import type { StoreOptions } from '../../src/platform/database.ts'
import { openSeededStore, servePlatform, type TestPlatform } from '../support/platform.ts'
import { promisesOfActions } from './promises/actions.ts'
import { promisesOfTheLaw } from './promises/action-law.ts'
import { promisesOfBadInput } from './promises/bad-input.ts'
import { promisesOfCommands } from './promises/commands.ts'
import { promisesOfFiles } from './promises/files.ts'
import { promisesOfTheFeed } from './promises/feed.ts'
import { promisesOfHandingOver } from './promises/hand-over.ts'
import { promisesOfRoutes } from './promises/routes.ts'
import { promisesOfTransfer } from './promises/transfer.ts'
import { promisesOfShifts } from './promises/shifts.ts'

export const contractSuite = (name: string, options: () => StoreOptions): void => {
  describe(name, () => {
    let platform: TestPlatform
    beforeAll(async () => {
      platform = await servePlatform(await openSeededStore(options()))
    })
    afterAll(async () => {
      await platform.stop()
      await platform.store.close()
    })
    describe('routes', () => promisesOfRoutes(() => platform))
    describe('commands', () => promisesOfCommands(() => platform))
    describe('files', () => promisesOfFiles(() => platform))
    // before a category is closed for good
    describe('actions', () => promisesOfActions(() => platform))
    describe('the law of actions', () => promisesOfTheLaw(() => platform))
    describe('bad input', () => promisesOfBadInput(() => platform))
    describe('feed', () => promisesOfTheFeed(() => platform))
    describe('transfer files', () => promisesOfTransfer(() => platform))
    describe('handing over', () => promisesOfHandingOver(() => platform))
    describe('shifts', () => promisesOfShifts(() => platform))
  })
}
