// How a call of the shift is said: on the screen, in the act and in the list alike.
import { STANDINGS, sumOf, type ShiftCounts, type ShiftLine, type Standing } from '../../../shared/shift.ts'
import type { LinkState } from '../../../shared/workspace.ts'
import type { Translate } from '../../ui/error-text.ts'

/** What is with a call; a refused one says its reason. */
export const stateWords = (t: Translate, { standing, failure }: Pick<ShiftLine, 'standing' | 'failure'>, link: LinkState): string => {
  if (standing === null) return t('shift.state.lost')
  if (standing === 'setAside') return t(`errors.${failure?.code ?? 'E-VALIDATION'}.field`)
  if (standing === 'waiting') return t(link === 'online' ? 'shift.state.waitingOnline' : 'shift.state.waitingOffline')
  return t(`shift.state.${standing}`)
}
export const spanWords = (t: Translate, ms: number | null): string => {
  if (ms === null) return t('shift.unknown')
  const seconds = Math.round(ms / 1000)
  return seconds < 60 ? t('shift.seconds', { seconds }) : t('shift.minutes', { minutes: Math.floor(seconds / 60), seconds: seconds % 60 })
}
/** The parts of the sum in their order; those that seldom happen only when they did. */
export const partsOf = (counts: ShiftCounts): Standing[] => STANDINGS.filter((standing) => (standing !== 'handedOver' && standing !== 'withdrawn') || counts[standing] > 0)
export const holds = (counts: ShiftCounts): boolean => sumOf(counts) === counts.recorded
