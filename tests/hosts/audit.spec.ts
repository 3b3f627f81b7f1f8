// Who did what: the log of requests that change something.
import { ask, asConsole } from './ask.ts'
import { person } from './identity.ts'
import { login, serverKey } from './prepare.ts'
import { expect, test } from './test.ts'

const id = '00000000-0000-4000-8000-000000000000'
const device = `api/tenants/devices/${id}`

/** A line of either server, in the words of docs/audit.md. */
interface Line {
  time: string
  login?: string
  method?: string
  uri?: string
  status: number
  request_id?: string
  request?: { method: string; uri: string }
  resp_headers?: Record<string, string[]>
}

/** The same facts of nginx's flat lines and Caddy's nested ones. */
function facts({ login: name, method, uri, status, request_id: requestId, ...nested }: Line) {
  const { request, resp_headers: headers = {} } = nested
  return [
    name,
    request?.method ?? method,
    request?.uri ?? uri,
    status,
    requestId ?? headers['X-Kong-Request-Id']?.join() ?? headers['X-Request-Id']?.join() ?? '',
  ]
}

test('each change is one line with time, login, method, device, status and request ID, and no secret', async ({
  start,
  upstream,
}) => {
  const { url, audit } = await start({})
  upstream.answerWith((from, to) =>
    to
      .writeHead(from.method === 'DELETE' ? 204 : 200, {
        'content-type': 'application/json',
        'set-cookie': 'of-the-api=1',
        'x-kong-request-id': 'kong-7',
      })
      .end(),
  )
  const headers = { ...asConsole, cookie: 'session=secret', apikey: 'from-the-browser' }
  await ask(`${url}api/tenants/devices`, { headers })
  await ask(`${url}${device}/deactivate`, { method: 'POST', headers })
  await ask(`${url}${device}`, { method: 'DELETE', headers })
  // Refused: without a login that holds, the name is a claim.
  const claim = `Basic ${Buffer.from('somebody:else').toString('base64')}`
  const refused = { ...headers, authorization: claim }
  expect((await ask(`${url}${device}`, { method: 'DELETE', headers: refused })).status).toBe(401)
  await expect.poll(() => audit().length).toBe(3)
  const lines = audit() as Line[]
  expect(lines.map(facts)).toEqual([
    [login.username, 'POST', `/${device}/deactivate`, 200, 'kong-7'],
    [login.username, 'DELETE', `/${device}`, 204, 'kong-7'],
    ['', 'DELETE', `/${device}`, 401, ''],
  ])
  for (const { time } of lines) {
    expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:?\d\d)$/)
    expect(Math.abs(Date.now() - Date.parse(time))).toBeLessThan(300_000)
  }
  const text = JSON.stringify(lines)
  for (const secret of [
    serverKey,
    login.password,
    asConsole.authorization,
    claim,
    'session=secret',
    'of-the-api',
    'from-the-browser',
  ]) {
    expect(text).not.toContain(secret)
  }
})

test('an API that only redirects or can’t be reached leaves its line, too', async ({
  start,
  upstream,
}) => {
  const { url, audit } = await start({})
  upstream.answerWith((_, to) => to.writeHead(302, { location: 'https://example.com/' }).end())
  await ask(`${url}${device}`, { method: 'DELETE', headers: asConsole })
  upstream.answerWith((from) => from.socket.destroy())
  await ask(`${url}${device}/deactivate`, { method: 'POST', headers: asConsole })
  await expect.poll(() => audit().length).toBe(2)
  expect((audit() as Line[]).map((line) => facts(line).slice(0, 4))).toEqual([
    [login.username, 'DELETE', `/${device}`, 502],
    [login.username, 'POST', `/${device}/deactivate`, 502],
  ])
})

test('with oauth2-proxy the line names the person who signed in', async ({
  signInHost: { url, audit },
  identity,
  upstream,
}) => {
  upstream.answerWith((_, to) => to.writeHead(204, { 'x-request-id': 'request-8' }).end())
  const headers = { 'sec-fetch-site': 'same-origin', cookie: identity.signIn() }
  const before = audit().length
  await ask(`${url}${device}`, { method: 'DELETE', headers })
  await expect.poll(() => audit().length).toBe(before + 1)
  expect((audit() as Line[]).slice(before).map(facts)).toEqual([
    [person, 'DELETE', `/${device}`, 204, 'request-8'],
  ])
  expect(JSON.stringify(audit())).not.toContain(headers.cookie.split('=')[1])
})

test('behind another proxy’s sign-in the line names the person of its header', async ({
  start,
}) => {
  const flags = { 'sign-in': 'external', 'login-header': 'X-Forwarded-Email' }
  const { url, audit } = await start({ flags })
  const headers = {
    'sec-fetch-site': 'same-origin',
    'x-forwarded-email': 'bob "B" <b@example.com>',
  }
  const answer = await ask(`${url}${device}`, { method: 'DELETE', headers })
  expect(answer.headers['x-login']).toBe(headers['x-forwarded-email'])
  await expect.poll(() => audit().length).toBe(1)
  expect(facts(audit()[0] as Line)[0]).toBe(headers['x-forwarded-email'])
})
