// The proxy form puts the API's answers on the console's own origin: what they may say there.
import { ask, asConsole } from './ask.ts'
import { login } from './prepare.ts'
import { expect, test } from './test.ts'

const xhtml = 'http://www.w3.org/1999/xhtml'
const svg = 'http://www.w3.org/2000/svg'
const list = 'api/tenants/devices'
const json = { 'content-type': 'application/json' }

/** Headers of an answer that a browser, a cache or another server would obey. */
const obeyed = `
  Accept-CH Accept-Ranges Access-Control-Allow-Credentials Access-Control-Allow-Headers
  Access-Control-Allow-Local-Network Access-Control-Allow-Methods Access-Control-Allow-Origin
  Access-Control-Allow-Private-Network Access-Control-Expose-Headers Access-Control-Max-Age
  Activate-Storage-Access Ad-Auction-Signals Age Alt-Svc Attribution-Reporting-Register-Source
  Attribution-Reporting-Register-Trigger Authentication-Info Cache-Control CDN-Cache-Control
  Clear-Site-Data Content-Disposition Content-Language Content-Location Content-Range
  Content-Security-Policy Content-Security-Policy-Report-Only Critical-CH
  Cross-Origin-Embedder-Policy Cross-Origin-Embedder-Policy-Report-Only
  Cross-Origin-Opener-Policy Cross-Origin-Opener-Policy-Report-Only Cross-Origin-Resource-Policy
  Document-Policy ETag Expect-CT Expires Feature-Policy Integrity-Policy Last-Modified Link
  Location NEL No-Vary-Search Observe-Browsing-Topics Origin-Agent-Cluster Origin-Trial P3P
  Permissions-Policy Permissions-Policy-Report-Only Pragma Proxy-Authenticate Public-Key-Pins
  Referrer-Policy Refresh Report-To Reporting-Endpoints Secure-Session-Challenge
  Secure-Session-Registration Server-Timing Service-Worker-Allowed Set-Cookie Set-Cookie2 Set-Login
  Shared-Storage-Write SourceMap Speculation-Rules Strict-Transport-Security Supports-Loading-Mode
  Surrogate-Control Timing-Allow-Origin Use-As-Dictionary Vary Via Warning WWW-Authenticate
  X-Accel-Buffering X-Accel-Charset X-Accel-Expires X-Accel-Limit-Rate X-Accel-Redirect
  X-Content-Type-Options X-DNS-Prefetch-Control X-Frame-Options X-Login X-Permitted-Cross-Domain-Policies
  X-Powered-By X-Robots-Tag X-Sendfile X-SourceMap X-UA-Compatible X-XSS-Protection
`
  .trim()
  .split(/\s+/)

/** Headers that the console reads, or a person who looks for the cause of a failure. */
const wanted = {
  'retry-after': '7',
  'ratelimit-limit': '100',
  'ratelimit-remaining': '0',
  'ratelimit-reset': '7',
  'x-ratelimit-remaining': '0',
  'x-kong-request-id': 'kong-1',
  'x-request-id': 'request-1',
}

test('no header of the API’s answers that somebody obeys comes through, whatever the status', async ({
  proxyHost: { url },
  upstream,
}) => {
  const foreign = Object.fromEntries(obeyed.map((name) => [name, '/from-the-api']))
  for (const status of [200, 201, 204, 206, 400, 401, 403, 404, 416, 429, 500, 502, 503]) {
    upstream.answerWith((_, to) => to.writeHead(status, { ...json, ...foreign, ...wanted }).end())
    const answer = await ask(url + list, { headers: asConsole })
    expect(answer.status).toBe(status)
    expect(answer.headers).toMatchObject(wanted)
    expect(JSON.stringify(answer.headers), `${status}`).not.toContain('/from-the-api')
    expect(answer.headers['cache-control']).toBe('no-store')
  }
})

test('Caddy passes nothing that it wasn’t told to pass', async ({
  proxyHost: { url },
  upstream,
  server,
}) => {
  upstream.answerWith((_, to) => to.writeHead(200, { ...json, 'X-Of-Tomorrow': '1' }).end('{}'))
  const { headers } = await ask(url + list, { headers: asConsole })
  // nginx can't: SECURITY.md says so.
  expect(headers['x-of-tomorrow']).toBe(server === 'caddy' ? undefined : '1')
})

test('headers by which an API directs nginx direct nothing', async ({
  proxyHost: { url },
  upstream,
}) => {
  const body = JSON.stringify({ data: 'x'.repeat(20_000) })
  const orders = {
    'X-Accel-Redirect': '/index.html',
    'X-Accel-Limit-Rate': '1',
    'X-Accel-Charset': 'utf-16',
    'X-Accel-Expires': '60',
    'X-Accel-Buffering': 'no',
  }
  for (const [name, value] of Object.entries(orders)) {
    upstream.answerWith((_, to) => to.writeHead(200, { ...json, [name]: value }).end(body))
    const answer = await ask(url + list, { headers: asConsole })
    expect(String(answer.body), name).toBe(body)
    expect(answer.headers['content-type'], name).toBe('application/json')
  }
})

test('the API’s redirects are neither followed nor passed on, but said', async ({
  proxyHost: { url },
  upstream,
}) => {
  for (const status of [300, 301, 302, 303, 304, 305, 307, 308]) {
    const headers = { 'content-type': 'text/html', location: 'https://elsewhere.example/' }
    upstream.answerWith((_, to) => to.writeHead(status, headers).end())
    const answer = await ask(url + list, { headers: asConsole })
    expect(answer.status).toBe(502)
    expect(answer.headers['content-type']).toBe('application/json')
    expect(answer.headers['location']).toBeUndefined()
    expect(JSON.parse(String(answer.body))).toEqual({
      statusCode: 502,
      error: 'Bad Gateway',
      message: expect.stringContaining(`redirect (${status})`),
    })
    expect(upstream.received).toHaveLength(1)
    upstream.reset()
  }
})

const types: [given: string | undefined, seen: RegExp][] = [
  ['application/json', /^application\/json$/],
  ['Application/JSON;charset=UTF-8', /^application\/json$/],
  ['application/problem+json', /^application\/json$/],
  ['text/json', /^application\/json$/],
  ['text/html', /^text\/plain/],
  ['text/html; x=application/json', /^text\/plain/],
  ['text/html; 200 application/json', /^text\/plain/],
  ['application/jsonp', /^text\/plain/],
  ['text/javascript', /^text\/plain/],
  ['image/svg+xml', /^text\/plain/],
  ['application/xhtml+xml', /^text\/plain/],
  ['text/css', /^text\/plain/],
  ['application/pdf', /^text\/plain/],
  ['multipart/x-mixed-replace; boundary=b', /^text\/plain/],
  [undefined, /^(text\/plain.*|undefined)$/],
]

test('what isn’t JSON comes as plain text, so that the console can say who answered', async ({
  proxyHost: { url },
  upstream,
}) => {
  for (const [given, seen] of types) {
    for (const status of [200, 403, 500]) {
      upstream.answerWith((_, to) => {
        to.writeHead(status, given === undefined ? {} : { 'content-type': given }).end(
          '<h1>Hi</h1>',
        )
      })
      const answer = await ask(url + list, { headers: asConsole })
      expect(answer.status, given).toBe(status)
      expect(String(answer.headers['content-type']), given).toMatch(seen)
      expect(answer.headers['x-content-type-options'], given).toBe('nosniff')
      expect(answer.headers['content-security-policy'], given).toMatch(/(^|; )sandbox(;|$)/)
      expect(String(answer.body), given).toBe('<h1>Hi</h1>')
    }
  }
})

test.describe('in a browser', () => {
  test.use({ httpCredentials: login })

  test('pages of the API run no script on the console’s origin', async ({
    page,
    proxyHost: { url },
    upstream,
  }) => {
    const script = `localStorage.setItem('ran', '1')`
    const source = `/${list}/00000000-0000-4000-8000-000000000000`
    const documents: [type: string | undefined, content: string][] = [
      ['text/html', `<!doctype html><script src="${source}"></script>`],
      ['application/xhtml+xml', `<html xmlns="${xhtml}"><script src="${source}"/></html>`],
      ['image/svg+xml', `<svg xmlns="${svg}"><script href="${source}"/></svg>`],
      [undefined, `<!doctype html><script src="${source}"></script>`],
    ]
    await page.goto(`${url}config.json`)
    for (const [type, content] of documents) {
      upstream.answerWith(({ url: path }, to) => {
        const isScript = path?.endsWith('000') === true
        const given = isScript ? 'text/javascript' : type
        to.writeHead(200, given === undefined ? {} : { 'content-type': given })
        to.end(isScript ? script : content)
      })
      // As a link on the console's own page would lead there.
      await page.evaluate((path) => location.assign(path), `/${list}`)
      await page.waitForURL(url + list)
      expect(upstream.received.length, type).toBe(1)
      await page.goto(`${url}config.json`)
      expect(await page.evaluate(() => localStorage.getItem('ran')), type).toBeNull()
      upstream.reset()
    }
  })
})
