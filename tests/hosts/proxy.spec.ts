import { ask, asConsole, askHttp2 } from './ask.ts'
import { makeCertificate } from './certificate.ts'
import { keyFile, serverKey } from './prepare.ts'
import { expect, test } from './test.ts'

const id = '00000000-0000-4000-8000-000000000000'
const list = 'api/tenants/devices'

test('only the calls of the console reach the API, each with its own method', async ({
  proxyHost: { url },
  upstream,
}) => {
  const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
  const calls: Record<string, string[]> = {
    [list]: ['GET'],
    [`${list}/${id}`]: ['GET', 'DELETE'],
    [`${list}/${id}/deactivate`]: ['POST'],
  }
  for (const [path, allowed] of Object.entries(calls)) {
    for (const method of methods) {
      const { status } = await ask(url + path, { method, headers: asConsole })
      const passed = allowed.includes(method)
      expect(status === 405, `${method} ${path}: ${status}`).toBe(!passed)
    }
  }
  const sent = upstream.received.map(({ method, url: path }) => `${method} ${path}`)
  expect(sent).toEqual([
    'GET /qa/tenants/devices',
    `GET /qa/tenants/devices/${id}`,
    `DELETE /qa/tenants/devices/${id}`,
    `POST /qa/tenants/devices/${id}/deactivate`,
  ])

  upstream.reset()
  for (const path of [
    'api/',
    'api/tenants',
    'api/tenants/users',
    `${list}/`,
    `${list}/all`,
    `${list}/${id}/activate`,
    `${list}/${id}/deactivate/`,
    `${list}/../users`,
    `${list}/%2e%2e/users`,
    `${list}%2f..%2f..%2fusers`,
    `${list}%0a`,
    `${list}%0d%0a`,
    `${list}%00`,
    `${list}/${id}%0a`,
    `${list}/${id}%0a%0a`,
    `${list}/%0a${id}`,
    `${list}/${id}/deactivate%0a`,
  ]) {
    for (const method of ['GET', 'POST', 'DELETE']) {
      const { status } = await ask(url + path, { method, headers: asConsole })
      // nginx refuses %00 wherever it stands.
      expect([404, 400], `${method} ${path}`).toContain(status)
    }
  }
  expect(upstream.received).toEqual([])
})

test('the API receives method, path, query and the key, and nothing else of the browser’s request', async ({
  proxyHost: { url },
  upstream,
}) => {
  const { origin } = new URL(url)
  const headers = {
    ...asConsole,
    apikey: 'from-the-browser',
    cookie: 'session=1',
    origin,
    referer: url,
    'user-agent': 'Browser',
    'x-forwarded-for': '192.0.2.1',
    'content-type': 'application/json',
  }
  await ask(`${url}${list}?sort=-name&sort=id&limit=25&offset=0`, { headers })
  await ask(`${url}${list}/${id}/deactivate`, { method: 'POST', headers })
  expect(upstream.received.map(({ url: path }) => path)).toEqual([
    '/qa/tenants/devices?sort=-name&sort=id&limit=25&offset=0',
    `/qa/tenants/devices/${id}/deactivate`,
  ])
  for (const { headers: arrived } of upstream.received) {
    expect(arrived['apikey']).toBe(serverKey)
    expect(arrived.host).toBe(new URL(upstream.url).host)
    const ofTransport = ['host', 'connection', 'content-length', 'accept-encoding']
    const others = Object.keys(arrived).filter((name) => !ofTransport.includes(name))
    expect(others.toSorted()).toEqual(['accept', 'apikey'])
  }
})

test('the body of one person’s request takes nothing from the next person’s request', async ({
  proxyHost: { url },
  upstream,
  server,
}) => {
  const deactivate = `${url}${list}/${id}/deactivate`
  const body = 'x'.repeat(40)
  const measured = { ...asConsole, 'content-length': '40' }
  const chunked = { ...asConsole, 'transfer-encoding': 'chunked' }
  const requests: Record<string, () => Promise<unknown>> = {
    POST: () => ask(deactivate, { method: 'POST', headers: measured, body }),
    GET: () => ask(url + list, { headers: measured, body }),
    DELETE: () => ask(`${url}${list}/${id}`, { method: 'DELETE', headers: measured, body }),
    chunked: () => ask(deactivate, { method: 'POST', headers: chunked, body }),
    announced: () =>
      ask(deactivate, { method: 'POST', headers: { ...measured, expect: '100-continue' }, body }),
    'with a trailer': () =>
      ask(deactivate, { method: 'POST', headers: { ...chunked, trailer: 'X-Last' }, body }),
    'HTTP/2': () => askHttp2(deactivate, { method: 'POST', headers: asConsole, body }),
    'too large': () =>
      ask(deactivate, {
        method: 'POST',
        headers: { ...asConsole, 'content-length': '5000' },
        body: 'x'.repeat(5_000),
      }),
  }
  for (const [name, send] of Object.entries(requests)) {
    upstream.reset()
    // The servers share their connections to the API, and this one answers before it reads a body.
    upstream.answerWith((_, to) => to.writeHead(200, { 'content-type': 'text/json' }).end('{}'))
    await ask(url + list, { headers: asConsole })
    await send()
    const next = await ask(`${url}${list}/${id}`, { method: 'DELETE', headers: asConsole })
    expect(next.status, name).toBe(200)
    const { method, url: path } = upstream.received.at(-1) ?? {}
    expect([method, path], name).toEqual(['DELETE', `/qa/tenants/devices/${id}`])
    const connections = new Set(upstream.received.map(({ socket }) => socket)).size
    // Caddy opens a connection when it likes.
    if (server === 'nginx') expect(connections, name).toBe(1)
    for (const { headers } of upstream.received) {
      expect(headers['content-length'] ?? '0', name).toBe('0')
      expect(headers['transfer-encoding'], name).toBeUndefined()
    }
  }
})

test('a key reaches the API as it was typed, with every character that the server can hold, and no other is written', async ({
  start,
  upstream,
  server,
}) => {
  const all = Array.from({ length: 94 }, (_, index) => String.fromCharCode(0x21 + index)).join('')
  const refused = server === 'caddy' ? ['{', '}', '`'] : []
  for (const character of refused) {
    expect(keyFile(server, `a${character}b`)).toMatch(/^Not written: .*no brace and no backtick/)
  }
  const usable = refused.reduce((key, character) => key.replace(character, ''), all)
  // What shells and servers read as an escape or a variable, and as the end of a text.
  const key = `${usable}\\"\\$HOME$1\\`
  const { url } = await start({ key })
  await ask(url + list, { headers: asConsole })
  expect(upstream.received.map(({ headers }) => headers['apikey'])).toEqual([key])
})

test('without the login nothing is answered but 401, and a wrong password is none', async ({
  proxyHost: { url },
  upstream,
}) => {
  const wrong = `Basic ${Buffer.from('admin:wrong').toString('base64')}`
  const headers = { 'sec-fetch-site': 'same-origin' }
  for (const path of ['', 'config.json', 'devices', list]) {
    expect((await ask(url + path, { headers })).status, path).toBe(401)
    const answer = await ask(url + path, { headers: { ...headers, authorization: wrong } })
    expect(answer.status, path).toBe(401)
  }
  expect(upstream.received).toEqual([])
})

test('an API whose certificate nobody vouches for gets neither the request nor the key', async ({
  start,
  programs,
  folder,
  upstream,
}) => {
  const authority = makeCertificate(programs.openssl, folder, 'another')
  const { url, log } = await start({ authority })
  const answer = await ask(url + list, { headers: asConsole })
  expect(answer.status).toBe(502)
  expect(answer.headers['x-frame-options']).toBe('DENY')
  expect(answer.headers['cache-control']).toBe('no-store')
  expect(upstream.received).toEqual([])
  await expect.poll(log).toMatch(/certificate/)
  for (const secret of [serverKey, asConsole.authorization]) expect(log()).not.toContain(secret)
})

test('the key is in no answer', async ({ proxyHost: { url } }) => {
  for (const path of ['', 'config.json', list, `${list}/${id}`, 'api/', 'device-console.key']) {
    const { headers, body } = await ask(url + path, { headers: asConsole })
    expect(JSON.stringify(headers) + String(body)).not.toContain(serverKey)
  }
})
