// The gauge: each item has its value, its level and three parts of words in both languages, whatever the facts are.
import { describe, expect, it } from 'vitest'
import type { SessionFacts } from '../../../src/shared/ipc.ts'
import type { SyncFacts } from '../../../src/shared/workspace.ts'
import { factsToCopy, gaugeItems, type GaugeInput } from '../../../src/renderer/app/shell/gauge-words.ts'
import { formats } from '../../../src/renderer/ui/format.ts'
import { translateIn } from '../compose/words.ts'

const NOW = Date.parse('2026-11-22T09:00:00Z')
const MB = 1024 ** 2
const SYNC: SyncFacts = { link: 'online', offlineSince: null, lastContactAt: NOW, nextAttemptAt: null, failure: null, queued: 0, needsAttention: 0, unknown: 0, clockOffsetMs: 900, pulling: false }
const until = (minutes: number): SessionFacts => ({ state: 'signed-in', operatorId: 'x', until: new Date(NOW + minutes * 60_000).toISOString() })
const CALM: GaugeInput = { sync: SYNC, session: until(400), freeBytes: 40_000 * MB, gauge: { journal: { inBoth: 3, total: 3, failure: null }, oldest: null }, now: NOW }
const items = (change: Partial<GaugeInput> = {}, language: 'ru' | 'en' = 'ru') => gaugeItems({ ...CALM, ...change }, { t: translateIn(language), format: formats(language, 'Europe/Moscow') })
const levelOf = (id: string, change: Partial<GaugeInput>) => items(change).find((item) => item.id === id)?.level

describe('the gauge', () => {
  it('is calm when all is well, and says no more than there is', () => {
    expect(items().map(({ id, level }) => [id, level])).toEqual(['link', 'queue', 'aside', 'disk', 'clock', 'session', 'journal'].map((id) => [id, 'calm']))
  })
  it.each([
    [600, 'calm'], [499, 'soon'], [100, 'soon'], [99, 'burn'],
  ] as const)('with %i MB free the disk is %s', (megabytes, level) => expect(levelOf('disk', { freeBytes: megabytes * MB })).toBe(level))
  it.each([
    [4_000, 'calm'], [-119_000, 'calm'], [121_000, 'soon'], [-299_000, 'soon'], [301_000, 'burn'], [-86_400_000, 'burn'],
  ] as const)('a clock %i ms off is %s', (clockOffsetMs, level) => expect(levelOf('clock', { sync: { ...SYNC, clockOffsetMs } })).toBe(level))
  it.each([[61, 'calm'], [59, 'soon']] as const)('%i minutes of sign-in left are %s', (minutes, level) => expect(levelOf('session', { session: until(minutes) })).toBe(level))
  it('says which way the clock is off, and that nothing is lost', () => {
    const clock = items({ sync: { ...SYNC, clockOffsetMs: 420_000 } }).find(({ id }) => id === 'clock')
    expect(clock).toMatchObject({ now: 'Часы этого компьютера отстают: 7\u00a0минут.', safe: expect.stringContaining('Ничего не потеряно') })
  })
  it('names what ends first without a link: a journal that is not written, a full disk, the sign-in', () => {
    const offline = { sync: { ...SYNC, link: 'offline' as const, offlineSince: NOW - 60_000 } }
    const supply = (change: Partial<GaugeInput>) => items({ ...offline, ...change }).find(({ id }) => id === 'supply')
    expect(supply({})?.now).toContain('Первым кончится вход')
    expect(supply({ session: { state: 'none' } })).toMatchObject({ level: 'burn', value: 'нужен вход' })
    expect(supply({ freeBytes: 50 * MB })?.now).toContain('диск')
    expect(supply({ freeBytes: 50 * MB, gauge: { journal: { inBoth: 1, total: 3, failure: { code: 'E-DISK' } }, oldest: null } })?.now).toContain('журнал')
  })
  it('has whole words in both languages for every fact', () => {
    const sessions: SessionFacts[] = [until(400), until(5), { state: 'none' }, { state: 'signing-in' }, { state: 'expired', operatorId: 'x' }]
    for (const language of ['ru', 'en'] as const)
      for (const link of ['online', 'offline', 'unknown', 'signed-out'] as const)
        for (const session of sessions)
          for (const freeBytes of [null, 50 * MB, 300 * MB, 40_000 * MB])
            for (const clockOffsetMs of [null, 0, 200_000, -4_000_000]) {
              const sync: SyncFacts = { ...SYNC, link, offlineSince: link === 'offline' ? NOW - 5_000 : null, queued: 2, unknown: 1, needsAttention: 1, clockOffsetMs }
              const gauge = { journal: { inBoth: 1, total: 2, failure: null }, oldest: { code: '482-617-М', queuedAt: new Date(NOW - 9_000_000).toISOString() } }
              for (const item of items({ sync, session, freeBytes, gauge }, language)) expect([item.value, item.now, item.safe, item.todo].join(' ')).not.toMatch(/gauge\.|\{\{|undefined|NaN/)
            }
  })
  it('copies figures and codes for the administrator, never a person', () => {
    expect(factsToCopy({ ...CALM, gauge: { ...CALM.gauge!, oldest: { code: '482-617-М', queuedAt: new Date(NOW).toISOString() } } }, '0.1.0')).not.toMatch(/482|operatorId|"x"/)
  })
})
