import { useTranslation } from 'react-i18next'
import { formats, type Formats } from './format.ts'

/** Formats of the language on the screen in a zone. */
export const useFormats = (timeZone: string): Formats => {
  const { i18n } = useTranslation()
  return formats(i18n.language === 'en' ? 'en' : 'ru', timeZone)
}
