// Who did what: the log of requests that change something.
import { ask, asConsole } from './ask.ts'
import { person } from './identity.ts'
import { login, serverKey } from './prepare.ts'
import { expect, test } from './test.ts'

const id = '00000000-0000-4000-8000-000000000000'
const device = `api/tenants/devices/${id}`

/** A line of either server, in the words of docs/deploy/audit-log.md. */
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
  // Whatever an address holds, it stays inside its line and its field.
  const hostile = [
    `${device}%22%7D%0A%7B%22login%22:%22mallory%22%7D`,
    `${device}%5C%22,%22login%22:%22mallory`,
    `${device}%0D%0A`,
    `${device}%1B%5B2K%C2%85%E2%80%A8%EF%BF%BD%FF`,
    `${device}?login=mallory%22%7D&${'x'.repeat(1000)}`,
  ]
  for (const path of hostile) await ask(url + path, { method: 'DELETE', headers })
  await expect.poll(() => audit().length).toBe(3 + hostile.length)
  const all = audit() as Line[]
  const lines = all.slice(0, 3)
  for (const line of all.slice(3)) {
    expect(facts(line).slice(0, 2)).toEqual([expect.stringMatching(/^(admin)?$/), 'DELETE'])
    expect(facts(line)[2]).toContain(`/${device}`)
  }
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
  }
  // Nor is a name read as a variable of the server's.
  const names = ['bob "B" <b@example.com>', 'a\\"},{"b', '{env.HOME} $remote_addr {http.vars.host}']
  for (const [index, name] of names.entries()) {
    const claim = { ...headers, 'x-forwarded-email': name }
    const answer = await ask(`${url}${device}`, { method: 'DELETE', headers: claim })
    expect(answer.headers['x-login']).toBe(name)
    await expect.poll(() => audit().length).toBe(index + 1)
    expect(facts(audit()[index] as Line)[0]).toBe(name)
  }
})
