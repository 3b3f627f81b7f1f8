import { render } from './render.ts'
import { expect, onTestFinished, test, vi } from 'vitest'
import { page, type Locator } from 'vitest/browser'
import { ApiError } from '../../src/api/errors.ts'
import { ErrorBoundary } from '../../src/app/error-boundary.tsx'
import { failureDetails } from '../../src/feedback/diagnostics.ts'
import type { FaultKind } from '../../src/mock/faults.ts'
import { click, fill, listIsThere, renderConsole, setNetwork } from './support.tsx'

const copyDetails = (within: Locator = page.getByRole('main')) =>
  within.getByRole('button', { name: 'Copy details' }).first()

/** Presses the button and gives the lines that it copied. */
async function copy(button = copyDetails()): Promise<string[]> {
  const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
  onTestFinished(() => write.mockRestore())
  await click(button)
  return write.mock.calls.join().split('\n')
}

/** Has the API refuse reads with this message from now on. */
function refuseWith(message: string): void {
  globalThis.fetch = () =>
    Promise.resolve(Response.json({ statusCode: 400, message }, { status: 400 }))
}

const time = /^When: \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/
const consoleLine = /^Console: Cipherscale device console \d+\.\d+\.\d+ \(.+\)$/

test.each<[FaultKind, unknown[]]>([
  ['server-error', ['What: Server error (500)', expect.stringMatching(time), 'Status: 500']],
  [
    'no-route',
    [
      'What: The device API wasn’t found at api.test',
      expect.stringMatching(time),
      'Status: 404',
      expect.stringMatching(/^Request ID: [0-9a-f]{32}$/),
    ],
  ],
  ['network-error', ['What: Can’t reach api.test', expect.stringMatching(time)]],
  [
    'html',
    [
      'What: Something between you and the API answered (200): a firewall, proxy or sign-in page',
      expect.stringMatching(time),
      'Status: 200',
    ],
  ],
])('a failed list (%s) copies what, when, request and status', async (fault, facts) => {
  const { network } = renderConsole()
  await listIsThere()
  setNetwork(network, { fault, faultOn: 'reads' })
  await click(page.getByRole('button', { name: 'Refresh' }))
  const lines = await copy()
  const [what, when, ...rest] = facts
  expect(lines).toEqual([
    what,
    when,
    'Request: GET /tenants/devices?limit=10&offset=0',
    ...rest,
    expect.stringMatching(consoleLine),
    `Browser: ${navigator.userAgent}`,
  ])
  // The ID is asked for nowhere unless it is on the screen.
  const hasId = lines.some((line) => line.startsWith('Request ID'))
  expect(/request id/i.test(page.getByRole('alert').element().textContent)).toBe(hasId)
})

test('the key, and names in the API’s message, are not copied', async () => {
  renderConsole({
    path: '/devices/demo-key',
    prepare: () => refuseWith('ana.kovacevic@harbor.example has no device demo-key'),
  })
  await expect.element(page.getByRole('main')).toMatchTextContent('ana.kovacevic@harbor.example')
  const details = (await copy()).join('\n')
  await click(page.getByRole('button', { name: 'Menu' }))
  const diagnostics = (await copy(page.getByRole('button', { name: 'Copy diagnostics' }))).join(
    '\n',
  )
  for (const text of [details, diagnostics]) {
    expect(text).toContain('Request: GET /tenants/devices/…\n')
    expect(text).not.toMatch(/demo-key|kovacevic/)
  }
})

test.each(['ana.kovacevic@harbor.example', 'Ana Kovacevic'])(
  'an ID that is no ID is not copied: %s',
  (id) => {
    const path = `/tenants/devices/${encodeURIComponent(id)}/deactivate`
    const error = new ApiError('server', { request: { at: 0, method: 'POST', path } })
    const copied = failureDetails(undefined, error, 0)
    expect(copied).toContain('Request: POST /tenants/devices/…/deactivate\n')
    expect(copied).not.toContain('ovacevic')
  },
)

test('a key that was refused is not copied', async () => {
  renderConsole({ isConnected: false })
  await fill(page.getByLabelText('API key', { exact: true }), 'no-such-key')
  await click(page.getByRole('button', { name: 'Connect', exact: true }))
  const copied = (await copy()).join('\n')
  expect(copied).toContain('What: The API key wasn’t accepted')
  expect(copied).not.toContain('no-such-key')
})

test('a page that threw copies where, and not the message, which may quote data', async () => {
  function Broken(): never {
    throw new TypeError('ana.kovacevic@harbor.example is undefined')
  }
  const silenced = vi.spyOn(console, 'error').mockReturnValue()
  onTestFinished(() => silenced.mockRestore())
  render(
    <ErrorBoundary>
      <Broken />
    </ErrorBoundary>,
  )
  await expect.element(page.getByText(/copy the details and report them/)).toBeVisible()
  const copied = (await copy()).join('\n')
  expect(copied).toMatch(/^What: Something went wrong in the console\nWhen: 2/)
  expect(copied).toMatch(/\nWhere: TypeError at copy-details\.test\.tsx\S*:\d+:\d+/)
  expect(copied).not.toContain('harbor.example')
})
