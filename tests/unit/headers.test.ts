import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  apiOrigin,
  headersFor,
  parseHeaders,
  renderHeaders,
  withApiOrigin,
} from '../../deploy/headers.ts'
import type { ServedBuild } from '../e2e/serve.ts'
import { serveBuild } from '../e2e/serve.ts'

const text = readFileSync(new URL('../../public/_headers', import.meta.url), 'utf8')
const rules = parseHeaders(text)
const policy = (origin: string) =>
  `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'${origin}; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types fleet-worker`

const everywhere = {
  'Content-Security-Policy': policy(' https://public-api.cipherscale.com'),
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
}

const caching = {
  '/': 'no-cache',
  '/index.html': 'no-cache',
  '/assets/start-abc.js': 'public, max-age=31536000, immutable',
  '/config.json': 'no-store',
}

describe('the headers a host sends', () => {
  test.each(Object.entries(caching))('%s is protected and cached as %s', (path, cache) => {
    const sent = Object.fromEntries(headersFor(rules, path))
    expect(sent).toMatchObject({ ...everywhere, 'Cache-Control': cache })
    // Six months is what HSTS checkers ask at least, in seconds.
    const age = Number(/max-age=(\d+)/.exec(sent['Strict-Transport-Security'] ?? '')?.[1])
    expect(age).toBeGreaterThanOrEqual(15_768_000)
  })

  test('no device feature is open except writing to the clipboard, which the copy buttons need', () => {
    const features = headersFor(rules, '/').get('Permissions-Policy')?.split(', ') ?? []
    const open = features.filter((feature) => !feature.endsWith('=()'))
    expect(open).toEqual(['clipboard-write=(self)'])
    for (const name of ['camera', 'geolocation', 'microphone', 'payment', 'usb']) {
      expect(features).toContain(`${name}=()`)
    }
  })

  test('other sites of the domain may stay on plain http', () => {
    expect(headersFor(rules, '/').get('Strict-Transport-Security')).not.toContain(
      'includeSubDomains',
    )
  })

  test('a line that a host would silently ignore is refused', () => {
    expect(() => parseHeaders('/*\nX-Frame-Options: DENY')).toThrow('line 2')
  })

  test('written for a sub-path, the same headers hold below it', () => {
    const moved = parseHeaders(renderHeaders(rules, '/console/'))
    for (const [path, cache] of Object.entries(caching)) {
      const sent = Object.fromEntries(headersFor(moved, `/console${path}`))
      expect(sent).toMatchObject({ ...everywhere, 'Cache-Control': cache })
    }
  })
})

describe('the one origin that the page may call', () => {
  const connectTo = (config: unknown) =>
    headersFor(withApiOrigin(rules, apiOrigin(config)), '/').get('Content-Security-Policy')

  test.each([
    [{ apiBaseUrl: 'https://api.example.com/qa' }, ' https://api.example.com'],
    [{ apiBaseUrl: 'http://127.0.0.1:8787/qa', auth: 'apikey' }, ' http://127.0.0.1:8787'],
    [{ apiBaseUrl: '/api' }, ''],
    [{ apiBaseUrl: 'https://api.example.com', auth: 'proxy' }, ''],
    [{ auth: 'proxy' }, ''],
    [{ sortFormat: 'colon' }, ' https://public-api.cipherscale.com'],
    [{ apiBaseUrl: 'javascript:alert(1)' }, ' https://public-api.cipherscale.com'],
    [{ apiBaseUrl: 'https://a.example; script-src *' }, ' https://public-api.cipherscale.com'],
    ['<!doctype html>', ' https://public-api.cipherscale.com'],
    [undefined, ' https://public-api.cipherscale.com'],
  ])('with config.json %j', (config, origin) => {
    expect(connectTo(config)).toBe(policy(origin))
  })
})

describe.each(['/', '/console/'])('the preview below %s answers as a host must', (base) => {
  const folder = mkdtempSync(join(tmpdir(), 'device-console-'))
  const config = { apiBaseUrl: 'https://api.example.com/qa' }
  let site: ServedBuild
  let broken: ServedBuild

  beforeAll(async () => {
    mkdirSync(join(folder, 'assets'))
    writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Console</title>')
    writeFileSync(join(folder, 'assets/start-abc.js'), 'export {}')
    site = await serveBuild({ directory: folder, config, base })
    broken = await serveBuild({ directory: folder, config: null, base })
  })

  afterAll(async () => {
    await site.close()
    await broken.close()
    rmSync(folder, { recursive: true })
  })

  test.each([
    ['', 200, 'text/html', 'no-cache'],
    ['index.html', 200, 'text/html', 'no-cache'],
    ['devices', 200, 'text/html', 'no-cache'],
    ['devices/1.2?tab=raw', 200, 'text/html', 'no-cache'],
    ['assets/start-abc.js', 200, 'text/javascript', 'public, max-age=31536000, immutable'],
    ['assets/start-old.js', 404, 'text/plain', null],
    ['config.json', 200, 'application/json', 'no-store'],
  ])('/%s with %i as %s', async (path, status, type, cache) => {
    const answer = await fetch(site.url + path)
    expect(answer.status).toBe(status)
    expect(answer.headers.get('Content-Type')).toContain(type)
    expect(answer.headers.get('Cache-Control')).toBe(cache)
    expect(answer.headers.get('Content-Security-Policy')).toBe(policy(' https://api.example.com'))
    expect(answer.headers.get('X-Frame-Options')).toBe('DENY')
  })

  test('the configuration is the one given, and a 404 without one', async () => {
    expect(await (await fetch(`${site.url}config.json`)).json()).toEqual(config)
    expect((await fetch(`${broken.url}config.json`)).status).toBe(404)
  })
})
