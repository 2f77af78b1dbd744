import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { Language } from '../../shared/ipc.ts'
import { CATALOG } from '../../shared/words/catalog.ts'

/** Prepares both languages: the catalogue is part of the build, so that nothing is loaded later. */
export const startWords = async (language: Language): Promise<void> => {
  document.documentElement.lang = language
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'ru',
    resources: { ru: { translation: CATALOG.ru }, en: { translation: CATALOG.en } },
    // React escapes by itself
    interpolation: { escapeValue: false },
    nsSeparator: false,
    returnNull: false,
  })
}

/** Follows the setting. */
export const changeWords = (language: Language): void => {
  if (i18next.language === language) return
  document.documentElement.lang = language
  void i18next.changeLanguage(language)
}
