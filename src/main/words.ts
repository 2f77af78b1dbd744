// The catalogue for what main itself says: window titles, the doctor, troubles before there is a page.
import { createInstance, type TFunction } from 'i18next'
import type { Language } from '../shared/ipc.ts'
import { CATALOG } from '../shared/words/catalog.ts'

const words = createInstance()
void words.init({
  resources: { ru: { translation: CATALOG.ru }, en: { translation: CATALOG.en } },
  fallbackLng: 'ru',
  // all words are in memory already: nothing to wait for
  initAsync: false,
  interpolation: { escapeValue: false },
})

/** `wordsOf('ru')('system.signInTitle')`. */
export const wordsOf = (language: Language): TFunction => words.getFixedT(language)
