// What the comparison of the three sources found, in words.
import type { ShiftReport } from '../../../shared/shift.ts'
import type { Translate } from '../../ui/error-text.ts'

export type SourceLine = { key: 'store' | 'journal' | 'platform'; name: string; count: number; words: string; good: boolean }
export const sourceLines = (t: Translate, { found, counts, journalDamage, platformBy, mismatches }: ShiftReport): SourceLine[] => {
  const has = (...reasons: string[]): boolean => mismatches.some(({ reason }) => reasons.includes(reason))
  const store = found.store === counts.recorded && !has('not-in-store', 'unreadable', 'changed')
  const journal = journalDamage === 0 && found.journal === counts.recorded && !has('not-in-journal')
  const platform = found.platform === counts.accepted && !has('no-receipt', 'not-on-platform', 'other-content')
  const journalWords = journalDamage > 0 ? t('shift.journalDamaged', { count: journalDamage }) : t(journal ? 'shift.journalGood' : 'shift.journalShort')
  const platformGood = t(platformBy === 'asked' ? 'shift.platformAsked' : 'shift.platformReceipts')
  return [
    { key: 'store', name: t('shift.store'), count: found.store, words: t(store ? 'shift.storeGood' : 'shift.storeBad'), good: store },
    { key: 'journal', name: t('shift.journal'), count: found.journal, words: journalWords, good: journal },
    { key: 'platform', name: t('shift.platform'), count: found.platform, words: platform ? platformGood : t('shift.platformBad'), good: platform },
  ]
}
