import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import process from 'node:process'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { RawPage } from '../../src/mock/backend.ts'
import { readFlags } from '../api/server.ts'
import { startApi, type RunningApi } from '../api/start.ts'

let api: RunningApi

beforeAll(async () => {
  api = await startApi()
})
beforeEach(() => api.reset())
afterAll(() => api.close())

const origin = 'https://console.test'
const call = (path = '', init: RequestInit = {}) =>
  fetch(`${api.url}/tenants/devices${path}`, { ...init, headers: { apikey: 'demo-key', origin } })

describe('the API over HTTP', () => {
  test('allows requests of another origin, with its key', async () => {
    const preflight = await fetch(`${api.url}/tenants/devices`, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'DELETE',
        'access-control-request-headers': 'apikey',
      },
    })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-origin')).toBe(origin)
    expect(preflight.headers.get('access-control-allow-methods')).toContain('DELETE')
    expect(preflight.headers.get('access-control-allow-headers')).toContain('apikey')
    expect(preflight.headers.get('access-control-max-age')).toBe('600')
  })

  test('answers like the mock in the page, and exposes no more headers', async () => {
    const answer = await call('?limit=2&sort=-name')
    expect(answer.status).toBe(200)
    expect(answer.headers.get('access-control-allow-origin')).toBe(origin)
    expect(answer.headers.get('access-control-expose-headers')).toBeNull()
    expect(await answer.json()).toMatchObject({ total: 1_248, limit: 2 })
  })

  test('gives the gateway’s and the API’s own refusals', async () => {
    expect((await fetch(`${api.url}/tenants/devices`)).status).toBe(401)
    expect((await call('?unknown=1')).status).toBe(400)
    const { origin: root } = new URL(api.url)
    for (const address of [`${root}/`, `${root}/qa`, `${root}/qa/tenants`, `${root}//qa/tenants`]) {
      const answer = await fetch(address)
      expect(answer.status).toBe(404)
      expect(await answer.json()).toMatchObject({ message: 'no Route matched with those values' })
    }
  })

  test('records changes with their IDs, and can be reset', async () => {
    const page = (await (await call('?limit=1')).json()) as RawPage
    const id = page.data[0]?.id ?? ''
    await call(`/${id}`, { method: 'DELETE' })
    expect(api.requests).toEqual([{ action: 'remove', id, method: 'DELETE', status: 204 }])
    expect(api.backend.get(id)).toBeUndefined()
    api.reset()
    expect(api.requests).toEqual([])
    expect(api.backend.get(id)).toBeDefined()
  })

  test('reuses the connection for the next request', async () => {
    const { hostname, port } = new URL(api.url)
    const socket = connect(Number(port), hostname)
    const request = 'GET /qa/none HTTP/1.1\r\nHost: api\r\n\r\n'
    socket.write(request)
    await once(socket, 'data')
    socket.write(request)
    const [second] = (await once(socket, 'data')) as [Buffer]
    expect(String(second)).toContain('404')
    socket.destroy()
  })
})

describe('faults on the wire', () => {
  test('a connection that breaks is no answer', async () => {
    await api.setFault('network-error')
    await expect(call()).rejects.toThrow(TypeError)
    await api.setFault(undefined)
    expect((await call()).status).toBe(200)
  })

  test('a hanging call ends when it is aborted', async () => {
    await api.setFault('hang')
    await expect(call('', { signal: AbortSignal.timeout(50) })).rejects.toThrow('timeout')
  })

  test('a body that hangs has a head', async () => {
    await api.setFault('hang-in-body')
    const stop = new AbortController()
    const answer = await call('', { signal: stop.signal })
    expect(answer.status).toBe(200)
    const body = answer.text()
    await api.setFault(undefined)
    // What is requested later is there in full before it.
    await (await call()).text()
    expect(await Promise.race([body, Promise.resolve('hanging')])).toBe('hanging')
    stop.abort()
    await expect(body).rejects.toThrow('aborted')
  })

  test('a body that breaks has a head', async () => {
    await api.setFault('truncated-body')
    const answer = await call()
    expect(answer.status).toBe(200)
    await expect(answer.text()).rejects.toThrow(TypeError)
  })

  test('without CORS headers, no page may read the answer', async () => {
    await api.setFault('no-cors')
    const answer = await call()
    expect(answer.status).toBe(200)
    expect(answer.headers.get('access-control-allow-origin')).toBeNull()
  })

  test('a redirect leads to another origin, which records a key that follows it', async () => {
    await api.setFault('redirect')
    await expect(call('', { redirect: 'error' })).rejects.toThrow(TypeError)
    expect(api.trapped).toEqual([])
    await call('?limit=3')
    expect(api.trapped).toMatchObject([
      { url: '/qa/tenants/devices?limit=3', headers: { apikey: 'demo-key' } },
    ])
    expect(new URL(api.url).origin).not.toBe(new URL((await call()).url).origin)
  })

  test('affect only reads or only changes on request', async () => {
    await api.setFault('server-error', { on: 'changes' })
    const page = (await (await call('?limit=1')).json()) as RawPage
    const refused = await call(`/${page.data[0]?.id}`, { method: 'DELETE' })
    expect(refused.status).toBe(500)
  })
})

describe('the command', () => {
  const run = (...flags: string[]) =>
    spawn(process.execPath, ['tests/api/server.ts', ...flags], { stdio: 'pipe' })

  test('prints its address and key', async () => {
    const child = run('--port', '0', '--devices', '60', '--key', 'abc', '--fault', 'server-error')
    const [line] = (await once(child.stdout, 'data')) as [Buffer]
    const [, url] = /60 made-up devices at (http:\S+), key abc\n$/.exec(String(line)) ?? []
    const answer = await fetch(`${url}/tenants/devices`, { headers: { apikey: 'abc' } })
    expect(answer.status).toBe(500)
    child.kill()
    await once(child, 'exit')
  })

  test('refuses a flag with one sentence, and exits with 2', async () => {
    const child = run('--devices', 'many')
    const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')])
    expect(said).toBe('--devices takes a whole number from 0 to 10000.\n')
    expect(code).toBe(2)
  })

  test.each([
    [['--colour', 'red'], "Unknown option '--colour'"],
    [['--devices', 'many'], '--devices takes a whole number from 0 to 10000.'],
    [['--devices', '10001'], '--devices takes a whole number from 0 to 10000.'],
    [['--fault', 'rain'], '--fault takes one of: network-error, '],
    [['--sort-format', 'x'], '--sort-format takes one of: prefix, colon, comma.'],
  ])('refuses %s in words', (flags, sentence) => {
    expect(() => readFlags(flags)).toThrow(sentence)
  })
})
