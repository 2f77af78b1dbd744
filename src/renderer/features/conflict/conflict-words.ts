// What stands in the cells of a conflict, in words: names behind ids, days behind instants. Pure; clock and zone come in with the formats.
import type { ConflictField, Value } from '../../../shared/conflict/fields.ts'
import type { Dictionary } from '../../../shared/contract/dictionary.ts'
import type { Message, MessageEvent } from '../../../shared/contract/message.ts'
import type { ConflictView } from '../../../shared/workspace.ts'
import type { Translate } from '../../ui/error-text.ts'
import type { Formats } from '../../ui/format.ts'

export type Wording = { t: Translate; format: Formats; dictionary: Dictionary; now: number }

const nameIn = (entries: readonly { id: number | string; name: string }[], value: Value): string | undefined => entries.find(({ id }) => id === value)?.name
const executorName = (value: Value, { dictionary }: Wording, { was, now }: ConflictView): string =>
  nameIn(dictionary.people, value) ?? [was, now].find((message) => message?.executorId === value)?.executorName ?? String(value)

/** A value as a person reads it. */
export const valueWords = (field: ConflictField, value: Value, wording: Wording, view: ConflictView): string => {
  const { t, format, dictionary, now } = wording
  if (field === 'executor') return value === null ? t('conflict.noExecutor') : executorName(value, wording, view)
  if (field === 'control') return t(value === true ? 'conflict.yes' : 'conflict.no')
  if (value === null || value === '') return t('conflict.none')
  const named: Partial<Record<ConflictField, () => string | undefined>> = {
    status: () => t(`names.status.${value}`),
    innerAt: () => format.dayMonth(String(value), now),
    answerAt: () => format.dayMonth(String(value), now),
    until: () => format.dayMonth(`${value}T12:00:00Z`, now),
    cabinet: () => nameIn(dictionary.cabinets, value),
    category: () => nameIn(dictionary.subjects, value),
    subcategory: () => nameIn(dictionary.subsubjects, value),
    fact: () => nameIn(dictionary.facts, value),
    reason: () => nameIn(view.action === 'decline' ? dictionary.declineReasons : dictionary.redirectReasons, value),
    decision: () => t(`names.decision.${value}`, { defaultValue: String(value) }),
    regime: () => t(`names.regime.${value}`),
  }
  return named[field]?.() ?? String(value)
}
/** Fields that hold somebody's own words: quoted in a sentence. */
export const isSpeech = (field: ConflictField): boolean => ['comment', 'text', 'replyText', 'question', 'cause', 'interim'].includes(field)

/** Who did it: a name, or what acted by itself. */
export const actorWords = ({ by }: MessageEvent, t: Translate): string => (by.kind === 'person' ? (by.name ?? t('conflict.who.unknown')) : t(`conflict.who.${by.kind}`))
/** The others among those who acted, each once. `self`: the beginning of one's own short name. */
export const othersIn = (events: readonly MessageEvent[], self: string, t: Translate): string[] => {
  const names = [...new Set(events.map((event) => actorWords(event, t)))]
  const others = names.filter((name) => !name.startsWith(self))
  return others.length > 0 ? others : names
}
/** «Ямы, выбоины · ул. Шестая, у д. 1» */
export const headline = ({ subsubjectId, subjectId, place }: Message, dictionary: Dictionary, none: string): string =>
  [nameIn(dictionary.subsubjects, subsubjectId) ?? nameIn(dictionary.subjects, subjectId) ?? none, place].filter(Boolean).join(' · ')
