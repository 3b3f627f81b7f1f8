// The proxy form behind oauth2-proxy. A person's way through it is in page.spec.ts and caddy.spec.ts.
import { ask } from './ask.ts'
import { person } from './identity.ts'
import { expect, test } from './test.ts'

const list = 'api/tenants/devices'
const sameOrigin = { 'sec-fetch-site': 'same-origin' }

test('a page leads to sign-in, a call of the API is refused, and files of the build need neither', async ({
  signInHost: { url },
  identity,
  upstream,
}) => {
  const page = await ask(`${url}devices?q=a&sort=-name`)
  expect(page.status).toBe(302)
  expect(page.headers.location).toContain(identity.provider)
  expect(page.headers['content-security-policy']).toContain("default-src 'none'")

  const call = await ask(url + list, { headers: sameOrigin })
  expect(call.status).toBe(401)
  expect(call.headers.location).toBeUndefined()
  expect(call.headers['content-security-policy']).toContain('sandbox')
  expect(call.headers['cache-control']).toBe('no-store')
  expect(upstream.received).toEqual([])

  identity.asked.splice(0)
  const html = String((await ask(url, { headers: { cookie: identity.signIn() } })).body)
  const script = /src="\/(assets\/[^"]+)"/.exec(html)?.[1] ?? ''
  expect(identity.asked).toHaveLength(1)
  expect((await ask(url + script)).status).toBe(200)
  expect((await ask(`${url}config.json`)).status).toBe(200)
  expect(identity.asked).toHaveLength(1)
})

test('oauth2-proxy’s own pages need no sign-in and lead nowhere by themselves', async ({
  signInHost: { url },
  identity,
}) => {
  const page = await ask(`${url}oauth2/sign_in`)
  expect(page.status).toBe(200)
  expect(String(page.body)).toContain('<form')
  expect(page.headers['content-security-policy']).toBeUndefined()
  expect(page.headers['x-frame-options']).toBe('DENY')
  const cookie = identity.signIn()
  const signOut = await ask(`${url}oauth2/sign_out?rd=%2Foauth2%2Fsign_in`, { headers: { cookie } })
  expect([signOut.status, signOut.headers.location]).toEqual([302, '/oauth2/sign_in'])
  expect(signOut.headers['set-cookie']?.join()).toContain('Max-Age=0')
  expect((await ask(url, { headers: { cookie } })).status).toBe(302)
})

test('nobody else names the person, and a renewed sign-in reaches the browser', async ({
  signInHost: { url },
  identity,
}) => {
  const headers = {
    ...sameOrigin,
    cookie: identity.signIn(),
    'x-auth-request-email': 'mallory@example.com',
    'x-auth-request-user': 'mallory',
    'x-console-cookie': 'stolen=1',
  }
  const first = await ask(url + list, { headers })
  expect(first.status).toBe(200)
  expect(first.headers['x-login']).toBe(person)
  expect(first.headers['set-cookie']).toBeUndefined()
  for (const path of [list, 'devices']) {
    identity.renew()
    const renewed = await ask(url + path, { headers })
    expect(renewed.status).toBe(200)
    expect(renewed.headers['set-cookie']?.join()).toContain('_oauth2_proxy=')
  }
  const refused = await ask(url + list, { headers: { ...headers, cookie: '' } })
  expect(refused.status).toBe(401)
  expect(refused.headers['x-login'] ?? '').toBe('')
})

test('no spelling of an address and no header gets around the sign-in, or past oauth2-proxy’s own pages', async ({
  signInHost: { url },
  identity,
  upstream,
}) => {
  const { origin, host } = new URL(url)
  const headers = {
    ...sameOrigin,
    authorization: `Basic ${Buffer.from('admin:open sesame').toString('base64')}`,
    'x-auth-request-email': 'mallory@example.com',
    'x-auth-request-user': 'mallory',
    x_auth_request_email: 'mallory@example.com',
    'x-auth-request-redirect': 'https://evil.example/',
    'x-forwarded-host': 'evil.example',
    'x-forwarded-uri': '/assets/spoofed.js',
    'x-original-url': '/assets/spoofed.js',
    'x-real-ip': '192.0.2.1',
  }
  identity.asked.splice(0)
  for (const path of [
    `/${list}`,
    `//${list}`,
    `/./${list}`,
    `/assets/../${list}`,
    `/assets/%2e%2e/${list}`,
    `/assets/..%2f${list}`,
    `/assets//../../${list}`,
    `/oauth2/../${list}`,
    `/oauth2/%2e%2e/${list}`,
    `/oauth2/..%2f${list}`,
    `/config.json/../${list}`,
    `/config.json/%2e%2e/${list}`,
    `/healthz/../${list}`,
    `/healthz/..%2f${list}`,
    `/healthz/%2e%2e/${list}`,
    `/%61pi/tenants/devices`,
    `/${list};/oauth2/auth`,
    `/${list}?/oauth2/`,
    '/oauth2/../ping',
    '/oauth2/%2e%2e/ping',
    '/oauth2/..%2fping',
    '/devices?rd=https://evil.example/',
  ]) {
    const answer = await ask(origin + path, { headers })
    // oauth2-proxy knows no such page, the server none at all, or nobody is signed in.
    expect([302, 400, 401, 403, 404, 405], path).toContain(answer.status)
    expect(answer.headers.location ?? identity.provider, path).toContain(identity.provider)
    expect(answer.headers['x-login'] ?? '', path).toBe('')
  }
  expect(upstream.received).toEqual([])
  await ask(`${origin}/oauth2/start`, { headers })
  const paths = new Set(identity.asked.map(({ path }) => path.replace('?', '')))
  expect(paths).toEqual(new Set(['/oauth2/auth', '/oauth2/start']))
  // It may believe these (reverse_proxy = true).
  for (const { headers: told } of identity.asked) {
    expect(told['x-real-ip']).toBe('127.0.0.1')
    expect(told['x-forwarded-host'] ?? host).toBe(host)
    expect(told['x-forwarded-uri']).not.toBe('/assets/spoofed.js')
  }
})
