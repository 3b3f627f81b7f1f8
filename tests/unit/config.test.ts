import { afterEach, describe, expect, test, vi } from 'vitest'
import { explainConfig } from '../../src/config/config-problem.ts'
import { loadConfig, readConfig, type ConfigResult } from '../../src/config/config.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

const problemOf = (result: ConfigResult) =>
  'fault' in result ? explainConfig(result.fault) : undefined
const configOf = (result: ConfigResult) => ('config' in result ? result.config : undefined)
const detailsOf = (settings: unknown) => problemOf(readConfig(JSON.stringify(settings)))?.details

describe('a configuration', () => {
  test('may leave everything to its defaults', () => {
    expect(readConfig('{}')).toEqual({
      config: {
        apiBaseUrl: 'https://public-api.cipherscale.com/qa',
        auth: 'apikey',
        sortFormat: 'auto',
        ownerDeviceLimit: 5,
      },
    })
  })

  test.each([1, 12, 1_000])('may set a limit of %s devices for each owner', (ownerDeviceLimit) => {
    expect(configOf(readConfig(JSON.stringify({ ownerDeviceLimit })))?.ownerDeviceLimit).toBe(
      ownerDeviceLimit,
    )
  })

  test.each([0, 1_001, 2.5, '5', null])(
    'with the owner device limit %j is refused',
    (ownerDeviceLimit) => {
      expect(detailsOf({ ownerDeviceLimit })).toEqual([
        expect.stringMatching(/^ownerDeviceLimit must be a whole number from 1 to 1000, but is /),
      ])
    },
  )

  test.each(['https://login.example/logout?from=console', '/oauth2/sign_out?rd=%2F', '/'])(
    'may lead to "%s" on signing out',
    (signOutUrl) => {
      expect(configOf(readConfig(JSON.stringify({ signOutUrl })))?.signOutUrl).toBe(signOutUrl)
    },
  )

  test.each([
    'http://login.example/logout',
    '//login.example/logout',
    '/\\login.example/logout',
    'oauth2/sign_out',
    'javascript:alert(1)',
    'https://',
    'https://login.example/log out',
    '',
    7,
  ])('with the sign-out URL %j is refused by the name of the setting', (signOutUrl) => {
    expect(detailsOf({ signOutUrl })).toEqual([
      expect.stringMatching(/^signOutUrl must be an https URL or a path on this site, but is /),
    ])
  })

  test.each([
    ['https://api.example/qa/', 'https://api.example/qa'],
    [' https://api.example/qa// ', 'https://api.example/qa'],
    ['http://localhost:8080', 'http://localhost:8080'],
    ['/api', '/api'],
  ])('with the address "%s" talks to %s', (apiBaseUrl, address) => {
    expect(configOf(readConfig(JSON.stringify({ apiBaseUrl })))?.apiBaseUrl).toBe(address)
  })

  test.each([
    'api.example/qa',
    'ftp://api.example',
    '//api.example',
    'javascript:alert(1)',
    'https://user:pass@api.example',
    'https://api.example/qa?stage=1',
    'https://api.example/qa#x',
    'https://',
    '',
  ])('with the address "%s" is refused by the name of the setting', (apiBaseUrl) => {
    expect(detailsOf({ apiBaseUrl })).toEqual([
      expect.stringMatching(/^apiBaseUrl must be an http\(s\) URL without .+, but is /),
    ])
  })

  test.each([
    'http://api.example/qa',
    'HTTP://API.EXAMPLE',
    'http://10.0.0.7:8787',
    'http://localhost.example',
    'http://notlocalhost',
    'http://127.example.com',
    'http://[::2]',
  ])('with the unencrypted address "%s" is refused, since it would show the key', (apiBaseUrl) => {
    expect(detailsOf({ apiBaseUrl })).toEqual([
      `apiBaseUrl must start with https://, because http would send the key unencrypted, but is "${apiBaseUrl}".`,
    ])
  })

  test.each([
    'http://localhost:8787/qa',
    'http://api.localhost',
    'http://127.0.0.1:8787',
    'http://127.8.9.10',
    'http://[::1]:8787',
  ])('may have the unencrypted address "%s", which stays on this machine', (apiBaseUrl) => {
    expect(configOf(readConfig(JSON.stringify({ apiBaseUrl })))?.apiBaseUrl).toBe(apiBaseUrl)
  })

  test('may have a path on an unencrypted site of its own', () => {
    vi.stubGlobal('location', new URL('http://console.example/devices'))
    expect(configOf(readConfig('{ "apiBaseUrl": "/api", "auth": "proxy" }'))?.apiBaseUrl).toBe(
      '/api',
    )
  })

  test('is refused with every mistake named, and what was found', () => {
    expect(
      detailsOf({
        apiBaseUrl: 7,
        auth: 'none',
        sortFormat: 'desc',
        apiKey: 'secret',
        constructor: 1,
      }),
    ).toEqual([
      'apiBaseUrl must be a string such as "https://public-api.cipherscale.com/qa", but is 7.',
      'auth must be "apikey" or "proxy", but is "none".',
      'sortFormat must be "auto", "prefix", "colon" or "comma", but is "desc".',
      'apiKey isn’t a setting. Settings are apiBaseUrl, auth, sortFormat, ownerDeviceLimit, signInUrl, signOutUrl, readOnly.',
      'constructor isn’t a setting. Settings are apiBaseUrl, auth, sortFormat, ownerDeviceLimit, signInUrl, signOutUrl, readOnly.',
    ])
  })

  test.each(['[]', 'null', '7', '"text"'])('of %s is told to be an object', (body) => {
    const problem = problemOf(readConfig(body))
    expect(problem?.title).toBe('config.json has invalid settings')
    expect(problem?.details).toEqual([expect.stringContaining('a JSON object')])
  })

  test.each(['', '{', "{ 'auth': 'proxy' }", '{ "auth": "proxy", }'])(
    'of %j is told not to be JSON',
    (body) => {
      expect(problemOf(readConfig(body))?.title).toBe('config.json isn’t valid JSON')
    },
  )

  test.each(['<!doctype html>', '\n <html></html>'])('of %j is told to be missing', (body) => {
    expect(problemOf(readConfig(body))?.title).toContain('returned an HTML page')
  })
})

describe('fetching it', () => {
  test('tells a host that is away', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')))
    const problem = problemOf(await loadConfig('/config.json'))
    expect(problem?.title).toBe('config.json couldn’t be loaded')
    expect(problem?.details.join()).toContain('Check your network')
  })

  test('tells a file that is not there, and where to put it', async () => {
    const missing = Object.defineProperty(new Response('no', { status: 404 }), 'url', {
      value: 'https://console.example/config.json',
    })
    vi.stubGlobal('fetch', () => Promise.resolve(missing))
    const problem = problemOf(await loadConfig('/config.json'))
    expect(problem?.title).toBe('config.json is missing (HTTP 404)')
    expect(problem?.details.join()).toContain('https://console.example/config.json')
  })

  test('reads what the host has, whatever type it calls it', async () => {
    vi.stubGlobal('fetch', () => Promise.resolve(new Response('{"auth":"proxy"}')))
    expect(configOf(await loadConfig('/config.json'))?.auth).toBe('proxy')
  })

  test.each([
    ['/', 'https://console.example'],
    ['/console/api/', 'https://console.example/console/api'],
    ['https://api.example/qa', 'https://api.example/qa'],
  ])('makes the address %s absolute', async (apiBaseUrl, absolute) => {
    vi.stubGlobal('location', { origin: 'https://console.example' })
    vi.stubGlobal('fetch', () => Promise.resolve(Response.json({ apiBaseUrl })))
    expect(configOf(await loadConfig('/config.json'))?.apiBaseUrl).toBe(absolute)
  })
})
