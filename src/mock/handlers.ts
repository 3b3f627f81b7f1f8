import { http, type HttpHandler } from 'msw/http'
import { deviceActionNames } from '../actions/definitions.ts'
import { deviceChanges, devicesPath } from '../api/device-calls.ts'
import { parseSort, type SortFormat } from '../api/sort.ts'
import { serverSortFields, type ServerSortEntry } from '../device/fields.ts'
import { rowsByDefault, type Backend } from './backend.ts'
import {
  badRequest,
  conflict,
  forbidden,
  keyMissing,
  keyWrong,
  noRoute,
  notFound,
} from './refusals.ts'

export interface AcceptedKeys {
  keys: readonly string[]
  readOnlyKeys: readonly string[]
  /** Keys of another network with its own fleet. */
  otherNetworkKeys?: readonly string[]
}

export const demoKeys: AcceptedKeys = { keys: ['demo-key'], readOnlyKeys: ['read-only-key'] }

/** Handles the API's four operations under `baseUrl`, and answers other URLs with the gateway's 404. */
export function createHandlers(options: {
  baseUrl: string
  backend: () => Backend
  otherBackend: Backend
  keys: AcceptedKeys
  sortFormat?: SortFormat | undefined
}): HttpHandler[] {
  const { baseUrl, keys, sortFormat = 'prefix' } = options
  const backendFor = (request: Request) =>
    keys.otherNetworkKeys?.includes(keyOf(request)) ? options.otherBackend : options.backend()
  const devices = baseUrl + devicesPath

  return [
    http.get(devices, ({ request }) => {
      const refusal = refuseKey(request, keys)
      if (refusal) return refusal
      const query = readQuery(new URL(request.url).searchParams, sortFormat)
      if ('problems' in query) return badRequest(query.problems)
      return Response.json(backendFor(request).list(query.sort, query.limit, query.offset))
    }),
    http.get<{ id: string }>(`${devices}/:id`, ({ request, params }) => {
      const refusal = refuseKey(request, keys) ?? refuseId(params.id)
      if (refusal) return refusal
      const device = backendFor(request).get(params.id)
      return device ? Response.json(device) : notFound()
    }),
    ...deviceActionNames.map((action) => {
      const { method, path } = deviceChanges[action]
      const handle = method === 'POST' ? http.post : http.delete
      return handle<{ id: string }>(`${devices}/:id${path}`, ({ request, params }) => {
        const refusal =
          refuseKey(request, keys) ?? refuseReadOnly(request, keys) ?? refuseId(params.id)
        if (refusal) return refusal
        const result = backendFor(request)[action](params.id)
        if (result.outcome === 'not-found') return notFound()
        if (result.outcome === 'refused') return conflict(result.reason)
        return result.device
          ? Response.json(result.device, { status: 201 })
          : new Response(null, { status: 204 })
      })
    }),
    http.all(`${baseUrl}/*`, () => noRoute()),
  ]
}

const keyOf = (request: Request) => request.headers.get('apikey') ?? ''

function refuseKey(request: Request, keys: AcceptedKeys): Response | undefined {
  const key = keyOf(request)
  if (key === '') return keyMissing()
  const known = [...keys.keys, ...keys.readOnlyKeys, ...(keys.otherNetworkKeys ?? [])]
  return known.includes(key) ? undefined : keyWrong()
}

function refuseReadOnly(request: Request, { readOnlyKeys }: AcceptedKeys): Response | undefined {
  return readOnlyKeys.includes(keyOf(request)) ? forbidden() : undefined
}

function refuseId(id: string): Response | undefined {
  const isUuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)
  return isUuid ? undefined : badRequest('Validation failed (uuid is expected)')
}

/** Reads the query as strictly as a server may: undocumented parameters are refused. */
function readQuery(
  query: URLSearchParams,
  sortFormat: SortFormat,
): { sort: ServerSortEntry[]; limit: number; offset: number } | { problems: string[] } {
  const problems: string[] = []
  for (const name of new Set(query.keys())) {
    if (!['sort', 'limit', 'offset'].includes(name)) {
      problems.push(`property ${name} should not exist`)
    }
  }

  const sort: ServerSortEntry[] = []
  for (const spelled of query.getAll('sort')) {
    const entry = parseSort(spelled, sortFormat, serverSortFields)
    if (entry) sort.push(entry)
    else problems.push(`sort: cannot sort by ${JSON.stringify(spelled.slice(0, 60))}`)
  }

  const wholeNumber = (name: string, min: number, otherwise: number): number => {
    const [spelled, ...more] = query.getAll(name)
    if (spelled === undefined) return otherwise
    if (more.length > 0 || !/^-?\d{1,9}$/.test(spelled)) {
      problems.push(`${name} must be an integer number`)
    } else if (Number(spelled) < min) {
      problems.push(`${name} must not be less than ${min}`)
    }
    return Number(spelled)
  }
  const limit = wholeNumber('limit', 1, rowsByDefault)
  const offset = wholeNumber('offset', 0, 0)
  return problems.length > 0 ? { problems } : { sort, limit, offset }
}
