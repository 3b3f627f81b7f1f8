import { spawn } from 'node:child_process'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import process from 'node:process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { readArguments, UsageError } from '../../deploy/doctor-arguments.ts'
import { readSite, type Site } from '../../deploy/doctor-site.ts'
import { withPolicy } from '../../deploy/headers.ts'
import { createNodeWire } from '../../deploy/doctor-wire.ts'
import type { Finding, Step, Verdict } from '../../src/check/finding.ts'
import { runChecks } from '../../src/check/run-checks.ts'
import { report } from '../../src/check/report.ts'
import type { Target } from '../../src/check/wire.ts'
import {
  oddKey,
  person,
  startOddApi,
  type Instead,
  type OddApi,
  type Oddities,
} from '../api/odd-api.ts'

const siteOrigin = 'https://console.example'
const running: OddApi[] = []
afterEach(async () => {
  vi.unstubAllGlobals()
  await Promise.all(running.splice(0).map((api) => api.close()))
})

interface Case extends Partial<Target> {
  api?: Oddities
  /** In place of the API's own base URL. */
  address?: (url: string) => string
  key?: string
}

/** What Node's `fetch` does for a name that no server knows, which asking for one would take a network for. */
const realFetch = globalThis.fetch
const fetchWithoutInvalid: typeof fetch = (input, init) =>
  new URL(input as string).hostname.endsWith('.invalid')
    ? Promise.reject(
        new TypeError('fetch failed', {
          cause: Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' }),
        }),
      )
    : realFetch(input, init)

/** Checks an API from the command line's side; `api` is the running one. */
async function check({ api: oddities, address, key = oddKey, ...target }: Case) {
  vi.stubGlobal('fetch', fetchWithoutInvalid)
  const api = await startOddApi(oddities)
  running.push(api)
  const whole: Target = {
    apiBaseUrl: address?.(api.url) ?? api.url,
    siteOrigin,
    auth: 'apikey',
    sortFormat: 'auto',
    hasKey: true,
    ...target,
  }
  const findings: Finding[] = []
  for await (const one of runChecks(whole, createNodeWire(whole, key, { policy: undefined }))) {
    findings.push(one)
  }
  const of = (step: Step) => findings.find((one) => one.step === step)
  const verdicts = (verdict: Verdict) =>
    findings.filter((one) => one.verdict === verdict).map(({ step }) => step)
  return { api, findings, of, verdicts }
}

test('an API that does everything as documented passes, and nothing but reads reaches it', async () => {
  const { api, verdicts } = await check({})
  expect(verdicts('fail')).toEqual([])
  expect(verdicts('cannot tell')).toEqual([])
  expect(verdicts('not tested')).toEqual(['changes'])
  expect(new Set(api.received.map(({ method }) => method))).toEqual(new Set(['GET', 'OPTIONS']))
  const names = api.received.flatMap(({ url }) => [
    ...new URL(url ?? '', api.url).searchParams.keys(),
  ])
  expect(new Set(names)).toEqual(new Set(['limit', 'offset', 'sort']))
})

/** The step that finds the cause, its verdict, the evidence and the fix. */
type Expected = [Case, Step, Verdict, RegExp, RegExp]

const causes: Record<string, Expected> = {
  'a wrong host': [
    { address: () => 'https://api.cipherscale.invalid/qa' },
    'answer',
    'fail',
    /host name api\.cipherscale\.invalid doesn’t exist \(ENOTFOUND\)/,
    /host in apiBaseUrl/,
  ],
  'a wrong path': [
    { address: (url) => url.replace('/qa', '/prod') },
    'address',
    'fail',
    /no route for \/prod\/tenants\/devices/,
    /path and stage in apiBaseUrl/,
  ],
  'no CORS': [
    { api: { cors: 'none' } },
    'cors',
    'fail',
    /no Access-Control-Allow-Origin/,
    /allow https:\/\/console\.example, or use a proxy/,
  ],
  'CORS without apikey': [
    { api: { cors: 'without apikey' } },
    'preflight',
    'fail',
    /doesn’t allow the apikey header/,
    /allow the apikey header and the methods GET, POST and DELETE/,
  ],
  'a wrong key': [
    { key: 'another-key' },
    'key',
    'fail',
    /rejected this key \(status 401\)/,
    /complete, hasn’t expired and belongs/,
  ],
  'a forbidden key': [
    { api: { key: 'forbidden' } },
    'key',
    'fail',
    /no permission to list devices \(status 403\)/,
    /key with permission/,
  ],
  'an HTML portal': [
    { api: { isPortal: true } },
    'address',
    'fail',
    /Something between you and the API answered \(status 200, text\/html\)/,
    /VPN, firewall or network sign-in/,
  ],
  'plain http': [
    { address: () => 'http://api.example/qa' },
    'configuration',
    'fail',
    /must start with https:\/\//,
    /address that Cipherscale gave you/,
  ],
  'a sort spelled with a colon': [
    { api: { sortFormat: 'colon' }, sortFormat: 'prefix' },
    'sort',
    'fail',
    /prefix \(sort=-name\): refused \(400\); colon \(sort=name:desc\): works/,
    /Set sortFormat to "colon"/,
  ],
  'a sort that is ignored': [
    { api: { sortFormat: 'none', otherSorts: 'ignored' } },
    'sort',
    'warning',
    /none of the known spellings.*prefix.*ignored; colon.*ignored; comma.*ignored/,
    /how to spell the sort parameter/,
  ],
  'a sort that is refused in every spelling': [
    { api: { sortFormat: 'none', otherSorts: 'refused' } },
    'sort',
    'warning',
    /refused \(400\).*The API says: /,
    /how to spell the sort parameter/,
  ],
  'an API that needs no key': [
    { api: { key: 'needless' } },
    'key',
    'warning',
    /lists devices without a key/,
    /ask for the key, or close it/,
  ],
  'a redirect to a sign-in page': [
    {
      api: {
        instead: () => ({
          status: 302,
          headers: { location: 'https://login.example.com/oauth2/authorize?client_id=1' },
        }),
      },
    },
    'address',
    'fail',
    /redirects to a sign-in page at https:\/\/login\.example\.com/,
    /answer calls of the API with 401/,
  ],
  'pages of 50': [
    { api: { maxRows: 50 } },
    'limit',
    'pass',
    /Asked for 100 devices per page; the API returns at most 50/,
    /the console adapts.*2 times as many requests/,
  ],
  'a refused limit': [
    { api: { maxLimit: 20 } },
    'limit',
    'pass',
    /refuses 100 devices per page and takes 20/,
    /the console adapts.*5 times as many requests/,
  ],
  'a refused limit, without a word of the right one': [
    { api: { maxLimit: 20, saysMaxLimit: false, devices: 300 } },
    'limit',
    'pass',
    /refuses 100 devices per page and takes 12/,
    /the console adapts.*9 times as many requests/,
  ],
  'a hidden Retry-After': [
    { api: { exposed: 'X-Kong-Request-Id' } },
    'headers',
    'fail',
    /doesn’t name retry-after\./,
    /expose these headers/,
  ],
}

test.each(Object.entries(causes))(
  'the cause is named, and it alone: %s',
  async (_, [situation, step, verdict, evidence, fix]) => {
    const { of, verdicts } = await check(situation)
    expect(of(step)).toMatchObject({ verdict })
    expect(of(step)?.evidence).toMatch(evidence)
    expect(of(step)?.fix).toMatch(fix)
    expect(verdicts('fail')).toEqual(verdict === 'fail' ? [step] : [])
  },
)

describe('a check', () => {
  test('does not test what depends on a failure', async () => {
    const { verdicts, of } = await check({ key: 'another-key' })
    expect(verdicts('not tested')).toEqual([
      'devices',
      'limit',
      'overlap',
      'sort',
      'headers',
      'fields',
      'changes',
    ])
    expect(of('devices')?.evidence).toBe('Depends on “The API accepts the key”.')
  })

  test('sends nothing to an address that would send the key unencrypted', async () => {
    const { findings, verdicts } = await check(causes['plain http']?.[0] ?? {})
    expect(findings).toHaveLength(14)
    expect(verdicts('not tested')).toHaveLength(13)
  })

  test('never shows the key, a person or a secret in an address', async () => {
    const addresses = [
      undefined,
      () => `https://user:${oddKey}@api.example/qa`,
      () => `https://api.example/qa?apikey=${oddKey}`,
      () => `https://api.example/qa#${oddKey}`,
    ]
    for (const address of addresses) {
      for (const api of [{}, { isPortal: true }, { key: 'forbidden' }] satisfies Oddities[]) {
        // oxlint-disable-next-line no-await-in-loop -- one server at a time
        const { findings } = await check({ api, ...(address && { address }) })
        const shown = report(findings, ['Connection check'])
        expect(shown).toMatch(/^Connection check\n\d+ passed|^Connection check\n1 failed/)
        for (const secret of [oddKey, person.email, person.firstName]) {
          expect(shown).not.toContain(secret)
        }
      }
    }
  })

  test('proposes the spelling of a sort that it found', async () => {
    for (const otherSorts of ['refused', 'ignored'] as const) {
      for (const sortFormat of ['colon', 'comma'] as const) {
        // oxlint-disable-next-line no-await-in-loop -- one server at a time
        const { of } = await check({ api: { sortFormat, otherSorts } })
        expect(of('sort')).toMatchObject({
          verdict: 'pass',
          snippet: `"sortFormat": "${sortFormat}"`,
        })
      }
    }
  })

  test('gives the next step where no limit is taken', async () => {
    const { of, verdicts, findings } = await check({ api: { maxLimit: 0 } })
    expect(verdicts('fail')).toEqual(['devices'])
    expect(of('devices')?.evidence).toMatch(/limit=100&offset=0 \(status 400\)/)
    expect(of('devices')?.fix).toMatch(/curl command/)
    expect(report(findings, [])).not.toMatch(/step|report this/i)
  })

  test('tells errors without CORS headers from an API without any', async () => {
    const { of, verdicts } = await check({ api: { cors: 'not on errors' } })
    expect(verdicts('fail')).toEqual(['cors'])
    expect(of('cors')?.fix).toMatch(/CORS headers to errors, too/)
  })

  test('tells a list that ignores offset, and one without owners', async () => {
    expect((await check({ api: { ignoresOffset: true } })).of('overlap')).toMatchObject({
      verdict: 'fail',
    })
    const { of } = await check({ api: { isThin: true } })
    expect(of('fields')).toMatchObject({ verdict: 'fail' })
    expect(of('fields')?.fix).toMatch(/owners \(field user\) and postures/)
  })

  test('takes an order that is another each time for none', async () => {
    const { of } = await check({ api: { isRestless: true, otherSorts: 'ignored' } })
    expect(of('sort')).toMatchObject({ verdict: 'warning' })
    expect(of('overlap')).toMatchObject({ verdict: 'cannot tell' })
  })

  test('cannot tell an order or pages of too few devices', async () => {
    const { verdicts } = await check({ api: { devices: 1 } })
    expect(verdicts('cannot tell')).toEqual(['overlap', 'sort'])
    expect(verdicts('fail')).toEqual([])
  })

  test('tests no CORS without the console’s address, and no key without one', async () => {
    const { of } = await check({ siteOrigin: undefined })
    expect(of('cors')).toMatchObject({ verdict: 'not tested' })
    expect(of('cors')?.evidence).toMatch(/--origin/)
    const withoutKey = await check({ key: '', hasKey: false })
    expect(withoutKey.verdicts('fail')).toEqual([])
    expect(withoutKey.of('key')).toMatchObject({ verdict: 'not tested' })
  })

  test('needs no CORS where a proxy on the console’s own origin adds the key', async () => {
    const { verdicts, of } = await check({ api: { cors: 'none' }, auth: 'proxy' })
    expect(verdicts('fail')).toEqual([])
    expect(of('cors')?.evidence).toMatch(/Not needed/)
    const instead = () => ({
      status: 401,
      headers: { 'content-type': 'text/html' },
      body: 'Log in',
    })
    const signedOut = await check({ api: { instead }, auth: 'proxy', key: '', hasKey: false })
    expect(signedOut.of('address')).toMatchObject({ verdict: 'fail' })
    expect(signedOut.of('address')?.fix).toMatch(/Sign in to the console/)
  })

  test('names something in between that answers in place of the API, and no key', async () => {
    const html = { 'content-type': 'text/html' }
    const cases: [Instead, RegExp][] = [
      [
        { status: 403, headers: html, body: '<h1>Access Denied</h1>' },
        /\(status 403, text\/html\)/,
      ],
      [{ status: 401, headers: html, body: 'Proxy login' }, /\(status 401, text\/html\)/],
      [{ status: 405, headers: { 'content-type': 'text/plain' }, body: 'No' }, /405, text\/plain/],
      [{ status: 404, headers: html, body: 'Not here' }, /404, text\/html/],
      [{ status: 403, headers: { 'content-type': 'application/json' }, body: '{}' }, /403, appl/],
    ]
    for (const [instead, evidence] of cases) {
      // oxlint-disable-next-line no-await-in-loop -- one server at a time
      const { of, verdicts } = await check({ api: { instead: () => instead } })
      expect(verdicts('fail')).toEqual(['address'])
      expect(of('address')?.evidence).toMatch(evidence)
      expect(of('address')?.evidence).toMatch(/Something between you and the API answered/)
    }
  })

  test('tells JSON that says no with status 200', async () => {
    const headers = { 'content-type': 'text/json' }
    const body = JSON.stringify({ success: false, error: { message: 'Tenant is suspended' } })
    const { of, verdicts } = await check({
      api: { instead: () => ({ status: 200, headers, body }) },
    })
    expect(verdicts('fail')).toEqual(['devices'])
    expect(of('devices')?.evidence).toMatch(/reports a failure.*status 200/)
  })

  test('names the proxy’s key where the API refuses it behind the sign-in', async () => {
    const { of } = await check({ auth: 'proxy', key: 'another-key', hasKey: false })
    expect(of('key')).toMatchObject({ verdict: 'fail' })
    expect(of('key')?.evidence).toMatch(/refused the key that the proxy adds/)
  })

  test('stops reading an answer that is too large', async () => {
    const body = gzipSync(Buffer.alloc(40 * 2 ** 20, ' '))
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' }
    for (const instead of [
      () => ({ status: 200, headers, body }),
      ({ apikey }: IncomingHttpHeaders) =>
        apikey ? { status: 200, headers, body } : { status: 401, body: '{}' },
    ]) {
      // oxlint-disable-next-line no-await-in-loop -- one server at a time
      const { of } = await check({ api: { instead } })
      expect(of('answer')).toMatchObject({ verdict: 'fail' })
      expect(of('answer')?.evidence).toMatch(/too large.*32 MB/)
    }
  })

  test('shows neither the key nor control characters of what the server sends', async () => {
    const type = { 'content-type': 'application/json' }
    const c1 = '\u009b31m\u0085'
    const servers: Oddities['instead'][] = [
      () => ({ status: 302, headers: { location: `https://${oddKey}.example/${oddKey}` } }),
      () => ({ status: 403, headers: { 'content-type': `text/${oddKey}; a=${c1}` }, body: 'x' }),
      () => ({
        status: 500,
        headers: { ...type, 'x-request-id': `${oddKey}${c1}` },
        body: '{"a":1}',
      }),
      () => ({
        status: 200,
        headers: { ...type, 'access-control-allow-origin': `https://${oddKey}${c1}` },
        body: '{"data":[]}',
      }),
    ]
    for (const instead of servers) {
      // oxlint-disable-next-line no-await-in-loop -- one server at a time
      const { findings } = await check({ api: { cors: 'none', ...(instead && { instead }) } })
      const shown = report(findings, [])
      expect(shown.toLowerCase()).not.toContain(oddKey.toLowerCase())
      expect(shown.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u)
    }
  })

  test('refuses an address with the endpoint in it, and says where it ends', async () => {
    const { of } = await check({ address: (url) => `${url}/tenants/devices` })
    expect(of('configuration')?.fix).toMatch(/Shorten it to http:\/\/127\.0\.0\.1:\d+\/qa$/)
  })

  test('gives commands with the key’s variable, and the proxy where that is the fix', async () => {
    const { of, api } = await check({ api: { cors: 'none' } })
    expect(of('cors')?.snippet).toContain(
      `npm run configure -- --domain console.example --api ${api.url} --auth proxy`,
    )
    const wrong = await check({ key: 'another-key' })
    expect(wrong.of('key')?.curl).toBe(
      `curl -i -H "apikey: $CIPHERSCALE_KEY" '${wrong.api.url}/tenants/devices?limit=100&offset=0'`,
    )
  })
})

describe('the site', () => {
  const policy = (sources: string) => `default-src 'none'; connect-src ${sources}`
  const judge = async (api: string, origin: string, site: Site | undefined) => {
    const target: Target = {
      apiBaseUrl: api,
      siteOrigin: origin,
      auth: 'apikey',
      sortFormat: 'auto',
      hasKey: false,
    }
    return createNodeWire(target, undefined, site).checkSite({ cause: 'network' })
  }
  const api = 'https://api.example/qa'

  test.each([
    ["'self' https://api.example", 'pass'],
    ["'self' https:", 'pass'],
    ['*.example', 'pass'],
    ["'self' https://other.example", 'fail'],
    ["'self'", 'fail'],
    ["'none'", 'fail'],
  ])('with connect-src %s gets the verdict %s', async (sources, verdict) => {
    expect(await judge(api, siteOrigin, { policy: policy(sources) })).toMatchObject({ verdict })
  })

  test('is asked to be configured again when its configuration names another API', async () => {
    const site = { policy: undefined, apiBaseUrl: 'https://api.example/prod' }
    expect(await judge(api, siteOrigin, site)).toMatchObject({
      verdict: 'fail',
      evidence: expect.stringContaining('https://api.example/prod') as string,
      fix: expect.stringContaining('Run configure again') as string,
    })
  })

  test('must be served over https', async () => {
    expect(await judge(api, 'http://console.example', undefined)).toMatchObject({
      verdict: 'fail',
      fix: 'Serve the console over https.',
    })
  })

  test('that is not there cannot be judged', async () => {
    expect(await judge(api, siteOrigin, undefined)).toMatchObject({ verdict: 'cannot tell' })
    expect(await readSite('http://127.0.0.1:1/')).toBeUndefined()
  })

  test.each([
    [401, {}, 'status 401'],
    [
      302,
      { location: '/oauth2/start?rd=%2F' },
      'a redirect to https://console.example/oauth2/start',
    ],
  ])(
    'behind a login (%i) is not tested, and says how it can be',
    async (status, headers, login) => {
      vi.stubGlobal('fetch', () =>
        Promise.resolve(
          new Response('Sign in', {
            status,
            headers: { ...headers, 'content-security-policy': policy("'self'") },
          }),
        ),
      )
      const site = await readSite(siteOrigin)
      expect(site).toEqual({ policy: undefined, login })
      expect(await judge(api, siteOrigin, site)).toEqual({
        verdict: 'not tested',
        evidence: `${siteOrigin} is behind a login, which answered with ${login}. Add --user or --cookie-file, or use Check connection in the console’s menu.`,
      })
    },
  )

  test('is read with its policy and its configuration', async () => {
    const config = { apiBaseUrl: api, auth: 'apikey', sortFormat: 'comma' }
    vi.stubGlobal('fetch', (address: string) =>
      Promise.resolve(
        address.endsWith('config.json')
          ? Response.json(config)
          : new Response('', { headers: { 'content-security-policy': policy("'self'") } }),
      ),
    )
    const { missing, ...site } = (await readSite('https://console.example/console')) ?? {}
    expect(site).toEqual({ policy: policy("'self'"), ...config })
    expect(missing).toMatchObject({
      verdict: 'warning',
      evidence: expect.stringContaining(
        'doesn’t send Strict-Transport-Security, X-Content-Type-Options, X-Frame-Options',
      ) as string,
    })
  })

  test('on a host that sends no headers is judged by what its page carries', async () => {
    const page = '<head><meta charset="utf-8" /></head>'
    const readPage = (html: string) => {
      vi.stubGlobal('fetch', (address: string) =>
        Promise.resolve(
          address.endsWith('config.json') ? Response.json({ apiBaseUrl: api }) : new Response(html),
        ),
      )
      return readSite(siteOrigin)
    }
    expect((await readPage(page))?.missing).toMatchObject({
      evidence: expect.stringMatching(/carries no policy itself.*wasn’t configured/) as string,
      fix: expect.stringMatching(/^Run configure and upload/) as string,
    })
    const configured = await readPage(withPolicy(page, policy("'self'")))
    expect(configured?.missing).toMatchObject({
      evidence: expect.stringContaining('The page carries its policy itself') as string,
    })
    expect(await judge(api, siteOrigin, configured)).toMatchObject({ verdict: 'fail' })
  })
})

describe('the command', () => {
  const script = fileURLToPath(new URL('../../deploy/doctor.ts', import.meta.url))

  async function run(args: string[], key = oddKey) {
    const child = spawn(process.execPath, [script, ...args], {
      env: { ...process.env, CIPHERSCALE_KEY: key, CONSOLE_PASSWORD: 'open sesame', NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const [output, errors, code] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      new Promise<number | null>((resolve) => child.on('close', resolve)),
    ])
    expect(output + errors).not.toContain(oddKey)
    return { output, errors, code }
  }

  test('prints each finding and ends well when nothing failed', async () => {
    const api = await startOddApi()
    running.push(api)
    const { output, code } = await run(['--api', api.url])
    expect(code).toBe(0)
    expect(output).toMatch(/^PASS {8}Configuration and address\n {12}Calls /m)
    expect(output).toMatch(/^NOT TESTED {2}Deactivate(, [a-z]+)* and remove$/m)
    expect(output).toMatch(/\n9 passed, 5 not tested\n$/)
  })

  test('ends with 1 when something failed, with the command that shows it', async () => {
    const api = await startOddApi({ key: 'forbidden' })
    running.push(api)
    const { output, code } = await run(['--api', api.url, '--origin', siteOrigin])
    expect(code).toBe(1)
    expect(output).toMatch(/^FAIL {8}The API accepts the key$/m)
    expect(output).toContain('curl -i -H "apikey: $CIPHERSCALE_KEY"')
  })

  test('signs in at a login in front of the console, and nowhere else', async () => {
    const seen: [url: string, authorization: string | undefined][] = []
    const site = createServer(({ url = '', headers }, to) => {
      seen.push([url, headers.authorization])
      if (headers.authorization === undefined) to.writeHead(401).end()
      else if (url === '/config.json') to.end(JSON.stringify({ apiBaseUrl: '/api', auth: 'proxy' }))
      else if (url.startsWith('/api/'))
        to.writeHead(200, { 'content-type': 'application/json' }).end('{"data":[]}')
      else to.end('<!doctype html>')
    })
    await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
    const origin = `http://127.0.0.1:${(site.address() as AddressInfo).port}`
    const at = ['--api', `${origin}/api`, '--origin', origin]
    const outside = await run(at)
    expect(outside.output).toMatch(/^NOT TESTED {2}Encryption and site headers\n.*behind a login/m)
    expect(outside.output).toContain('The proxy asks for a login.')
    const inside = await run([...at, '--user', 'admin'])
    expect(inside.output).toMatch(/^WARNING {5}Encryption and site headers\n.*doesn’t send/m)
    expect(inside.output).toMatch(/^PASS {8}The address leads to the device API$/m)
    const basic = `Basic ${Buffer.from('admin:open sesame').toString('base64')}`
    expect(new Set(seen.map(([, authorization]) => authorization))).toEqual(
      new Set([undefined, basic]),
    )
    site.closeAllConnections()
    site.close()
  })

  test('ends quietly when nobody reads its output to the end', async () => {
    const api = await startOddApi()
    running.push(api)
    const child = spawn(process.execPath, [script, '--api', api.url], {
      env: { ...process.env, CIPHERSCALE_KEY: oddKey, NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    child.stdout.destroy()
    const [errors, code] = await Promise.all([
      text(child.stderr),
      new Promise<number | null>((resolve) => child.on('close', resolve)),
    ])
    expect(errors).toBe('')
    expect(code).toBe(0)
  })

  test('refuses an argument that may be the key in one sentence, and exits with 2', async () => {
    const { output, errors, code } = await run(['--api', 'https://api.example/qa', oddKey])
    expect(code).toBe(2)
    expect(output).toBe('')
    expect(errors).toMatch(/^The key is never an argument.*\n$/)
  })

  test.each([
    [['--api', 'https://api.example/qa', '--key', oddKey]],
    [[`--apikey=${oddKey}`, '--api', 'https://api.example/qa']],
    [['--api', 'https://api.example/qa', oddKey]],
    [['--api', oddKey]],
    [['--api', 'https://api.example/qa', '--origin', oddKey]],
    [['--api', 'https://api.example/qa', '-k', oddKey]],
    [[]],
  ])('refuses arguments that are not for it, and repeats none: %#', (args) => {
    expect(() => readArguments(args)).toThrow(UsageError)
    expect(() => readArguments(args)).toThrow(
      /never an argument|Usage: npm run doctor|--origin takes/,
    )
    expect(() => readArguments(args)).not.toThrow(oddKey)
  })
})
