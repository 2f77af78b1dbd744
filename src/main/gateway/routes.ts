// Which requests of the page may leave: the routes of shared/api, their methods and queries. Pure.
import { API, GATEWAY_PREFIX, type Route, type RouteName } from '../../shared/api.ts'
import type { Mode } from '../../shared/contract/meta.ts'

export type RouteMatch = { name: RouteName; route: Route; path: string }

const PARAMETER = '[A-Za-z0-9-]{1,64}'
const ROUTES = (Object.entries(API) as [RouteName, Route][]).map(([name, route]) => ({
  name,
  route,
  pattern: new RegExp(`^${GATEWAY_PREFIX}${route.path.replaceAll(/:[a-z]+/gi, PARAMETER)}$`),
}))

/**
 * The route that `app://priyom/platform/...` asks for, with the path and query to send on; undefined for anything
 * off the list: a foreign path, another method, an unknown query parameter, a training lever in live mode.
 */
export const matchRoute = (method: string, url: URL, mode: Mode): RouteMatch | undefined => {
  const found = ROUTES.find(({ route, pattern }) => route.method === method && pattern.test(url.pathname))
  if (found === undefined || (found.route.only === 'training' && mode !== 'training')) return undefined
  if (!isQueryAllowed(found.route, url.searchParams)) return undefined
  return { name: found.name, route: found.route, path: url.pathname.slice(GATEWAY_PREFIX.length) + url.search }
}

const isQueryAllowed = (route: Route, query: URLSearchParams): boolean => {
  const names = [...query.keys()]
  if (names.length === 0) return true
  // a parameter given twice would be read differently by different servers
  if (route.query === undefined || new Set(names).size !== names.length) return false
  const known = Object.keys((route.query as unknown as { shape: object }).shape)
  return names.every((name) => known.includes(name)) && route.query.safeParse(Object.fromEntries(query)).success
}
