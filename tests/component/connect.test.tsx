import { render } from './render.ts'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import { ConnectPage } from '../../src/app/connect-page.tsx'
import type { MockNetworkOptions } from '../../src/mock/network.ts'
import { click, fill, listIsThere, renderConsole, setNetwork, user } from './support.tsx'

const field = () => page.getByLabelText('API key')
const heading = () => page.getByRole('heading', { level: 1, name: 'Connect' })

function open(options: Parameters<typeof renderConsole>[0] = {}) {
  return renderConsole({ isConnected: false, ...options })
}

/** Tries a key, by Enter as a person does. */
async function tryKey(key: string) {
  await fill(field(), key)
  await user.keyboard('{Enter}')
}

describe('the connect page', () => {
  test('asks for the key, says where it goes, and asks nothing of the API by itself', async () => {
    const { network } = open()
    await expect.element(heading()).toBeVisible()
    await expect.element(field()).toHaveAttribute('type', 'password')
    await expect.element(field()).toHaveAttribute('autocomplete', 'current-password')
    await expect.element(field()).toHaveFocus()
    await expect.element(page.getByText('api.test')).toBeVisible()
    await expect.element(page.getByRole('checkbox')).not.toBeChecked()
    expect(network.reads()).toBe(0)
  })

  test('shows and hides the key', async () => {
    open()
    await fill(field(), 'demo-key')
    await click(page.getByRole('button', { name: 'Show key' }))
    await expect.element(field()).toHaveAttribute('type', 'text')
    await click(page.getByRole('button', { name: 'Hide key' }))
    await expect.element(field()).toHaveAttribute('type', 'password')
  })

  test.each([
    [' ', 'Enter the API key.'],
    ['two words', 'The key contains a space or line break.'],
    ['schlüssel', 'The key contains an invalid character.'],
  ])('refuses "%s" with a sentence, and sends nothing', async (key, words) => {
    const { network } = open()
    await tryKey(key)
    await expect.element(field()).toHaveAttribute('aria-invalid', 'true')
    await expect.element(field()).toHaveAccessibleDescription(expect.stringContaining(words))
    await expect.element(field()).toHaveFocus()
    expect(network.reads()).toBe(0)
  })

  test('leads to the page of the address, whose first answer was the check', async () => {
    const { network, address } = open({ path: '/devices?sort=name&page=3&size=10' })
    await tryKey('  demo-key ')
    await listIsThere()
    await expect.poll(address).toBe('/devices?sort=name&page=3&size=10')
    // One for the check, which is the page shown; the next page may be on its way.
    expect(network.reads()).toBeLessThanOrEqual(2)
    expect(sessionStorage.getItem('device-console.handover')).toBeNull()
  })

  test('keeps the key for this tab when asked, until signing out', async () => {
    open()
    await click(page.getByRole('checkbox', { name: /Remember until I close this tab/ }))
    await tryKey('demo-key')
    await listIsThere()
    expect(sessionStorage).toHaveLength(0)
    // Only a page that goes leaves it to the next one, so that a copied tab gets nothing.
    dispatchEvent(new PageTransitionEvent('pagehide'))
    expect(sessionStorage.getItem('device-console.handover')).toContain('demo-key')
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))
    expect(sessionStorage).toHaveLength(0)
    await click(page.getByRole('button', { name: 'Menu' }))
    await click(page.getByRole('button', { name: 'Sign out' }))
    await expect.element(heading()).toBeVisible()
    await expect.element(page.getByText(/You’re signed out\./)).toBeVisible()
    await expect.element(field()).toHaveValue('')
    expect(sessionStorage.getItem('device-console.handover')).toBeNull()
    expect(document.body.innerText).not.toContain('ana-macbook-pro-14')
  })
})

test.each<[Partial<MockNetworkOptions>, string, string]>([
  [
    { fault: 'forbidden' },
    'This key doesn’t have permission to do that',
    'Use a key with more permissions',
  ],
  [{ fault: 'no-route' }, 'The device API wasn’t found at api.test', 'apiBaseUrl'],
  [
    { fault: 'html' },
    'Something between you and the API answered (200): a firewall, proxy or sign-in page',
    'apiBaseUrl in config.json',
  ],
  [{ fault: 'server-error' }, 'Server error (500)', 'Try again in a moment'],
  [{ fault: 'network-error' }, 'Can’t reach api.test', 'certificate'],
])('%o is told in its own words, and the way in stays open', async (network, title, next) => {
  const rendered = open({ network })
  await tryKey('demo-key')
  const alert = page.getByRole('alert')
  await expect.element(alert).toMatchTextContent(title)
  await expect.element(alert).toMatchTextContent(next)
  expect(sessionStorage.getItem('device-console.handover')).toBeNull()
  setNetwork(rendered.network, { fault: undefined })
  await click(page.getByRole('button', { name: 'Connect', exact: true }))
  await listIsThere()
})

test('a wrong key is told as the key’s fault, with what the API said of it', async () => {
  open()
  await tryKey('no-such-key')
  const alert = page.getByRole('alert')
  await expect.element(alert).toMatchTextContent('The API key wasn’t accepted')
  await expect
    .element(alert)
    .toMatchTextContent('complete, hasn’t expired and belongs to this network')
  await expect.element(alert).toMatchTextContent('Unauthorized')
  await expect.element(alert).toMatchTextContent('Request ID')
  await expect.element(heading()).toBeVisible()
})

test('a rate limit is told with the time until calls go out again', async () => {
  open({
    prepare: () => {
      globalThis.fetch = () =>
        Promise.resolve(
          Response.json({ message: 'no' }, { status: 429, headers: { 'retry-after': '60' } }),
        )
    },
  })
  await tryKey('demo-key')
  await expect.element(page.getByRole('alert')).toMatchTextContent('Rate limited')
  await expect.element(page.getByText(/You can try again in (1 min 0|59|58) s\./)).toBeVisible()
})

test('on a page that came over plain http takes no key, and says why', async () => {
  const isSecure = vi.spyOn(window, 'isSecureContext', 'get').mockReturnValue(false)
  onTestFinished(() => isSecure.mockRestore())
  render(
    <ConnectPage
      because="not-connected"
      config={{
        apiBaseUrl: 'https://api.test/qa',
        auth: 'apikey',
        sortFormat: 'prefix',
        ownerDeviceLimit: 5,
      }}
    />,
  )
  await expect.element(heading()).toBeVisible()
  await expect.element(page.getByRole('alert')).toMatchTextContent('loaded over plain http')
  await expect.element(page.getByRole('alert')).toMatchTextContent('https://')
  expect(field().query()).toBeNull()
  expect(page.getByRole('button').query()).toBeNull()
})

test('behind a proxy there is no connect page and nothing to sign out of', async () => {
  renderConsole({
    isConnected: false,
    config: { auth: 'proxy' },
    prepare: () => {
      const answer = globalThis.fetch
      // The proxy holds the key.
      globalThis.fetch = (input, init) => {
        const headers = new Headers(init?.headers)
        expect(headers.has('apikey')).toBe(false)
        headers.set('apikey', 'demo-key')
        return answer(input, { ...init, headers })
      }
    },
  })
  await listIsThere()
  await click(page.getByRole('button', { name: 'Menu' }))
  await expect.element(page.getByRole('button', { name: 'Keyboard shortcuts' })).toBeVisible()
  expect(page.getByRole('button', { name: 'Sign out' }).query()).toBeNull()
})
