import { afterEach, describe, expect, test, vi } from 'vitest'
import { parseDevicePage } from './device-list.ts'
import { readAnswer } from '../../src/api/answer.ts'
import { faults, isFaultKind, type FaultKind } from '../../src/mock/faults.ts'
import {
  createMockNetwork,
  type MockNetwork,
  type MockNetworkOptions,
} from '../../src/mock/network.ts'
import type { RawPage } from '../../src/mock/backend.ts'

const baseUrl = 'https://api.test/qa'
const devices = `${baseUrl}/tenants/devices`

let network: MockNetwork | undefined

function start(options: Partial<MockNetworkOptions> = {}): MockNetwork {
  network = createMockNetwork({ baseUrl, ...options })
  network.start()
  return network
}

afterEach(() => {
  network?.stop()
  vi.useRealTimers()
})

const call = (path = '', init: RequestInit & { key?: string } = {}) =>
  fetch(devices + path, { ...init, headers: { apikey: init.key ?? 'demo-key' } })

const firstId = (running: MockNetwork) => running.backend.list([], 1, 0).data[0]?.id ?? ''

describe('the operations', () => {
  test('list ten rows without a limit, and at most a hundred', async () => {
    start()
    const page = (await (await call()).json()) as RawPage
    expect(page).toMatchObject({ total: 1_248, limit: 10, page: 0, hasPrevious: false })
    const large = (await (await call('?limit=500&offset=100')).json()) as RawPage
    expect(large).toMatchObject({ limit: 100, page: 1 })
    expect(large.data).toHaveLength(100)
  })

  test('read, deactivate and remove one device', async () => {
    const id = firstId(start())
    expect(await (await call(`/${id}`)).json()).toMatchObject({ id, status: 'Online' })
    expect((await call(`/${id}/deactivate`, { method: 'POST' })).ok).toBe(true)
    expect(await (await call(`/${id}`)).json()).toMatchObject({ id, status: 'Deactivated' })
    expect((await call(`/${id}`, { method: 'DELETE' })).ok).toBe(true)
    const gone = await call(`/${id}`)
    expect(gone.status).toBe(404)
    expect(await gone.json()).toEqual({
      statusCode: 404,
      message: 'Device not found',
      error: 'Not Found',
    })
  })

  test('refuse a second deactivation with the reason', async () => {
    const id = firstId(start())
    await call(`/${id}/deactivate`, { method: 'POST' })
    const again = await call(`/${id}/deactivate`, { method: 'POST' })
    expect(again.status).toBe(409)
    expect(await again.json()).toEqual({
      statusCode: 409,
      message: 'Already deactivated',
      error: 'Conflict',
    })
  })

  test.each([
    ['?filter=online', 'property filter should not exist'],
    ['?page%5Boffset%5D=1', 'property page[offset] should not exist'],
    ['?sort=owner', 'sort: cannot sort by "owner"'],
    ['?sort=name:desc', 'sort: cannot sort by "name:desc"'],
    ['?limit=ten', 'limit must be an integer number'],
    ['?limit=0', 'limit must not be less than 1'],
    ['?offset=-1', 'offset must not be less than 0'],
    ['/not-a-uuid', 'Validation failed (uuid is expected)'],
  ])('refuse %s', async (path, message) => {
    start()
    const answer = await call(path)
    expect(answer.status).toBe(400)
    const body = (await answer.json()) as { message: string | string[] }
    expect(body).toMatchObject({ statusCode: 400, error: 'Bad Request' })
    expect([body.message].flat()).toEqual([message])
  })

  test('sort in the configured spelling', async () => {
    start({ sortFormat: 'colon' })
    const page = (await (await call('?sort=name:desc&limit=2')).json()) as RawPage
    expect(page.data).toHaveLength(2)
    expect((await call('?sort=-name')).status).toBe(400)
  })
})

describe('the key', () => {
  test('is required, checked, and may be read-only', async () => {
    const running = start()
    const without = await fetch(devices)
    expect(without.status).toBe(401)
    expect(await without.json()).toEqual({
      message: 'No API key found in request',
      request_id: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
    })
    expect(await (await call('', { key: 'wrong' })).json()).toMatchObject({
      message: 'Unauthorized',
    })
    expect((await call('', { key: 'read-only-key' })).ok).toBe(true)
    const id = firstId(running)
    const refused = await call(`/${id}`, { key: 'read-only-key', method: 'DELETE' })
    expect(refused.status).toBe(403)
    expect(running.backend.get(id)).toBeDefined()
  })

  test('is refused once after it was revoked', async () => {
    const running = start()
    running.settings.set({ ...running.settings.get(), keyRevoked: true })
    expect((await call()).status).toBe(401)
    expect(running.settings.get().keyRevoked).toBe(false)
    expect((await call()).status).toBe(200)
  })
})

describe('the network in the page', () => {
  test('answers only its own addresses', async () => {
    const outside = vi
      .spyOn(globalThis, 'fetch')
      .mockImplementation(async () => new Response('real'))
    start()
    for (const address of [
      'https://api.test/other',
      'https://api.test/qa-2/x',
      'https://site.test/qa/',
    ]) {
      expect(await (await fetch(address)).text()).toBe('real')
    }
    const unknown = await fetch(`${baseUrl}/tenants/users`)
    expect(await unknown.json()).toMatchObject({ message: 'no Route matched with those values' })
    expect(outside).toHaveBeenCalledTimes(3)
    network?.stop()
    expect(globalThis.fetch).toBe(outside)
    outside.mockRestore()
  })

  test('records every request for a change, with its ID and result', async () => {
    const running = start()
    const id = firstId(running)
    await call()
    await call(`/${id}/deactivate`, { method: 'POST' })
    await call(`/${id}`, { method: 'DELETE' })
    await call(`/${id}`, { method: 'DELETE' })
    await call(`/${id}`, { method: 'PUT' })
    expect(running.requests).toEqual([
      { action: 'deactivate', id, method: 'POST', status: 201 },
      { action: 'remove', id, method: 'DELETE', status: 204 },
      { action: 'remove', id, method: 'DELETE', status: 404 },
      { action: 'unknown', id, method: 'PUT', status: 404 },
    ])
    expect(running.reads()).toBe(1)
    running.reset()
    expect(running.requests).toEqual([])
    expect(running.backend.get(id)).toBeDefined()
  })

  test('ends an aborted call immediately, and the backend never receives it', async () => {
    const running = start({ latencyMs: 60_000 })
    const id = firstId(running)
    const abort = new AbortController()
    const pending = call(`/${id}`, { method: 'DELETE', signal: abort.signal })
    abort.abort(new Error('enough'))
    await expect(pending).rejects.toThrow('enough')
    expect(running.backend.get(id)).toBeDefined()
  })

  test('answers after its latency', async () => {
    vi.useFakeTimers()
    start({ latencyMs: 200 })
    let answered = false
    const pending = call().then(() => (answered = true))
    await vi.advanceTimersByTimeAsync(130)
    expect(answered).toBe(false)
    await vi.advanceTimersByTimeAsync(140)
    await pending
    expect(answered).toBe(true)
  })

  test('makes a new fleet when another size is set', async () => {
    const running = start()
    running.settings.set({ ...running.settings.get(), fleetSize: 50 })
    expect(await (await call()).json()).toMatchObject({ total: 50 })
  })
})

describe('faults', () => {
  const withFault = (fault: FaultKind, more: Partial<MockNetworkOptions> = {}) =>
    start({ fault, ...more })

  test.each<[FaultKind, number]>([
    ['bad-request', 400],
    ['unauthorized', 401],
    ['forbidden', 403],
    ['not-found', 404],
    ['no-route', 404],
    ['conflict', 409],
    ['rate-limited', 429],
    ['rate-limited-silent', 429],
    ['server-error', 500],
    ['bad-gateway', 502],
    ['unavailable', 503],
  ])('%s answers %i and leaves the device alone', async (fault, status) => {
    const running = withFault(fault)
    const id = firstId(running)
    expect((await call(`/${id}`, { method: 'DELETE' })).status).toBe(status)
    expect(running.backend.get(id)).toBeDefined()
  })

  test.each<FaultKind>(['gateway-timeout', 'lost-answer'])('%s took effect', async (fault) => {
    const running = withFault(fault)
    const id = firstId(running)
    const status = await call(`/${id}`, { method: 'DELETE' }).then(
      (answer) => answer.status,
      String,
    )
    expect(status).toBe(fault === 'lost-answer' ? 'TypeError: Failed to fetch' : 504)
    expect(running.backend.get(id)).toBeUndefined()
  })

  test('no connection fails as fetch does', async () => {
    withFault('network-error')
    await expect(call()).rejects.toThrow(TypeError)
  })

  test('429 comes with a wait time, or without', async () => {
    const read = async () => {
      const answer = await call()
      const { status, headers } = answer
      const raw = { status, headers, body: await answer.text() }
      return readAnswer(raw, { host: 'api.test', isProxy: false, isRead: true }).error
    }
    const running = withFault('rate-limited')
    expect(await read()).toMatchObject({ kind: 'rate-limited', retryAfterMs: 2_000 })
    running.settings.set({ ...running.settings.get(), fault: 'rate-limited-silent' })
    expect(await read()).toMatchObject({ kind: 'rate-limited', retryAfterMs: undefined })
  })

  test.each<FaultKind>(['hang', 'timeout'])(
    '%s waits until the call is given up',
    async (fault) => {
      withFault(fault)
      const abort = new AbortController()
      const answer = call('', { signal: abort.signal })
      abort.abort(new Error('enough'))
      await expect(answer).rejects.toThrow('enough')
    },
  )

  test('an answer that stops half-way gives its first half, then hangs', async () => {
    withFault('hang-in-body')
    const abort = new AbortController()
    const answer = await call('', { signal: abort.signal })
    const reader = answer.body?.getReader()
    const first = await reader?.read()
    expect(new TextDecoder().decode(first?.value)).toMatch(/^\{"data":\[\{"id"/)
    const second = reader?.read()
    abort.abort(new Error('enough'))
    await expect(second).rejects.toThrow('enough')
  })

  test('an answer that breaks half-way is unreadable', async () => {
    withFault('truncated-body')
    await expect((await call()).text()).rejects.toThrow(TypeError)
  })

  test.each<[FaultKind, string, RegExp]>([
    ['html', 'text/html', /^<!doctype/],
    ['empty', '', /^$/],
    ['malformed-json', 'application/json', /^\{"data":/],
    ['wrong-type', 'application/json', /^\[\{/],
  ])('%s is a success that says nothing', async (fault, type, text) => {
    withFault(fault)
    const answer = await call()
    expect(answer.status).toBe(200)
    if (type) expect(answer.headers.get('content-type')).toContain(type)
    const body = await answer.text()
    expect(body).toMatch(text)
    if (fault === 'malformed-json') expect(() => JSON.parse(body) as unknown).toThrow(SyntaxError)
  })

  const read = async (path = '?limit=25') => {
    const body: unknown = await (await call(path)).json()
    const asked = { limit: Number(/limit=(\d+)/.exec(path)?.[1]), offset: 0 }
    return { body: body as RawPage, page: parseDevicePage(body, asked) }
  }

  test('change successful answers: rows, statuses, totals, repetitions, prototypes', async () => {
    const running = withFault('unreadable-rows')
    const set = (fault: FaultKind) => running.settings.set({ ...running.settings.get(), fault })
    expect((await read()).page?.unreadable).toBe(18)
    set('unknown-status')
    expect((await read()).page?.rows.map(({ status }) => status)).toContain('Hibernating')
    set('missing-fields')
    expect((await read()).page?.rows.map(({ name }) => name)).toContain('')
    set('wrong-totals')
    expect((await read()).page?.total).toBeUndefined()
    set('duplicate-ids')
    expect((await read()).page?.rows).toHaveLength(24)
    set('bad-dates')
    expect((await read()).body.data[1]?.createdAt).toBe('not a date')
    set('huge-text')
    expect((await read()).body.data[1]?.name).toHaveLength(1_000_000)
    set('prototype-keys')
    const { body } = await read()
    expect(Object.hasOwn(body.data[0] ?? {}, '__proto__')).toBe(true)
  })

  test('change the request: sort, limit, size', async () => {
    const running = withFault('sort-ignored')
    const set = (fault: FaultKind) => running.settings.set({ ...running.settings.get(), fault })
    expect((await read('?sort=-name&limit=25')).body.data[0]?.name).toBe('ana-macbook-pro-14')
    set('limit-lowered')
    expect((await read()).body).toMatchObject({ limit: 7, total: 1_248 })
    set('oversized-page')
    const { body } = await read()
    expect(body.limit).toBe(25)
    expect(body.data).toHaveLength(100)
  })

  test('occur at the configured rate and kind of call, reproducibly', async () => {
    const running = withFault('server-error', { faultRate: 0.3, faultOn: 'reads' })
    const outcomes = async () => {
      const statuses: number[] = []
      for (let count = 0; count < 60; count += 1) statuses.push((await call('?limit=1')).status)
      return statuses
    }
    const first = await outcomes()
    const failed = first.filter((status) => status === 500).length
    expect(failed).toBeGreaterThan(8)
    expect(failed).toBeLessThan(30)
    running.reset()
    running.settings.set({ ...running.settings.get(), faultRate: 0.3, faultOn: 'reads' })
    expect(await outcomes()).toEqual(first)
    running.settings.set({ ...running.settings.get(), faultRate: 1 })
    expect((await call(`/${firstId(running)}`, { method: 'DELETE' })).status).toBe(204)
  })

  test.each(Object.keys(faults))('%s has a label', (kind) => {
    expect(isFaultKind(kind) && faults[kind].words).toMatch(/^[\dA-Z]/)
  })
})

describe('changes that the console did not make', () => {
  test('a key of another network finds its own fleet, and none of the devices of the first', async () => {
    const keys = { keys: ['demo-key'], readOnlyKeys: [], otherNetworkKeys: ['other-key'] }
    const running = start({ keys })
    const page = (await (await call('', { key: 'other-key' })).json()) as RawPage
    expect(page.total).toBe(running.otherBackend.total())
    expect(page.data.map(({ id }) => running.backend.get(id))).toEqual(
      page.data.map(() => undefined),
    )
    const there = await call(`/${firstId(running)}`, { method: 'DELETE', key: 'other-key' })
    expect(there.status).toBe(404)
    expect(running.backend.total()).toBe(1_248)
  })

  test('a device connects by itself, and a removed one is registered again', async () => {
    const running = start()
    const id = firstId(running)
    running.backend.edit(id, { status: 'Offline', name: 'renamed' })
    expect(await (await call(`/${id}`)).json()).toMatchObject({
      status: 'Offline',
      name: 'renamed',
    })
    running.backend.remove(id)
    const before = Date.now()
    running.backend.register(id)
    const device = running.backend.get(id)
    expect(Date.parse(device?.createdAt ?? '')).toBeGreaterThanOrEqual(before)
    expect(device?.lastConnection).toBeUndefined()
    expect(running.backend.total()).toBe(1_248)
    expect(firstId(running)).toBe(id)
  })

  test('a test’s own answer precedes the fault and the backend', async () => {
    const running = start({ fault: 'server-error' })
    running.intercept(({ request }) =>
      request.method === 'DELETE' ? new Response(null, { status: 204 }) : undefined,
    )
    expect((await call(`/${firstId(running)}`, { method: 'DELETE' })).status).toBe(204)
    expect(running.backend.total()).toBe(1_248)
    expect((await call()).status).toBe(500)
    running.reset()
    expect((await call(`/${firstId(running)}`, { method: 'DELETE' })).status).toBe(500)
  })
})
