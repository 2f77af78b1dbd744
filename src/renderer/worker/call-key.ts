// What makes two takings-down one call: phone, subcategory and place. Pure.
import { fold } from './search/words.ts'

export type Call = { phone: string; subsubjectId: number | null; place: string }

/** Equal for one call taken down twice: punctuation and spaces differ from one taking down to the next. */
export const callKey = ({ phone, subsubjectId, place }: Call): string => [phone, subsubjectId, fold(place).replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim()].join('|')
