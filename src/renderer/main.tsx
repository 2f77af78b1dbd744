import '../shared/jitless.ts'
import createCache from '@emotion/cache'
import { CacheProvider } from '@emotion/react'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { startWords } from './app/language.ts'
import { startWiring } from './app/wiring.ts'

// the nonce is hidden from attributes once the page is parsed: the property still knows it
const nonceOf = (meta: HTMLElement | null): string => meta?.nonce || (meta?.getAttribute('nonce') ?? '')
const cache = createCache({ key: 'p', nonce: nonceOf(document.querySelector<HTMLElement>('meta[property=csp-nonce]')) })

const start = async (): Promise<void> => {
  // the worker first: its database opens while React draws
  const settings = await startWiring()
  await startWords(settings.language)
  const root = document.querySelector('#root')
  if (root === null) throw new Error('the page has no root')
  createRoot(root).render(
    <StrictMode>
      <CacheProvider value={cache}>
        <App />
      </CacheProvider>
    </StrictMode>,
  )
}
void start()
