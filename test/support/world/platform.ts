// The platform of the seeded world: commits commands as ours does, and lies about it in every way that a road can.
import { GATEWAY_HEADER, GATEWAY_SENT_HEADER } from '../../../src/shared/api.ts'
import type { Command, CommandFate, CommandResult, Receipt } from '../../../src/shared/contract/command.ts'
import type { Message } from '../../../src/shared/contract/message.ts'
import { problemType } from '../../../src/shared/contract/problem.ts'
import type { ErrorCode } from '../../../src/shared/errors.ts'
import type { ChangeLine, RawReply } from '../../../src/renderer/sync/ports.ts'
import { hashOf, uuidOf } from './chance.ts'
import type { Fault, Law } from './laws.ts'

export type Nature = 'good' | 'bad' | 'poison' | 'riddle'
/** What the world knows of a command since it was made: nobody can talk it out of that. */
export type Made = {
  id: string
  seq: number
  nature: Nature
  /** Which operator made it. */
  owner: number
  /** Order is kept among commands of one key. */
  key: string
  payload: { n: string; text: string }
  /** An act on a message that exists, decided on that version of it. */
  base: { id: string; version: number } | null
}
/** A commit of the platform, in order. */
export type Commit = { id: string; key: string; seq: number; hash: string; owner: number }

type Surroundings = {
  random: () => number
  at: (ms: number, act: () => void) => void
  isHealed: () => boolean
  madeBy: (n: string) => Made
  broken: (law: Law, what: string) => void
  happened: (fault: Fault) => void
  signOut: () => void
}

const SECOND = 1_000
const json = (status: number, body: unknown, headers: RawReply['headers'] = {}): RawReply => ({
  status, headers: { 'content-type': status < 400 ? 'application/json' : 'application/problem+json', ...headers }, body: JSON.stringify(body),
})
/** What the gateway answers when nothing came back; `no`: nothing left this computer. */
export const gateway = (code: ErrorCode, sent?: 'no'): RawReply => ({ status: 502, headers: { [GATEWAY_HEADER]: code, [GATEWAY_SENT_HEADER]: sent }, body: '' })
const PORTAL: RawReply = { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>Оплатите интернет</html>' }
const problem = (code: ErrorCode, status: number) => ({ type: problemType(code), title: code, status })
const nameOf = ({ payload }: Command): string => (payload as unknown as { n: string }).n

/** The receipt that our platform gives for this command. */
export const receiptOf = (command: Command, version = 1): Receipt => ({
  commandId: command.id, payloadHash: hashOf(command.payload), acceptedAt: '2026-11-22T08:00:00.000Z', entity: { kind: 'message', id: command.base?.id ?? command.id, version },
  message: { number: 900_000_000, epguNumber: 9_000_000_000, registeredAt: '2026-11-22T08:00:00.000Z', answerAt: null }, warnings: [],
})

export const createPlatform = ({ random, at, isHealed, madeBy, broken, happened, signOut }: Surroundings, { sizeLimit, troubleRate }: { sizeLimit: number; troubleRate: number }) => {
  const between = (low: number, high: number): number => low + Math.floor(random() * (high - low + 1))
  const chance = (probability: number): boolean => random() < probability
  const commits: Commit[] = []
  const answers = new Map<string, CommandResult>()
  const authors = new Map<string, number>()
  const versions = new Map<string, number>()
  const feed: string[] = []
  let feedBegins = 0

  const move = (id: string): void => {
    versions.set(id, (versions.get(id) ?? 0) + 1)
    feed.push(id)
  }
  const recall = (command: Command, known: CommandResult, author: number): CommandResult => {
    if (authors.get(command.id) !== author) return { id: command.id, outcome: 'rejected', problem: problem('E-KEY-REUSED', 422) }
    if (known.outcome !== 'accepted') return known
    if (known.receipt.payloadHash !== hashOf(command.payload)) return { id: command.id, outcome: 'rejected', problem: problem('E-KEY-REUSED', 422) }
    return { id: command.id, outcome: 'duplicate', receipt: known.receipt }
  }
  const accept = (command: Command, author: number): CommandResult => {
    const known = answers.get(command.id)
    if (known !== undefined) return recall(command, known, author)
    const made = madeBy(nameOf(command))
    if (made.nature === 'bad') {
      const refusal: CommandResult = { id: command.id, outcome: 'rejected', problem: { ...problem('E-VALIDATION', 422), errors: [{ pointer: '/applicant/phone', code: 'E-PHONE' }] } }
      answers.set(command.id, refusal)
      authors.set(command.id, author)
      return refusal
    }
    // nothing is remembered of a conflict: it may be decided anew
    if (command.base !== undefined && command.base.version !== versions.get(command.base.id)) return { id: command.id, outcome: 'conflict', problem: problem('E-CONFLICT', 409), current: null }
    if (made.owner !== author) broken('I9', 'a command of one operator travelled under the name of another')
    if (made.base !== null && made.base.version !== versions.get(made.base.id)) broken('I6', 'a change of somebody else was overwritten')
    const entity = made.base?.id ?? command.id
    move(entity)
    const answer: CommandResult = { id: command.id, outcome: 'accepted', receipt: receiptOf(command, versions.get(entity)) }
    answers.set(command.id, answer)
    authors.set(command.id, author)
    commits.push({ id: command.id, hash: hashOf(command.payload), key: made.key, seq: made.seq, owner: author })
    return answer
  }

  const serve = (commands: readonly Command[], author: number | null): RawReply => {
    if (author === null) return json(401, {})
    if (commands.length > sizeLimit && sizeLimit < 4) {
      happened('too large')
      return { status: 413, headers: { 'content-type': 'text/html' }, body: '<h1>413</h1>' }
    }
    if (commands.some((command) => madeBy(nameOf(command)).nature === 'poison')) return json(500, {})
    const results: unknown[] = commands.map((command) => (madeBy(nameOf(command)).nature === 'riddle' ? { id: command.id, outcome: 'sealed' } : accept(command, author)))
    if (!isHealed() && chance(0.3) && results.length > 1) {
      happened('results out of order')
      results.reverse()
    }
    return json(200, { results })
  }
  const retryAfter = (): string => ['1', '30', '120', '99999999', '-5', 'Sun, 22 Nov 2026 08:05:00 GMT', 'скоро'][between(0, 6)]!
  const spoil = (commands: readonly Command[], author: number | null): RawReply => {
    const whole = (): RawReply => serve(commands, author)
    const accepted = (change: Partial<Receipt>) => json(200, { results: commands.map((command) => ({ id: command.id, outcome: 'accepted', receipt: { ...receiptOf(command), ...change } })) })
    const ways: readonly [Fault, () => RawReply][] = [
      ['timeout before', () => gateway('E-TIMEOUT')],
      ['timeout after', () => (whole(), gateway('E-TIMEOUT'))],
      ['5xx before', () => json(500, {})],
      ['5xx after', () => (whole(), json(502, {}, { 'retry-after': retryAfter() }))],
      ['429', () => json(429, {}, { 'retry-after': retryAfter(), date: 'Sun, 22 Nov 2026 08:00:00 GMT' })],
      ['503', () => json(503, {}, { 'retry-after': retryAfter() })],
      ['portal', () => PORTAL],
      ['torn reply', () => (whole(), { status: 200, headers: {}, body: '{"results": [{"id' })],
      ['empty reply', () => (whole(), json(200, { results: [] }))],
      ['foreign receipt', () => (whole(), accepted({ commandId: uuidOf(999_999) }))],
      ['wrong hash', () => accepted({ payloadHash: 'f'.repeat(64) })],
      ['late request', () => {
        // the app gives up, the request arrives afterwards
        at(between(1, 300) * SECOND, whole)
        return gateway('E-TIMEOUT')
      }],
      ['sent twice', () => {
        whole()
        const again = whole()
        if (chance(0.8)) return again
        happened('sign-in lost')
        signOut()
        return json(401, {})
      }],
      ['401 in mid-batch', () => {
        serve(commands.slice(0, between(0, commands.length)), author)
        signOut()
        return json(401, {})
      }],
    ]
    const [fault, way] = ways[between(0, ways.length - 1)]!
    happened(fault)
    return way()
  }
  const isTroubled = (): boolean => !isHealed() && chance(troubleRate)

  return {
    commits, answers, versions,
    /** Somebody else changed a message. */
    changeSome: (): void => {
      const some = [...versions.keys()]
      if (some.length === 0) return
      happened('changed by another')
      move(some[between(0, some.length - 1)]!)
    },
    /** `author` null: nobody is signed in. */
    send: (commands: readonly Command[], author: number | null): RawReply => (isTroubled() ? spoil(commands, author) : serve(commands, author)),
    fate: (id: string, author: number | null): RawReply => {
      if (isTroubled()) {
        happened('lost fate')
        return [gateway('E-TIMEOUT'), json(500, {}), PORTAL, json(200, { fate: 'frozen' }), { status: 200, headers: {}, body: '{"fa' }][between(0, 4)]!
      }
      if (author === null) return json(401, {})
      const answer = authors.get(id) === author ? answers.get(id) : undefined
      const fate: CommandFate = answer === undefined ? { fate: 'unknown' } : 'receipt' in answer ? { fate: 'accepted', receipt: answer.receipt } : { fate: 'rejected', problem: answer.problem }
      return json(200, fate)
    },
    /** A page of the feed; null: the platform failed. `cut`: it breaks off before its end. */
    changes: (since: string | null): { lines: ChangeLine[]; cut: boolean } | 'gone' | null => {
      const trouble = isTroubled() ? between(0, 2) : 9
      if (trouble === 0) return null
      if (trouble === 1 && chance(0.3)) feedBegins = feed.length
      // cursors of a snapshot under way (`s3`) outlive what is forgotten meanwhile
      const isSnapshot = since === null || since.startsWith('s')
      const from = Number((since ?? '0').replace('s', ''))
      if (!isSnapshot && from < feedBegins) {
        happened('feed gone')
        return 'gone'
      }
      const cursorAt = (place: number): string => (isSnapshot && place < feed.length ? `s${place}` : String(place))
      const page = feed.slice(from, from + 3)
      const lines: ChangeLine[] = page.map((id, index) => ({ kind: 'message', cursor: cursorAt(from + index + 1), message: { id, version: versions.get(id) } as Message }))
      const cut = trouble === 2
      if (cut) {
        happened('feed cut')
        lines.splice(between(0, lines.length))
      } else lines.push({ kind: 'end', cursor: cursorAt(from + page.length), more: from + page.length < feed.length })
      return { lines, cut }
    },
    isTroubled,
  }
}
export type ModelPlatform = ReturnType<typeof createPlatform>
