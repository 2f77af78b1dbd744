// The small page that the person's browser shows when it comes back from the provider.
import type { Language } from '../../shared/ipc.ts'
import { wordsOf } from '../words.ts'

/** A whole HTML page without script or style; its words are ours, so nothing needs escaping. */
export const returnPage = (language: Language): string => {
  const t = wordsOf(language)
  return `<!doctype html><html lang="${language}"><meta charset="utf-8"><title>${t('system.returnTitle')}</title><h1>${t('system.returnTitle')}</h1><p>${t('system.returnText')}</p></html>`
}
