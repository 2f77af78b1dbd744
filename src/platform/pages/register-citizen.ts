// Serves `/citizen`. What is asked comes by POST; only the number may stand in the address, because the app links with it.
import type { FastifyInstance } from 'fastify'
import type { Mode } from '../../shared/contract/meta.ts'
import type { Database } from '../database.ts'
import type { Clock } from '../clock.ts'
import { citizenPage } from './citizen.ts'
import { findForCitizen, type Asked } from './find-for-citizen.ts'
import { languageOf } from './words.ts'

/** Wrong guesses that one number or code bears before it stays silent for a while: four digits are soon tried through. */
const GUESSES = 10
const SILENCE_MS = 10 * 60_000
const FORM_BYTES = 4096

type Silence = { refuses: (key: string) => boolean; missed: (key: string) => void }

const createSilence = (clock: Clock): Silence => {
  const misses = new Map<string, { count: number; until: number }>()
  const current = (key: string) => {
    const known = misses.get(key)
    return known === undefined || known.until <= clock.now().getTime() ? undefined : known
  }
  return {
    refuses: (key) => (current(key)?.count ?? 0) >= GUESSES,
    missed: (key) => {
      const now = clock.now().getTime()
      for (const [other, { until }] of misses) if (until <= now) misses.delete(other)
      misses.set(key, { count: (current(key)?.count ?? 0) + 1, until: now + SILENCE_MS })
    },
  }
}

const text = (source: URLSearchParams, name: string): string => (source.get(name) ?? '').trim().slice(0, 40)
const askedOf = (source: URLSearchParams): Asked => ({ number: text(source, 'number'), phone: text(source, 'phone'), code: text(source, 'code'), date: text(source, 'date') })

export type CitizenOptions = { database: Database; clock: Clock; mode: Mode }

/** Registers `GET /citizen?number=&lang=` (the form) and `POST /citizen` (the answer, status 200, 404 or 400). */
export const registerCitizen = async (app: FastifyInstance, { database, clock, mode }: CitizenOptions): Promise<void> => {
  const silence = createSilence(clock)
  const training = mode === 'training'
  await app.register(async (scope) => {
    scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string', bodyLimit: FORM_BYTES }, (_request, body, done) => done(null, new URLSearchParams(String(body))))
    scope.get('/citizen', (request, reply) => {
      const query = queryOf(request.url)
      const asked = { number: text(query, 'number').replaceAll(/\D/g, ''), phone: '', code: '', date: '' }
      const page = citizenPage({ language: languageOf(query.get('lang')), training, asked, found: null })
      return reply.headers(page.headers).send(page.html)
    })
    scope.post('/citizen', async (request, reply) => {
      const asked = askedOf(request.body instanceof URLSearchParams ? request.body : new URLSearchParams())
      const key = asked.number === '' ? asked.code : asked.number
      const found = silence.refuses(key) ? ({ kind: 'none' } as const) : await findForCitizen(database, asked)
      if (found.kind === 'none') silence.missed(key)
      const page = citizenPage({ language: languageOf(queryOf(request.url).get('lang')), training, asked: { ...asked, phone: '' }, found })
      const status = { found: 200, none: 404, incomplete: 400 }[found.kind]
      return reply.code(status).headers(page.headers).send(page.html)
    })
  })
}

const queryOf = (url: string): URLSearchParams => new URLSearchParams(url.split('?')[1] ?? '')
