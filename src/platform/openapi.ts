// The OpenAPI 3.1 document of the workspace API, made from the route table. docs/openapi.json is this, kept fresh by a test.
import { z } from 'zod'
import { API, type Route } from '../shared/api.ts'
import { CONTRACT_VERSION } from '../shared/contract/meta.ts'
import { problemSchema } from '../shared/contract/problem.ts'

type Json = Record<string, unknown>
const CONTENT_TYPES = { ndjson: 'application/x-ndjson', events: 'text/event-stream' } as const

/** `io` input: what may be sent, output: what comes. The dialect keyword belongs to the document, not to each schema. */
const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any', target: 'draft-2020-12' })
  return rest
}

const parametersOf = ({ path, query }: Route): Json[] => {
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } }))
  const properties = query === undefined ? {} : (schemaOf(query, 'input').properties as Record<string, Json>)
  return [...inPath, ...Object.entries(properties).map(([name, schema]) => ({ name, in: 'query', required: false, schema }))]
}

/** tus 1.0 carries its facts in headers; bodies are bytes. */
const tusOperation = (name: string, route: Route): Json => ({
  operationId: name,
  summary: route.summary,
  security: [{ bearer: [] }],
  parameters: [...parametersOf(route), ...(route.method === 'OPTIONS' ? [] : [{ name: 'Tus-Resumable', in: 'header', required: true, schema: { const: '1.0.0' } }])],
  ...(route.tus === 'bytes' ? { requestBody: { required: true, content: { 'application/offset+octet-stream': {} } } } : {}),
  responses: { [String(route.status ?? 200)]: { description: route.summary }, default: { $ref: '#/components/responses/Problem' } },
})

const operationOf = (name: string, route: Route): Json => {
  if (route.tus !== undefined) return tusOperation(name, route)
  if (route.stream === 'file') return { ...tusOperation(name, { ...route, method: 'OPTIONS' }), responses: { 200: { description: route.summary, content: { 'application/octet-stream': {} } }, default: { $ref: '#/components/responses/Problem' } } }
  const contentType = route.stream === undefined ? 'application/json' : CONTENT_TYPES[route.stream]
  return {
    operationId: name,
    summary: route.summary,
    ...(route.only === 'training' ? { tags: ['training'] } : {}),
    security: route.access === 'open' ? [] : [{ bearer: [] }],
    parameters: parametersOf(route),
    ...(route.request === undefined ? {} : { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(route.request, 'input') } } } }),
    responses: {
      [String(route.status ?? 200)]: { description: route.summary, content: { [contentType]: { schema: schemaOf(route.response, 'output') } } },
      default: { description: 'A problem (RFC 9457)', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
    },
  }
}

/** The whole document as plain data, in a stable order. */
export const openApiDocument = (): Json => {
  const paths: Record<string, Json> = {}
  for (const [name, route] of Object.entries(API) as [string, Route][]) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(name, route) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Priyom workspace API', version: String(CONTRACT_VERSION), license: { name: 'MIT', identifier: 'MIT' } },
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
      responses: { Problem: { description: 'A problem (RFC 9457)', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } } },
      schemas: { Problem: schemaOf(problemSchema, 'output') },
    },
  }
}
