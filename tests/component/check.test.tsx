import { afterEach, expect, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import { steps, stepTitles, type Step } from '../../src/check/finding.ts'
import type { MockNetworkOptions } from '../../src/mock/network.ts'
import { expectAccessible } from './axe.ts'
import { click, fill, listIsThere, renderConsole, user } from './support.tsx'

const baseUrl = 'https://api.test/qa'

/** What a browser makes of an API, in place of the answers of the mock. */
interface Situation {
  config?: object
  network?: Partial<MockNetworkOptions>
  /** Answers a request to the API; `undefined` leaves it to the mock. Rejects as a browser does. */
  answer?: (request: Request) => Response | Promise<Response> | undefined
}

const fetchBefore = globalThis.fetch
afterEach(() => {
  vi.restoreAllMocks()
  globalThis.fetch = fetchBefore
})

/** Serves config.json, and answers for the API as the situation says. */
function prepare({ config = { apiBaseUrl: baseUrl }, answer }: Situation) {
  const answerOfMock = globalThis.fetch
  globalThis.fetch = (input, init) => {
    const request = new Request(input, init)
    if (request.url.endsWith('/config.json')) return Promise.resolve(Response.json(config))
    const given = request.url.startsWith('https://api.') ? answer?.(request) : undefined
    return given ? Promise.resolve(given) : answerOfMock(input, init)
  }
}

function openConnectPage(situation: Situation = {}) {
  renderConsole({
    isConnected: false,
    ...(situation.network && { network: situation.network }),
    prepare: () => prepare(situation),
  })
}

const dialog = () => page.getByRole('dialog', { name: 'Check connection' })
const open = () => click(page.getByRole('button', { name: 'Check connection' }))
const finding = (step: Step) => dialog().getByRole('listitem').nth(steps.indexOf(step))
const verdictsShown = (word: string) => dialog().getByText(word, { exact: true }).elements().length
const isDone = () => expect.element(dialog().getByText(/^\d+ (?:passed|failed)/)).toBeVisible()
const failsToFetch = () => Promise.reject(new TypeError('Failed to fetch'))
const hasKey = (request: Request) => request.headers.has('apikey')

/** Checks with a key from the connect page. */
async function check(situation: Situation, key = 'demo-key') {
  openConnectPage(situation)
  await fill(page.getByLabelText('API key'), key)
  await open()
  await isDone()
}

test('a connection that works passes step by step, and the check only reads', async () => {
  const methods = new Set<string>()
  await check({
    answer: (request) => {
      methods.add(request.method)
      return undefined
    },
  })
  expect(methods).toEqual(new Set(['GET']))
  for (const step of steps) await expect.element(finding(step)).toMatchTextContent(stepTitles[step])
  expect(verdictsShown('Failed')).toBe(0)
  expect(verdictsShown('Not tested')).toBe(1)
  await expect.element(finding('headers')).toMatchTextContent(/Can’t tell.*npm run doctor/)
  await expectAccessible()
})

/** The step that names the cause, its verdict, its evidence and its fix. */
type Expected = [Situation & { key?: string }, Step, string, RegExp, RegExp]

const causes: Record<string, Expected> = {
  'a wrong host': [
    { answer: failsToFetch },
    'answer',
    'Failed',
    /api\.test doesn’t respond/,
    /host in apiBaseUrl/,
  ],
  'a wrong path': [
    { config: { apiBaseUrl: 'https://api.test/qa/prod' } },
    'address',
    'Failed',
    /no route for \/qa\/prod\/tenants\/devices/,
    /path and stage/,
  ],
  'no CORS': [
    { answer: ({ mode }) => (mode === 'no-cors' ? new Response() : failsToFetch()) },
    'cors',
    'Failed',
    /doesn’t allow .* to read it/,
    /use a proxy.*--auth proxy/,
  ],
  'CORS without apikey': [
    { answer: (request) => (hasKey(request) ? failsToFetch() : undefined) },
    'preflight',
    'Failed',
    /only for requests without the apikey header/,
    /allow the apikey header/,
  ],
  'a wrong key': [{ key: 'another' }, 'key', 'Failed', /status 401/, /hasn’t expired/],
  'a forbidden key': [
    {
      answer: (request) =>
        hasKey(request)
          ? Response.json({ statusCode: 403, message: 'Forbidden' }, { status: 403 })
          : undefined,
    },
    'key',
    'Failed',
    /no permission to list devices/,
    /key with permission/,
  ],
  'an HTML portal': [
    { answer: () => new Response('<h1>Hi</h1>', { headers: { 'content-type': 'text/html' } }) },
    'address',
    'Failed',
    /Something between you and the API answered \(status 200, text\/html\)/,
    /VPN, firewall or network sign-in/,
  ],
  'plain http': [
    { config: { apiBaseUrl: 'http://api.test/qa' } },
    'configuration',
    'Failed',
    /must start with https/,
    /run configure again/,
  ],
  'a sort spelled with a colon': [
    { config: { apiBaseUrl: baseUrl, sortFormat: 'prefix' }, network: { sortFormat: 'colon' } },
    'sort',
    'Failed',
    /prefix.*refused \(400\); colon.*works/,
    /Set sortFormat to "colon"/,
  ],
  'a hidden Retry-After': [
    {},
    'headers',
    'Can’t tell',
    /Retry-After comes only with status 429/,
    /npm run doctor/,
  ],
}

test.each(Object.entries(causes))(
  'a page names the cause, or says that it cannot: %s',
  async (_, [{ key, ...situation }, step, verdict, evidence, fix]) => {
    await check(situation, key)
    await expect.element(finding(step)).toMatchTextContent(verdict)
    await expect.element(finding(step)).toMatchTextContent(evidence)
    await expect.element(finding(step)).toMatchTextContent(fix)
    expect(verdictsShown('Failed')).toBe(verdict === 'Failed' ? 1 : 0)
  },
)

test('without a key, the way to the API is checked and the key is not', async () => {
  await check({}, '')
  await expect.element(finding('preflight')).toMatchTextContent('Passed')
  await expect.element(finding('key')).toMatchTextContent(/Not tested.*No key was given/)
  expect(verdictsShown('Failed')).toBe(0)
})

test('from the menu, the session’s key is checked, and the focus returns to the menu', async () => {
  renderConsole({ prepare: () => prepare({}) })
  await listIsThere()
  const menu = page.getByRole('button', { name: 'Menu' })
  await click(menu)
  await open()
  await isDone()
  await expect.element(finding('key')).toMatchTextContent('Passed')
  await user.keyboard('{Escape}')
  await expect.element(dialog()).not.toBeInTheDocument()
  await expect.element(menu).toHaveFocus()
})

test('a wrong key is checked without ending the session', async () => {
  const wrongKey = () => Response.json({ message: 'Unauthorized' }, { status: 401 })
  renderConsole({
    prepare: () =>
      prepare({ answer: ({ url }) => (url.includes('limit=100') ? wrongKey() : undefined) }),
  })
  await listIsThere()
  await click(page.getByRole('button', { name: 'Menu' }))
  await open()
  await isDone()
  await expect.element(finding('key')).toMatchTextContent('Failed')
  await click(dialog().getByRole('button', { name: 'Close' }))
  await listIsThere()
})

test('a check can be repeated, and shows each finding as it comes', async () => {
  let release = () => {}
  let isHeld = false
  await check({
    answer: (request) => {
      if (!isHeld || hasKey(request)) return undefined
      return new Promise((resolve) => {
        release = () => resolve(Response.json({}, { status: 401 }))
      })
    },
  })
  isHeld = true
  await click(dialog().getByRole('button', { name: 'Check again' }))
  await expect.element(finding('configuration')).toMatchTextContent('Passed')
  await expect.element(finding('site')).toMatchTextContent('Checking')
  await expect.element(finding('key')).toMatchTextContent('Waiting')
  await expect.element(dialog().getByText('Checking…')).toBeVisible()
  release()
  await isDone()
})

test('the report holds the findings and the environment, and not the key', async () => {
  const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
  await check({ config: { apiBaseUrl: `${baseUrl}/demo-key` } })
  await click(dialog().getByRole('button', { name: 'Copy report' }))
  const [text] = write.mock.calls[0] ?? []
  expect(text).toMatch(/^Connection check\nTime: \d{4}-.*\nConsole: .*\nBrowser: /)
  expect(text).toMatch(/^FAIL {8}The address leads to the device API$/m)
  expect(text).toContain('curl -i -H "apikey: $CIPHERSCALE_KEY"')
  expect(text).not.toContain('demo-key')
})
