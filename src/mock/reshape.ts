import type { Fault, Faulty } from './faults.ts'

type Row = Record<string, unknown>

/** Faults inside a successful answer: its JSON differs from the documented one. */
export const reshapers = {
  'unreadable-rows': reshape('Some rows are unreadable', {
    rows: (rows) =>
      rows.map((row, index) => [row, null, { ...row, id: undefined }, 17][index % 4] ?? null),
    device: () => ({}),
  }),
  'unknown-status': reshape('An undocumented status', {
    rows: everyOther((row) => ({ ...row, status: 'Hibernating' })),
    device: (device) => ({ ...device, status: 'Hibernating' }),
  }),
  'missing-fields': reshape('Required fields missing or null', {
    rows: everyOther(({ id, hardwareId }) => ({ id, hardwareId, name: null, status: null })),
    device: ({ id }) => ({ id, name: null, createdAt: null }),
  }),
  'bad-dates': reshape('Invalid dates', {
    rows: everyOther(withBadDates),
    device: withBadDates,
  }),
  'huge-text': reshape('A name of one million letters', {
    rows: everyOther((row) => ({ ...row, name: 'long '.repeat(200_000) })),
    device: (device) => ({ ...device, name: 'long '.repeat(200_000) }),
  }),
  'wrong-totals': reshape('Totals that contradict the rows', {
    page: (page) => ({ ...page, total: 1, page: 99, hasNext: false, hasPrevious: false }),
  }),
  'duplicate-ids': reshape('The same device twice on a page', {
    rows: (rows) => rows.map((row, index) => (index === rows.length - 1 ? rows[0] : row)),
  }),
  'sort-ignored': {
    words: 'The sort is ignored',
    answer: (call) => call.next(withQuery(call.request, (query) => query.delete('sort'))),
  },
  'limit-lowered': {
    words: 'At most 7 rows a page',
    answer: (call) =>
      call.next(
        withQuery(call.request, (query) => {
          query.set('limit', String(Math.min(Number(query.get('limit') ?? 7), 7)))
        }),
      ),
  },
  'oversized-page': {
    words: 'More rows than requested',
    answer: async (call) => {
      const asked = Number(new URL(call.request.url).searchParams.get('limit') ?? 10)
      const answer = await call.next(withQuery(call.request, (query) => query.set('limit', '100')))
      return rewrite(answer, { page: (page) => ({ ...page, limit: asked }) })
    },
  },
  'prototype-keys': {
    words: 'Keys that attack object prototypes',
    answer: async (call) => {
      const answer = await call.next(call.request)
      if (!answer.ok || answer.status === 204) return answer
      const attack = '"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},'
      return new Response((await answer.text()).replaceAll('{"id":', `{${attack}"id":`), {
        status: answer.status,
        headers: { 'content-type': 'application/json' },
      })
    },
  },
} satisfies Record<string, Fault>

interface Reshape {
  page?: (page: Row) => unknown
  rows?: (rows: Row[]) => unknown[]
  device?: (device: Row) => unknown
}

function reshape(words: string, how: Reshape): Fault {
  return { words, answer: async ({ request, next }: Faulty) => rewrite(await next(request), how) }
}

/** Rewrites a successful JSON answer and passes any other on. */
async function rewrite(answer: Response, { page, rows, device }: Reshape): Promise<Response> {
  if (!answer.ok || !answer.headers.get('content-type')?.includes('json')) return answer
  const body = (await answer.json()) as Row
  const listed = Array.isArray(body['data']) ? (body['data'] as Row[]) : undefined
  const init = { status: answer.status }
  if (!listed) return Response.json(device ? device(body) : body, init)
  const reshaped = rows ? { ...body, data: rows(listed) } : body
  return Response.json(page ? page(reshaped) : reshaped, init)
}

function everyOther(change: (row: Row) => Row): (rows: Row[]) => Row[] {
  return (rows) => rows.map((row, index) => (index % 2 === 0 ? row : change(row)))
}

function withBadDates(row: Row): Row {
  return {
    ...row,
    createdAt: 'not a date',
    updatedAt: '0000-00-00T00:00:00Z',
    lastConnection: '+275760-09-13T00:00:01Z',
  }
}

/** A list request with another query; any other request is passed on. */
function withQuery(request: Request, change: (query: URLSearchParams) => void): Request {
  const url = new URL(request.url)
  if (request.method !== 'GET' || !url.pathname.endsWith('/devices')) return request
  change(url.searchParams)
  return new Request(url, request)
}
