// What an operator does with a site: look after it, change its key, keep several.
import { spawnSync } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { configure } from '../../deploy/configure.ts'
import { ask, asConsole } from './ask.ts'
import { keyFile, login, serverKey } from './prepare.ts'
import { compressedBuild, expect, test } from './test.ts'

const list = 'api/tenants/devices'
const device = `${list}/00000000-0000-4000-8000-000000000000`

test('/healthz needs no login, and says whether the site serves', async ({ start, upstream }) => {
  for (const auth of ['proxy', 'apikey'] as const) {
    upstream.reset()
    const { url, root } = await start({ auth })
    const well = await ask(`${url}healthz`)
    expect([well.status, String(well.body).trim()]).toEqual([200, 'ok'])
    expect(well.headers['content-type']).toContain('text/plain')
    expect(upstream.received).toEqual([])
    rmSync(join(root, 'index.html'))
    expect((await ask(`${url}healthz`)).status).toBe(503)
  }
})

test('above a sub-path, the domain leads to the console and has nothing else', async ({
  start,
}) => {
  for (const auth of ['proxy', 'apikey'] as const) {
    const { url } = await start({ auth, base: '/console/' })
    const { origin } = new URL(url)
    for (const path of ['/', '/console']) {
      const { status, headers } = await ask(origin + path, { headers: asConsole })
      expect([status, headers.location], path).toEqual([302, '/console/'])
    }
    for (const path of ['/devices', '/console.txt', '/api/tenants/devices']) {
      expect((await ask(origin + path, { headers: asConsole })).status, path).toBe(404)
    }
    expect((await ask(`${origin}/console/healthz`)).status).toBe(200)
  }
})

test('the read-only form forwards reads and nothing else', async ({ start, upstream }) => {
  const { url } = await start({ flags: { 'read-only': true } })
  const config = await ask(`${url}config.json`, { headers: asConsole })
  expect(JSON.parse(String(config.body))).toMatchObject({ readOnly: true })
  const disguises = {
    'x-http-method-override': 'DELETE',
    'x-http-method': 'DELETE',
    'x-method-override': 'DELETE',
    'x-original-method': 'DELETE',
  }
  const reads = { ...asConsole, 'x-http-method-override': 'GET', 'x-http-method': 'GET' }
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'PROPFIND', 'MOVE']) {
    for (const path of [list, device, `${device}/deactivate`, `${device}?_method=GET`]) {
      for (const headers of [asConsole, reads]) {
        const { status } = await ask(url + path, { method, headers })
        expect(status, `${method} ${path}`).toBe(405)
      }
    }
  }
  expect((await ask(`${url}${device}/deactivate`, { headers: asConsole })).status).toBe(405)
  expect(upstream.received).toEqual([])
  await ask(url + list, { headers: { ...asConsole, ...disguises } })
  await ask(url + device, { headers: { ...asConsole, ...disguises } })
  expect(upstream.received.map(({ method }) => method)).toEqual(['GET', 'GET'])
  for (const { headers } of upstream.received) {
    expect(Object.keys(headers).filter((name) => name in disguises)).toEqual([])
  }
})

test('one server takes the files of several sites from one build', async ({
  programs,
  server,
  folder,
  certificate,
}) => {
  const sites = mkdtempSync(join(folder, 'sites-'))
  const secrets = join(sites, 'secrets')
  mkdirSync(secrets)
  const written: Record<string, string> = {}
  for (const [domain, flags] of [
    ['console.example.com', { 'sign-in': 'oauth2-proxy' }],
    ['help-desk.example.com', { 'read-only': true }],
    ['it.example.com', { 'sign-in': 'oauth2-proxy' }],
    ['audit.example.com', { 'sign-in': 'oauth2-proxy', 'read-only': true }],
    ['devices.subsidiary-of-it.example.com', { 'sign-in': 'external' }],
  ] as const) {
    const out = join(sites, domain)
    const api = 'https://localhost/qa'
    configure(out, { api, auth: 'proxy', domain, ...flags }, compressedBuild)
    writeFileSync(join(secrets, `${domain}.key`), keyFile(server, 'a-key'))
    writeFileSync(join(secrets, `${domain}.users`), 'admin x\n')
    cpSync(join(`${out}-server`, server), join(sites, server), { recursive: true })
  }
  for (const name of readdirSync(join(sites, server), { recursive: true, encoding: 'utf8' })) {
    if (!/(\.conf|\.caddy)$/.test(name)) continue
    written[name] = readFileSync(join(sites, server, name), 'utf8')
      .replaceAll(/\/etc\/letsencrypt\/live\/[^/]+\/fullchain.pem/g, certificate.certFile)
      .replaceAll(/\/etc\/letsencrypt\/live\/[^/]+\/privkey.pem/g, certificate.keyFile)
      .replaceAll('/etc/ssl/certs/ca-certificates.crt', certificate.certFile)
      .replaceAll(`/etc/${server}/device-console/`, `${secrets}/`)
      .replaceAll(/\/var\/log\/\w+/g, sites)
    writeFileSync(join(sites, server, name), written[name])
  }
  expect(Object.keys(written)).toHaveLength(5)
  const main = join(sites, 'main.conf')
  writeFileSync(
    main,
    `pid ${join(sites, 'pid')}; events {} http { access_log off; include ${sites}/nginx/sites-enabled/*.conf; }`,
  )
  const [program, args] =
    server === 'nginx'
      ? ([programs.nginx, ['-t', '-e', 'stderr', '-c', main]] as const)
      : ([
          programs.caddy,
          ['adapt', '--adapter', 'caddyfile', '--config', join(sites, 'caddy/Caddyfile')],
        ] as const)
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' })
  expect([status, /^.*(warn|emerg|Error).*$/m.exec(stderr)?.[0]]).toEqual([0, undefined])
})

test.describe('in a browser', () => {
  test.use({ httpCredentials: login })

  test('a new key takes over by a reload, which no page notices', async ({
    page,
    start,
    upstream,
  }) => {
    const { url, writeKey, reload } = await start({})
    upstream.answerWith((_, to) => to.writeHead(200, { 'content-type': 'text/json' }).end('{}'))
    const keys = () => [...new Set(upstream.received.map(({ headers }) => headers['apikey']))]
    await page.goto(`${url}config.json`)
    const outcomes = page.evaluate(async (address) => {
      const seen = new Set<number | string>()
      const readStatus = async () => (await fetch(address)).status
      const call = async () => {
        while (localStorage.getItem('done') === null) {
          // As the console asks once more where the old server's process closes its connection.
          seen.add(await readStatus().catch(readStatus).catch(String))
        }
      }
      await Promise.all(Array.from({ length: 6 }, call))
      return [...seen]
    }, url + list)
    await expect.poll(() => upstream.received.length).toBeGreaterThan(6)
    for (const key of ['the-next-key', 'the-one-after']) {
      writeKey(key)
      await reload()
      await expect.poll(() => upstream.received.at(-1)?.headers['apikey']).toBe(key)
    }
    await page.evaluate(() => localStorage.setItem('done', 'yes'))
    expect(await outcomes).toEqual([200])
    expect(keys()).toEqual([serverKey, 'the-next-key', 'the-one-after'])
  })
})
