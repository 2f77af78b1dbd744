// The provider's question «who is it?» as pages: GET shows the people, POST takes the choice or gives up.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { asc } from 'drizzle-orm'
import type Provider from 'oidc-provider'
import { errors } from 'oidc-provider'
import type { Role } from '../../shared/roles.ts'
import type { Database } from '../database.ts'
import { readForm } from '../pages/form.ts'
import type { Page } from '../pages/layout.ts'
import { expiredPage, failedPage, livePage, signInPage, type Choice } from '../pages/sign-in.ts'
import { languageOf } from '../pages/words.ts'
import { membership, person } from '../schema.ts'
import type { SignIn } from './sign-in-access.ts'

export type InteractionFacts = { provider: Provider; database: Database; signIn: SignIn; /** Hears of a request that threw: a bug or a database that is gone. */ failed: (error: unknown) => void }

/** Serves `/interaction/<uid>`; an unknown or expired one gets a page that says what to do. */
export const serveInteraction = async (facts: InteractionFacts, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  try {
    await answer(facts, request, response)
  } catch (error) {
    if (error instanceof errors.SessionNotFound) return send(response, 400, expiredPage(languageOf(undefined)))
    facts.failed(error)
    if (!response.headersSent) send(response, 500, failedPage(languageOf(undefined), 'server_error'))
  }
}

const answer = async ({ provider, database, signIn }: InteractionFacts, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const { params, uid } = await provider.interactionDetails(request, response)
  const query = new URLSearchParams((request.url ?? '').split('?')[1] ?? '')
  const language = languageOf(query.get('lang') ?? params['ui_locales'])
  if (signIn !== 'people') return send(response, 403, livePage(language))
  if (request.method !== 'POST') return send(response, 200, signInPage({ language, action: `/oidc/interaction/${uid}`, people: await choices(database) }))
  const form = await readForm(request)
  if (form.has('cancel')) return provider.interactionFinished(request, response, { error: 'access_denied', error_description: 'sign-in cancelled' })
  const people = await choices(database)
  const chosen = people.find(({ id }) => id === form.get('person'))
  if (chosen === undefined) return send(response, 400, signInPage({ language, action: `/oidc/interaction/${uid}`, people }))
  // remember: false keeps the provider's session no longer than the window
  return provider.interactionFinished(request, response, { login: { accountId: chosen.id, remember: false } }, { mergeWithLastSubmission: false })
}

/** The people of the platform in the order of their ids, each with the roles they hold anywhere. */
const choices = async (database: Database): Promise<Choice[]> => {
  const people = await database.select().from(person).orderBy(asc(person.id))
  const held = await database.select({ personId: membership.personId, role: membership.role }).from(membership).orderBy(asc(membership.role))
  return people.map(({ id, surname, name, patronymic }) => ({
    id,
    name: [surname, name, patronymic].filter((part) => part !== null).join(' '),
    roles: [...new Set<Role>(held.filter(({ personId }) => personId === id).map(({ role }) => role))],
  }))
}

const send = (response: ServerResponse, status: number, page: Page): void => {
  response.writeHead(status, page.headers)
  response.end(page.html)
}
