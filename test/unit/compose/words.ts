// The real catalogue behind `t`, for tests of what is said and shown.
import i18next from 'i18next'
import type { Language } from '../../../src/shared/ipc.ts'
import { CATALOG } from '../../../src/shared/words/catalog.ts'
import type { Speech } from '../../../src/renderer/features/compose/spoken.ts'

export const translateIn = (language: Language): Speech['t'] => {
  const instance = i18next.createInstance()
  void instance.init({ lng: language, initAsync: false, resources: { [language]: { translation: CATALOG[language] } }, interpolation: { escapeValue: false } })
  return (key, params) => instance.t(key, params ?? {}) as string
}
export const speechIn = (language: Language, timeZone = 'Europe/Moscow'): Speech => ({ t: translateIn(language), language, timeZone })
