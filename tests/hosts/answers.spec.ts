import { cpSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { apiPolicy } from '../../deploy/api-answers.ts'
import { headersFor, parseHeaders } from '../../deploy/headers.ts'
import { ask, asConsole, type Answer } from './ask.ts'
import { switchTo } from './start.ts'
import { build, expect, test } from './test.ts'

const rules = parseHeaders(readFileSync(join(build, '_headers'), 'utf8'))
const firstLoad = [
  ...readFileSync(join(build, 'index.html'), 'utf8').matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g),
].map(([, path]) => path ?? '')

/** The headers that every answer carries, whatever it is; below `/api/` with another policy. */
function expectProtected(answer: Answer, connectTo: string, path: string, isApi = false): void {
  for (const [name, value] of headersFor(rules, '/any')) {
    const expected =
      isApi && name === 'Content-Security-Policy'
        ? apiPolicy
        : value.replace(/connect-src [^;]*/, `connect-src 'self'${connectTo}`)
    expect(answer.headers[name.toLowerCase()], `${name} of ${path}`).toBe(expected)
  }
}

const pages: [path: string, status: number, cache: string | undefined][] = [
  ['', 200, 'no-cache'],
  ['index.html', 200, 'no-cache'],
  ['devices/1.2?tab=raw', 200, 'no-cache'],
  ['config.json', 200, 'no-store'],
  [firstLoad[0] ?? '', 200, 'public, max-age=31536000, immutable'],
  ['assets/start-gone.js', 404, undefined],
  ['_headers', 404, undefined],
  ['_redirects', 404, undefined],
  ['%5fheaders', 404, undefined],
  ['assets/../_headers', 404, undefined],
  ['.git/config', 404, undefined],
]

test('every answer of the static form has the same headers, and is cached as it may be', async ({
  staticHost: { url },
  upstream,
}) => {
  for (const [path, status, cache] of pages) {
    const answer = await ask(url + path)
    expect(answer.status, path).toBe(status)
    expectProtected(answer, ` ${new URL(upstream.url).origin}`, path)
    expect(answer.headers['cache-control'], path).toBe(cache)
  }
  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
    const answer = await ask(`${url}devices`, { method })
    expect(answer.status, method).toBe(405)
    expectProtected(answer, ` ${new URL(upstream.url).origin}`, method)
  }
})

test('every answer of the proxy form has the same headers, from pages, API and refusals', async ({
  proxyHost: { url },
}) => {
  for (const [path, status, cache] of pages) {
    const answer = await ask(url + path, { headers: asConsole })
    expect(answer.status, path).toBe(status)
    expectProtected(answer, '', path)
    expect(answer.headers['cache-control'], path).toBe(cache)
  }
  const { authorization } = asConsole
  const answers: [string, number, Answer][] = [
    ['without a login', 401, await ask(url)],
    ['of the API', 200, await ask(`${url}api/tenants/devices`, { headers: asConsole })],
    ['of no path', 404, await ask(`${url}api/tenants/users`, { headers: asConsole })],
    [
      'to another site',
      403,
      await ask(`${url}api/tenants/devices`, { headers: { authorization } }),
    ],
    [
      'to another method',
      405,
      await ask(`${url}api/tenants/devices`, { headers: asConsole, method: 'PUT' }),
    ],
  ]
  for (const [what, status, answer] of answers) {
    expect(answer.status, what).toBe(status)
    expectProtected(answer, '', what, status !== 401)
    if (status !== 401) expect(answer.headers['cache-control'] ?? 'no-store').toBe('no-store')
  }
})

test('what the first rows wait for is sent compressed, scripts as configure packed them', async ({
  staticHost: { url, root },
  server,
}) => {
  const headers = { 'accept-encoding': 'gzip, br' }
  const page = await ask(url, { headers })
  expect(page.headers['content-encoding']).toBe('gzip')
  expect(page.body.length).toBeLessThan(statSync(join(build, 'index.html')).size / 5)
  // Debian's nginx has no module for Brotli.
  const [encoding, extension] = server === 'caddy' ? ['br', 'br'] : ['gzip', 'gz']
  expect(firstLoad.length).toBeGreaterThan(3)
  for (const path of firstLoad) {
    const answer = await ask(url + path, { headers })
    expect(answer.headers['content-encoding'], path).toBe(encoding)
    expect(answer.headers['vary'], path).toMatch(/accept-encoding/i)
    const { size } = statSync(join(root, `${path}.${extension}`))
    expect(answer.body.length, path).toBe(size)
  }
})

test('rows of devices are sent compressed through the proxy', async ({ proxyHost: { url } }) => {
  const address = `${url}api/tenants/devices?limit=100`
  const plain = await ask(address, { headers: asConsole })
  const packed = await ask(address, { headers: { ...asConsole, 'accept-encoding': 'gzip' } })
  expect(packed.headers['content-encoding']).toBe('gzip')
  expect(packed.body.length).toBeLessThan(plain.body.length / 3)
})

test('a release is served once the link leads to it, and the parts of the other one are gone', async ({
  start,
}) => {
  const { url, folder } = await start({ auth: 'apikey' })
  const site = join(folder, 'srv/localhost')
  const next = join(site, 'releases/2')
  cpSync(join(site, 'releases/1'), next, { recursive: true })
  renameSync(join(next, 'assets/start-abc.js'), join(next, 'assets/start-later.js'))
  const page = readFileSync(join(next, 'index.html'), 'utf8')
  writeFileSync(join(next, 'index.html'), page.replace('start-abc', 'start-later'))
  for (const [version, here, gone] of [
    ['2', 'start-later.js', 'start-abc.js'],
    ['1', 'start-abc.js', 'start-later.js'],
  ] as const) {
    const { etag = '' } = (await ask(url)).headers
    switchTo(site, version)
    const answer = await ask(url, { headers: { 'if-none-match': etag } })
    expect(String(answer.body)).toContain(here)
    expect((await ask(`${url}assets/${here}`)).status).toBe(200)
    expect((await ask(`${url}assets/${gone}`)).status).toBe(404)
  }
})

test('below a path of a shared host the same holds', async ({ start }) => {
  const { url } = await start({ base: '/console/' })
  const { origin } = new URL(url)
  for (const [path, status] of [
    ['/console/', 200],
    ['/console/devices/1.2', 200],
    ['/console/assets/start-abc.js', 200],
    ['/console/config.json', 200],
    ['/console/assets/gone.js', 404],
    ['/console/_headers', 404],
    ['/console/api/tenants/devices', 200],
    ['/console/api/tenants/users', 404],
  ] as const) {
    const answer = await ask(origin + path, { headers: asConsole })
    expect(answer.status, path).toBe(status)
    expectProtected(answer, '', path, path.startsWith('/console/api/'))
  }
  const config = await ask(`${origin}/console/config.json`, { headers: asConsole })
  expect(JSON.parse(String(config.body))).toEqual({ apiBaseUrl: '/console/api', auth: 'proxy' })
  const { status, headers } = await ask(`${origin}/console`, { headers: asConsole })
  expect([301, 302]).toContain(status)
  expect(headers['location']).toBe('/console/')
})
