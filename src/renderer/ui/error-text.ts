import type { ErrorCode } from '../../shared/errors.ts'

/** What `t` of i18next must be able to do here. */
export type Translate = (key: string, params?: Record<string, unknown>) => string
export type ErrorWords = { what: string; safe: string; todo: string }
export type ErrorFacts = { code: ErrorCode; details?: Readonly<Record<string, string | number | boolean>>; params?: Readonly<Record<string, string | number>> }

/** The three parts of an error: what happened, what is safe, what to do. The sentence is looked up by code only. */
export const errorText = (t: Translate, failure: ErrorFacts): ErrorWords => {
  const params = { ...failure.details, ...failure.params }
  const part = (name: keyof ErrorWords): string => t(`errors.${failure.code}.${name}`, params)
  return { what: part('what'), safe: part('safe'), todo: part('todo') }
}
