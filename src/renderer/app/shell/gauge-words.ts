// The gauge «safe offline» in words: for each item of the status line its value, its level, and the three parts of its explanation. Pure.
import type { SessionFacts } from '../../../shared/ipc.ts'
import type { GaugeFacts, SyncFacts } from '../../../shared/workspace.ts'
import {
  CLOCK_EXACT_MS, clockLevel, DISK_WARN_BYTES, diskLevel, journalLevel, messagesThatFit, sessionLevel, supplyEnd, type Level,
} from '../../features/outbox/supply-facts.ts'
import { errorText, type Translate } from '../../ui/error-text.ts'
import type { Formats } from '../../ui/format.ts'

export type GaugeId = 'link' | 'queue' | 'aside' | 'oldest' | 'disk' | 'clock' | 'session' | 'journal' | 'supply'
export type GaugeAction = 'try-now' | 'open-queue' | 'open-errors' | 'sign-in' | 'copy-facts'
export type GaugeItem = { id: GaugeId; level: Level; value: string; now: string; safe: string; todo: string; actions: readonly GaugeAction[] }
export type GaugeInput = { sync: SyncFacts; session: SessionFacts; freeBytes: number | null; gauge: GaugeFacts | undefined; now: number }
type Words = { t: Translate; format: Formats }

const OLD_MS = 60 * 60_000
const VERY_OLD_MS = 4 * OLD_MS

const linkItem = ({ sync, session, now }: GaugeInput, { t, format }: Words): GaugeItem => {
  const base = { id: 'link' as const, safe: t('gauge.link.safe') }
  if (sync.link === 'offline') {
    const next = sync.nextAttemptAt !== null && sync.nextAttemptAt > now ? t('gauge.link.nextIn', { duration: format.duration(sync.nextAttemptAt - now) }) : t('gauge.link.nextSoon')
    const duration = sync.offlineSince === null ? '' : format.duration(now - sync.offlineSince)
    return { ...base, level: 'burn', value: t('shell.status.offline', { duration }), now: t('gauge.link.offline', { duration, next }), todo: t('gauge.link.todoOffline'), actions: ['try-now', 'open-queue', 'copy-facts'] }
  }
  if (sync.link === 'online') {
    return { ...base, level: 'calm', value: t('shell.status.online'), now: t('gauge.link.online', { time: sync.lastContactAt === null ? '' : format.time(sync.lastContactAt) }), todo: t('gauge.link.todoOnline'), actions: ['try-now'] }
  }
  const isOut = sync.link === 'signed-out' || session.state === 'none' || session.state === 'expired'
  if (isOut) return { ...base, level: 'soon', value: t('shell.status.signedOut'), now: t('gauge.link.signedOut'), todo: t('gauge.link.todoSignedOut'), actions: ['sign-in'] }
  return { ...base, level: 'calm', value: t('shell.status.unknown'), now: t('gauge.link.unknown'), todo: t('gauge.link.todoOnline'), actions: ['try-now'] }
}
const queueItem = ({ sync }: GaugeInput, { t }: Words): GaugeItem => {
  const count = sync.queued + sync.unknown
  const now = [count === 0 ? t('gauge.queue.empty') : t('gauge.queue.some', { count }), sync.unknown === 0 ? '' : t('gauge.queue.unknown', { count: sync.unknown })]
  return { id: 'queue', level: sync.unknown > 0 ? 'soon' : 'calm', value: String(count), now: now.filter(Boolean).join(' '), safe: t('gauge.queue.safe'), todo: t('gauge.queue.todo'), actions: count === 0 ? ['open-queue'] : ['open-queue', 'try-now'] }
}
const asideItem = ({ sync: { needsAttention: count } }: GaugeInput, { t }: Words): GaugeItem => ({
  id: 'aside', level: count > 0 ? 'burn' : 'calm', value: String(count), now: count === 0 ? t('gauge.aside.none') : t('gauge.aside.some', { count }), safe: t('gauge.aside.safe'),
  todo: count === 0 ? t('gauge.nothing') : t('gauge.aside.todo'), actions: ['open-errors'],
})
const oldestItem = ({ gauge, now }: GaugeInput, { t, format }: Words): GaugeItem[] => {
  if (gauge?.oldest == null) return []
  const age = Math.max(0, now - Date.parse(gauge.oldest.queuedAt))
  const duration = format.duration(age)
  return [{
    id: 'oldest', level: age > VERY_OLD_MS ? 'burn' : age > OLD_MS ? 'soon' : 'calm', value: duration,
    now: t('gauge.oldest.now', { code: gauge.oldest.code, time: format.dateTime(gauge.oldest.queuedAt, now), duration }), safe: t('gauge.oldest.safe'), todo: t('gauge.oldest.todo'), actions: ['open-queue', 'try-now'],
  }]
}
const diskItem = ({ freeBytes }: GaugeInput, { t, format }: Words): GaugeItem => {
  const base = { id: 'disk' as const, level: diskLevel(freeBytes), safe: t('gauge.disk.safe') }
  if (freeBytes === null) return { ...base, value: '…', now: t('gauge.disk.unknown'), todo: t('gauge.nothing'), actions: [] }
  const free = format.bytes(freeBytes)
  if (base.level === 'calm') {
    const count = messagesThatFit(freeBytes)
    return { ...base, value: free, now: t('gauge.disk.roomy', { free, count, messages: format.number(count) }), todo: t('gauge.nothing'), actions: [] }
  }
  const now = base.level === 'burn' ? t('gauge.disk.full', { free }) : t('gauge.disk.low', { free, wanted: format.bytes(DISK_WARN_BYTES) })
  return { ...base, value: free, now, todo: t('gauge.disk.todoLow', { missing: format.bytes(DISK_WARN_BYTES - freeBytes) }), actions: ['copy-facts'] }
}
const clockItem = ({ sync: { clockOffsetMs: offset } }: GaugeInput, { t, format }: Words): GaugeItem => {
  const base = { id: 'clock' as const, level: clockLevel(offset), safe: t('gauge.clock.safe') }
  if (offset === null) return { ...base, value: t('shell.status.clockUnknown'), now: t('gauge.clock.unknown'), todo: t('gauge.nothing'), actions: [] }
  const away = Math.abs(offset)
  const difference = away < 60_000 ? t('queue.seconds', { value: Math.round(away / 1000) }) : format.span(away)
  const direction = t(offset > 0 ? 'gauge.clock.slowDirection' : 'gauge.clock.fastDirection')
  const value = away <= CLOCK_EXACT_MS ? t('shell.status.clockExact') : `${offset > 0 ? '−' : '+'}${difference}`
  if (base.level === 'burn') {
    const { what, safe, todo } = errorText(t, { code: 'E-CLOCK', params: { difference, direction } })
    return { ...base, value, now: what, safe, todo, actions: ['copy-facts'] }
  }
  if (base.level === 'soon') return { ...base, value, now: t('gauge.clock.off', { difference, direction }), todo: t('gauge.clock.todo'), actions: ['copy-facts'] }
  return { ...base, value, now: t('gauge.clock.exact', { difference }), todo: t('gauge.nothing'), actions: [] }
}
const sessionItem = ({ session, now }: GaugeInput, { t, format }: Words): GaugeItem => {
  const base = { id: 'session' as const, level: sessionLevel(session, now), safe: t('gauge.session.safe') }
  if (session.state === 'signing-in') return { ...base, value: t('shell.status.signingIn'), now: t('gauge.session.signingIn'), todo: t('gauge.nothing'), actions: [] }
  if (session.state !== 'signed-in') {
    const isOver = session.state === 'expired'
    return { ...base, value: t(isOver ? 'shell.status.expired' : 'shell.status.notSignedIn'), now: t(isOver ? 'gauge.session.expired' : 'gauge.session.none'), todo: t('gauge.session.todoNone'), actions: ['sign-in'] }
  }
  const until = format.untilTime(session.until, now)
  return {
    ...base, value: until, now: t('gauge.session.until', { time: until, duration: format.span(Date.parse(session.until) - now) }),
    todo: t(base.level === 'soon' ? 'gauge.session.todoSoon' : 'gauge.session.todoCalm'), actions: base.level === 'soon' ? ['sign-in'] : [],
  }
}
const journalItem = ({ gauge }: GaugeInput, { t }: Words): GaugeItem => {
  const journal = gauge?.journal
  const base = { id: 'journal' as const, level: journalLevel(journal), safe: t('gauge.journal.safe') }
  const { inBoth, total } = journal ?? { inBoth: 0, total: 0 }
  if (base.level === 'burn') return { ...base, value: t('gauge.journalShortBad'), now: t('gauge.journal.failed', { inBoth, total }), todo: t('gauge.journal.todo'), actions: ['copy-facts'] }
  if (base.level === 'soon') return { ...base, value: t('gauge.journalShortOf', { inBoth, total }), now: t('gauge.journal.some', { inBoth, total }), todo: t('gauge.journal.todo'), actions: ['copy-facts'] }
  return { ...base, value: t('gauge.journalShort'), now: total === 0 ? t('gauge.journal.empty') : t('gauge.journal.all', { total }), todo: t('gauge.nothing'), actions: [] }
}
const supplyItem = (input: GaugeInput, { t, format }: Words): GaugeItem[] => {
  if (input.sync.link !== 'offline') return []
  const end = supplyEnd({ session: input.session, freeBytes: input.freeBytes, journal: input.gauge?.journal })
  const first = t(`gauge.supply.first.${end.first}`)
  const base = { id: 'supply' as const, safe: t('gauge.supply.safe'), actions: ['open-queue'] as const }
  if (end.until !== null) {
    const time = format.untilTime(end.until, input.now)
    return [{ ...base, level: sessionLevel(input.session, input.now), value: t('gauge.supplyUntil', { time }), now: t('gauge.supply.until', { time, first }), todo: t('gauge.nothing') }]
  }
  const [value, why] = { session: [t('gauge.supplyUnknown'), t('gauge.supply.whySession')], disk: [t('gauge.supplyDisk'), t('gauge.supply.whyDisk')], journal: [t('gauge.supplyJournal'), t('gauge.supply.whyJournal')] }[end.first] as [string, string]
  return [{ ...base, level: 'burn', value, now: t('gauge.supply.none', { first, why }), todo: t('gauge.supply.todo') }]
}

/** In the order of the line. The oldest unsent and the supply are told only while there is something to tell. */
export const gaugeItems = (input: GaugeInput, words: Words): GaugeItem[] => [
  linkItem(input, words), queueItem(input, words), asideItem(input, words), ...oldestItem(input, words), diskItem(input, words), clockItem(input, words),
  sessionItem(input, words), journalItem(input, words), ...supplyItem(input, words),
]

/** What an administrator asks for first: figures and codes, no person and no citizen. */
export const factsToCopy = ({ sync, session, freeBytes, gauge, now }: GaugeInput, version: string): string =>
  JSON.stringify({
    at: new Date(now).toISOString(), version, link: sync.link, offlineSince: sync.offlineSince, failure: sync.failure?.code ?? null, queued: sync.queued, unknown: sync.unknown, setAside: sync.needsAttention,
    clockOffsetMs: sync.clockOffsetMs, freeBytes, session: session.state, journal: gauge === undefined ? null : { inBoth: gauge.journal.inBoth, total: gauge.journal.total, failure: gauge.journal.failure?.code ?? null },
  })
