import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import { navigation } from '../../src/lib/navigation.ts'
import type { MockNetwork } from '../../src/mock/network.ts'
import { everyDevice, filterMenu, fleetIsRead, openExport, openFilter } from './acting.ts'
import { expectAccessible } from './axe.ts'
import { pass, passUntil, takeClock } from './clock.ts'
import { holdPages } from './held-pages.ts'
import { click, listIsThere, renderConsole, setNetwork } from './support.tsx'

// Every page that rests on all devices loads them by itself, at any size, and can be stopped.

const fleetSize = 2_100
const main = () => page.getByRole('main')
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
const stop = () => button('Stop')
const rest = () => button('Load the rest')
const progress = (loaded: string, total: string) =>
  main()
    .getByText(new RegExp(`^Loading devices: ${loaded} of ${total}$`))
    .first()
const cost = () => main().getByText(/^about \d+ more requests?, \d+ s$/)
const stopped = () => page.getByText(/^Stopped at 575 of 2,100 devices$/).first()

const go = (path: string) => void navigation().navigate(path)

/** Every page that rests on all devices. */
function pagesOf(network: MockNetwork): string[] {
  const owner = everyDevice(network).find(({ user: owned }) => owned?.id)?.user?.id ?? ''
  return [
    '/overview',
    '/people',
    `/people/${owner}`,
    '/posture',
    '/clean-up',
    '/duplicates',
    '/changes',
    '/devices?q=status:offline',
  ]
}

test.each([
  '/overview',
  '/people',
  '/posture',
  '/clean-up',
  '/duplicates',
  '/changes',
  '/devices?q=status:offline',
])('all devices load by themselves where %s is what was opened', async (path) => {
  renderConsole({ path })
  await fleetIsRead()
})

describe('a large fleet', () => {
  test('loads by itself on every page, each of which joins, says the cost and can stop it', async () => {
    const { network } = renderConsole({ path: '/activity', network: { fleetSize } })
    const held = holdPages(network)
    for (const path of pagesOf(network)) {
      go(path)
      await expect.element(progress('575', '2,100')).toBeVisible()
      await expect.element(cost()).toBeVisible()
      await expect.element(stop()).toBeVisible()
    }
    await expectAccessible()
    const before = network.reads()
    held.release()
    await fleetIsRead()
    // One reading for all of them: the newest registrations and 22 pages.
    expect(network.reads()).toBeLessThanOrEqual(25)
    expect(before).toBeLessThanOrEqual(12)
    await expect.element(stop()).not.toBeInTheDocument()
    go('/overview')
    await fleetIsRead()
    expect(network.reads()).toBeLessThanOrEqual(25)
  })

  test('that was stopped says on every page what is missing, and loads only the rest', async () => {
    const { network } = renderConsole({ path: '/overview', network: { fleetSize } })
    const held = holdPages(network)
    await expect.element(progress('575', '2,100')).toBeVisible()
    await click(stop())
    for (const path of pagesOf(network)) {
      go(path)
      await expect.element(stopped()).toBeVisible()
      await expect.element(rest()).toBeVisible()
      expect(stop().query()).toBeNull()
    }
    await expectAccessible()
    held.release()
    // Nothing more is asked for, except for the four pages that were under way.
    await expect.element(page.getByText(/^Stopped at 955 of 2,100 devices$/).first()).toBeVisible()
    const before = network.reads()
    await click(rest())
    await fleetIsRead()
    expect(network.reads() - before).toBeLessThanOrEqual(13)
  })
})

describe('what needs all devices', () => {
  const toast = (text: string) =>
    page.getByRole('region', { name: 'Notifications' }).getByText(text)

  test('says in words why a file could not be written, and what to do', async () => {
    const { network } = renderConsole({ network: { fleetSize } })
    await listIsThere()
    setNetwork(network, { fault: 'forbidden' })
    await openExport()
    await click(button('CSV'))
    await expect
      .element(
        toast(
          'Export failed. This key doesn’t have permission to do that. Use a key with more permissions, or ask the person who manages your keys.',
        ),
      )
      .toBeVisible()
  })

  test('of the list shows how far it is, can be stopped, and says what came of it', async () => {
    const { network } = renderConsole({ network: { fleetSize } })
    await listIsThere()
    const held = holdPages(network)
    await openExport()
    await click(button('CSV'))
    await expect.element(progress('575', '2,100')).toBeVisible()
    await expect.element(cost()).toBeVisible()
    await click(stop())
    await expect
      .element(
        toast(
          'Export failed. Loading was stopped at 575 of 2,100 devices. Load the rest, then try again.',
        ),
      )
      .toBeVisible()
    // A selection of all wants all of them, so it loads the rest.
    await click(page.getByRole('checkbox', { name: 'Select all on this page' }))
    await click(button('Select all 2,100'))
    await expect.element(stop()).toBeVisible()
    held.release()
    await expect
      .element(page.getByRole('region', { name: 'Selection' }))
      .toMatchTextContent(/^2,100 selected/)
  })

  test('of a menu can be stopped there, and goes on there', async () => {
    const { network } = renderConsole({ network: { fleetSize } })
    await listIsThere()
    const held = holdPages(network)
    await openFilter('Status')
    const menu = filterMenu()
    await expect.element(menu.getByText('Loading devices: 575 of 2,100')).toBeVisible()
    await click(menu.getByRole('button', { name: 'Stop' }))
    await expect.element(menu.getByText('Stopped at 575 of 2,100 devices')).toBeVisible()
    await expect.element(menu.getByRole('checkbox', { name: /^Online \d+$/ })).toBeVisible()
    held.release()
    await click(menu.getByRole('button', { name: 'Load the rest' }))
    await expect.element(menu.getByText(/^(?:Stopped|Loading)/)).not.toBeInTheDocument()
  })
})

test('a small fleet shows no fuss, unless it takes long', async () => {
  takeClock()
  renderConsole({ path: '/overview', prepare: (network) => holdPages(network) })
  await expect.element(progress('575', '600')).toBeVisible()
  expect(stop().query()).toBeNull()
  expect(cost().query()).toBeNull()
  await pass(3_000)
  await expect.element(stop()).toBeVisible()
  await expect.element(cost()).toBeVisible()
})

describe('a part that never answers', () => {
  /** Replaces workers by some that never do anything, until the returned function is called. */
  function silenceWorkers(): () => void {
    const RealWorker = globalThis.Worker
    const restore = () => void vi.stubGlobal('Worker', RealWorker)
    vi.stubGlobal(
      'Worker',
      class extends EventTarget {
        postMessage = () => undefined
        terminate = () => undefined
      },
    )
    onTestFinished(restore)
    return restore
  }

  test('ends after a time with words, and can be tried again: the worker', async () => {
    takeClock()
    const restore = silenceWorkers()
    renderConsole({ path: '/overview', network: { fleetSize: 150 } })
    const alert = main().getByRole('alert')
    await passUntil(() => alert.query() !== null, 60_000)
    await expect.element(alert).toMatchTextContent('Searching has stopped responding')
    await expectAccessible()
    restore()
    await click(main().getByRole('button', { name: 'Try again' }))
    await passUntil(
      () =>
        main()
          .getByText(/^All 150 devices/)
          .query() !== null,
      20_000,
    )
    await fleetIsRead()
  })
})
