// List and search over one filled workspace; against raw getAll of a plain index, and against a linear scan of strings.
import type { ListQuery, SortKey } from '../../src/shared/workspace.ts'
import { chanceOf, type Chance } from '../../src/platform/seed/chance.ts'
import type { Message } from '../../src/shared/contract/message.ts'
import { CONTROL, messageAt, SENTINEL } from '../corpus/messages.ts'
import { LEMMAS } from '../corpus/vocabulary.ts'
import { percentile } from '../figures.ts'
import type { Job, JobResult, Sample } from '../jobs.ts'
import { emptyResult, interleave, sampler, timed } from './measuring.ts'
import { pullAll } from './pull.ts'
import { addAll, openPlain, plainRow, type Plain } from './reference.ts'
import { newOwner, openSeat, type Seat } from './seat.ts'

type ReadJob = Extract<Job, { measure: 'read' }>
type Note = (name: string, variant: Sample['variant'], round: number, value: number) => void

const SORTS: readonly SortKey[] = ['term', 'number', 'subject', 'applicant', 'category', 'status', 'updated']
const PAGE = 50
const PAGES_PER_SORT = 20
const QUERIES = 60
const KEYSTROKES_PER_ROUND = 240
const FORM_QUERIES = 150
/** Another form counts as found when it brings this share of what holds any form of the word. */
const FOUND_SHARE = 0.8

const query = (changes: Partial<ListQuery>): ListQuery => ({
  folder: 'messages', search: '', term: null, sort: { key: 'updated', descending: true }, offset: 0, limit: PAGE, now: Date.UTC(2026, 10, 22), timeZone: 'Asia/Yekaterinburg', ...changes,
})

const measurePages = async (job: ReadJob, seat: Seat, plain: Plain, sample: Note): Promise<void> => {
  const chance = chanceOf(7)
  const raw = plain.backendDB()
  const rawPage = (depth: number): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const wanted = raw.transaction('messages').objectStore('messages').index('serverSeq').getAll(IDBKeyRange.lowerBound(depth), PAGE)
      wanted.addEventListener('success', () => resolve(wanted.result))
      wanted.addEventListener('error', () => reject(wanted.error ?? new Error('getAll')))
    })
  await interleave(job, async (variant, round) => {
    const firsts: number[] = []
    const times: number[] = []
    for (const key of SORTS) {
      const sort = { key, descending: chance.happens(50) }
      const read = (offset: number): Promise<unknown> => (variant === 'ours' ? seat.call('lists:page', query({ sort, offset })) : rawPage(offset))
      firsts.push(await timed(() => read(0)))
      for (let turn = 0; turn < PAGES_PER_SORT; turn += 1) times.push(await timed(() => read(chance.between(0, job.size - PAGE))))
    }
    // the clock of a page ticks in tenths of a millisecond: a mean is finer than a median
    const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
    sample('page-first', variant, round, mean(firsts))
    sample('page-mean', variant, round, mean(times))
    sample('page-p95', variant, round, percentile(times, 0.95))
  })
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[а-я]{4,}/g) ?? []
/** One or two words of one message, typed letter by letter from the third. */
const keystrokes = (chance: Chance, texts: readonly string[]): string[] =>
  Array.from({ length: QUERIES }, () => {
    const words = wordsOf(chance.pick(texts))
    const typed = chance.happens(50) ? chance.pick(words) : `${chance.pick(words)} ${chance.pick(words)}`
    return Array.from({ length: typed.length - 2 }, (_, letters) => typed.slice(0, letters + 3))
  }).flat()

const stringOf = ({ description, place, applicant, answer }: Message): string =>
  [description, place, applicant?.surname, applicant?.name, answer?.text].join(' ').toLowerCase().replaceAll('ё', 'е')
const scan = (texts: readonly string[], search: string): number => {
  const words = search.split(' ').filter((word) => word !== '')
  return texts.reduce((found, text) => found + (words.every((word) => text.includes(word)) ? 1 : 0), 0)
}

const measureKeystrokes = async (job: ReadJob, seat: Seat, texts: readonly string[], result: JobResult, sample: Note): Promise<void> => {
  const chance = chanceOf(11)
  const script = keystrokes(chance, texts)
  let answered = 0
  for (const search of script) if ((await seat.call('lists:page', query({ search }))).total > 0) answered += 1
  result.notes['keystrokes'] = script.length
  result.notes['keystrokes answered, share'] = answered / script.length
  await interleave(job, async (variant, round) => {
    const from = (round - job.first) * KEYSTROKES_PER_ROUND
    const times: number[] = []
    for (let turn = 0; turn < KEYSTROKES_PER_ROUND; turn += 1) {
      const search = script[(from + turn) % script.length] ?? ''
      times.push(await timed(async () => (variant === 'ours' ? seat.call('lists:page', query({ search })) : scan(texts, search))))
    }
    sample('search-p50', variant, round, percentile(times, 0.5))
    sample('search-p95', variant, round, percentile(times, 0.95))
    sample('search-max', variant, round, Math.max(...times))
  })
}

const measureForms = async (seat: Seat, texts: readonly string[], result: JobResult): Promise<void> => {
  const holders = new Map<string, Set<number>>()
  texts.forEach((text, index) => {
    for (const word of wordsOf(text)) holders.set(word, (holders.get(word) ?? new Set()).add(index))
  })
  const chance = chanceOf(13)
  let ours = 0
  let scanned = 0
  let asked = 0
  while (asked < FORM_QUERIES) {
    const forms = chance.pick(LEMMAS)
    const form = chance.pick(forms)
    const all = new Set(forms.flatMap((one) => [...(holders.get(one) ?? [])]))
    if (all.size === 0 || form.length < 4) continue
    asked += 1
    const { total } = await seat.call('lists:page', query({ search: `${form} ` }))
    if (total >= all.size * FOUND_SHARE) ours += 1
    if (scan(texts, form) >= all.size * FOUND_SHARE) scanned += 1
  }
  result.notes['inflected forms found, share'] = ours / asked
  result.notes['inflected forms found by the scan, share'] = scanned / asked
}

export const measureRead = async (job: ReadJob): Promise<JobResult> => {
  const result = emptyResult()
  const sample = sampler(result.samples)
  const seat = await openSeat(await newOwner('read'))
  await pullAll(seat, job.size)
  await seat.indexed()
  const plain = await openPlain('read', 'relaxed')
  await addAll(plain, Array.from({ length: job.size }, (_, index) => plainRow(messageAt(0, index, CONTROL), index)))
  await measurePages(job, seat, plain, sample)
  const texts = Array.from({ length: job.size }, (_, index) => stringOf(messageAt(0, index, SENTINEL)))
  await measureKeystrokes(job, seat, texts, result, sample)
  await measureForms(seat, texts, result)
  await seat.close()
  plain.close()
  return result
}
