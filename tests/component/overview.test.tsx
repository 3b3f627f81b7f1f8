import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { page, userEvent, type Locator } from 'vitest/browser'
import type { MockNetwork } from '../../src/mock/network.ts'
import { failedReads, withoutWire } from '../fault-tables.ts'
import { atSize, everyDevice } from './acting.ts'
import { expectAccessible } from './axe.ts'
import { passUntil, takeClock } from './clock.ts'
import { click, renderConsole, setNetwork, user } from './support.tsx'

const main = () => page.getByRole('main')
const card = (name: string) => page.getByRole('region', { name })
const figure = (name: string, start: string | RegExp) =>
  card(name).getByRole('link', {
    name: typeof start === 'string' ? new RegExp(`^${start}\\b`) : start,
  })
const headline = (name: RegExp) =>
  page.getByRole('list', { name: 'Key figures' }).getByRole('link', { name })
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })

function open(options: Parameters<typeof renderConsole>[0] = {}) {
  return renderConsole({ path: '/overview', ...options })
}

/** Waits until the figures rest on the whole fleet. */
async function fleetIsCounted(): Promise<void> {
  await expect.element(card('Needs attention')).toMatchTextContent(/^Needs attention(?!so far)./)
}

/** The number in the parts of a link. */
function numberIn(link: Element, pattern: RegExp): number {
  const text = [...link.children]
    .map((part) => part.textContent)
    .join(' ')
    .trim()
  return Number(pattern.exec(text)?.[1]?.replaceAll(',', ''))
}

/** Answers each list request with what `change` makes of it; the first page has offset 0. */
function rewritePages(
  network: MockNetwork,
  change: (body: { total: number }, offset: number) => object | Promise<object>,
): void {
  network.intercept(({ request, next }) => {
    const offset = Number(new URL(request.url).searchParams.get('offset'))
    return next(request).then(async (answer) =>
      Response.json(await change((await answer.json()) as { total: number }, offset)),
    )
  })
}

describe('a figure of the overview', () => {
  // Each figure against its list is a property of the unit tests; here, one of people.
  test('is the number of rows in its list, one click away', async () => {
    open()
    await fleetIsCounted()
    const target = card('Needs attention').getByRole('link', { name: / People at or over/ })
    const count = numberIn(target.element(), /^([\d,]+)/)
    expect(count).toBeGreaterThan(0)
    await click(target)
    await expect.element(page.getByText(new RegExp(`^\\S+ of ${count}$`))).toBeVisible()
  })

  test('counts what the API holds, in links that a pointer and the keyboard reach, without a finding of axe', async () => {
    const { network } = open()
    await fleetIsCounted()
    const devices = everyDevice(network)
    const failed = devices.filter(
      ({ posture }) => (posture as { compliant?: boolean } | undefined)?.compliant === false,
    )
    await expect
      .element(card('Needs attention').getByRole('link', { name: / Not compliant/ }))
      .toMatchTextContent(new RegExp(`^${failed.length}Not compliant`))
    const online = devices.filter(({ status }) => status === 'Online').length
    const share = Math.round((online / devices.length) * 100)
    await expect
      .element(figure('Status', 'Online'))
      .toHaveAccessibleName(`Online ${online} devices, ${share}%`)
    await expect
      .element(headline(/^Online now/))
      .toMatchTextContent(
        `Online now ${online} ${share}% of ${devices.length.toLocaleString('en')}`,
      )
    const unauthorized = card('Needs attention').getByRole('link', { name: / Unauthorized/ })
    const link = unauthorized.element()
    const { right, top, height } = link.closest('li')?.getBoundingClientRect() ?? new DOMRect()
    expect(link.contains(document.elementFromPoint(right - 4, top + height / 2))).toBe(true)
    // Links in a picture aren't reached, where the same ones are in its legend.
    for (const each of main().getByRole('link').elements()) {
      expect([each.textContent, (each as HTMLElement).tabIndex]).toEqual([each.textContent, 0])
    }
    await expectAccessible()
  })

  test('on top leads to the devices that it counts', async () => {
    open()
    await fleetIsCounted()
    const searches = [/^Devices/, /^Online/, /^Not compliant/, /^Unauthorized/, /^Stale/].map(
      (name) => (headline(name).element() as HTMLAnchorElement).search,
    )
    expect(searches.map((search) => new URLSearchParams(search).get('q'))).toEqual([
      null,
      'status:online',
      'posture:noncompliant',
      'status:unauthorized',
      'seen:>90d',
    ])
    await click(headline(/^Stale/))
    await expect.element(page.getByRole('heading', { name: 'Devices', level: 1 })).toBeVisible()
  })

  test('of each of the last 12 weeks is a link, which the keyboard opens', async () => {
    open()
    await fleetIsCounted()
    const weeks = card('Registrations per week').getByRole('link', {
      name: /^\d.* \d{4}: \d+ devices?$/,
    })
    expect(weeks.elements()).toHaveLength(12)
    const latest = weeks.last().element() as HTMLElement
    const count = /(\d+) devices?$/.exec(latest.ariaLabel ?? '')?.[1]
    latest.focus()
    await userEvent.keyboard('{Enter}')
    await expect.element(page.getByText(new RegExp(` of ${count}$`))).toBeVisible()
  })

  test('of a saved view leads to the very list of that view', async () => {
    open()
    await fleetIsCounted()
    const outdated = card('Needs attention').getByRole('link', { name: / Outdated app/ })
    const { href } = outdated.element() as HTMLAnchorElement
    await click(outdated)
    await click(button('More views'))
    const view = page.getByRole('link', { name: 'Outdated app (before 2.10)' })
    await expect.element(view).toBeVisible()
    expect((view.element() as HTMLAnchorElement).href).toBe(href)
  })

  test('leads on to where the devices are dealt with', async () => {
    open()
    await fleetIsCounted()
    await click(card('Needs attention').getByRole('link', { name: 'Clean up' }))
    await expect
      .element(page.getByRole('heading', { name: 'Clean up stale devices' }))
      .toBeVisible()
  })

  test('that no device reports is said to be missing, not to be 0', async () => {
    open({ network: { thinRows: true } })
    await fleetIsCounted()
    await expect
      .element(card('Needs attention'))
      .toMatchTextContent(/Not reported by any device: a known posture, an owner\./)
    // Whether a device has an owner isn't known.
    expect(
      card('Needs attention')
        .getByRole('link', { name: / No owner/ })
        .query(),
    ).toBeNull()
    expect(card('Devices per person').query()).toBeNull()
    await click(card('Needs attention').getByRole('link', { name: 'Load posture one by one' }))
    await expect.element(button('Load 600 devices one by one')).toBeVisible()
  })

  test('is copied as plain text', async () => {
    const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
    onTestFinished(() => write.mockRestore())
    open()
    await fleetIsCounted()
    await click(button('Copy summary'))
    expect(write.mock.calls[0]?.[0]).toMatch(/^Device overview: 600 devices as of/)
    expect(write.mock.calls[0]?.[0]).toMatch(/- Not compliant: \d+ of \d+ devices/)
  })
})

test('a network with more devices than can be loaded says so, and asks for no more of them', async () => {
  const { network: api } = open({
    prepare: (net) => rewritePages(net, (body) => ({ ...body, total: 300_000, hasNext: true })),
  })
  await expect.element(main().getByText('Too many devices to search')).toBeVisible()
  expect(api.reads()).toBeLessThanOrEqual(2)
  await expectAccessible()
})

describe('the overview', () => {
  test('says that its figures grow while devices are loaded', async () => {
    const pages = Promise.withResolvers<undefined>()
    open({
      prepare: (network) =>
        rewritePages(network, async (body, offset) => {
          if (offset > 0) await pages.promise
          return body
        }),
    })
    await expect.element(card('Needs attention')).toMatchTextContent(/so far/)
    await expect.element(headline(/^Devices/)).toMatchTextContent('Devices 600 100 loaded so far')
    await expect.element(headline(/^Online/)).toMatchTextContent(/ so far$/)
    await expectAccessible()
    pages.resolve(undefined)
    await fleetIsCounted()
    expect(main().element().textContent).not.toContain('so far')
  })

  test('says once that it is incomplete', async () => {
    open({
      prepare: (network) =>
        rewritePages(network, (body, offset) => ({
          ...body,
          total: body.total + (offset > 500 ? 3 : 0),
        })),
    })
    await expect.element(main().getByText(/^Incomplete: /)).toBeVisible()
    await fleetIsCounted()
    expect(
      main()
        .element()
        .textContent.match(/missing/g),
    ).toHaveLength(1)
    await expectAccessible()
  })

  test('says what failed, and recovers', async () => {
    const { network } = open({ network: { fault: 'server-error', faultOn: 'reads' } })
    await expect.element(main().getByRole('alert')).toBeVisible()
    await expectAccessible()
    setNetwork(network, { fault: undefined })
    await click(button('Try again'))
    await fleetIsCounted()
  })

  test('keeps what was read when the rest fails', async () => {
    open({
      prepare: (network) =>
        network.intercept(({ request, next }) =>
          Number(new URL(request.url).searchParams.get('offset')) > 300
            ? Response.json({ message: 'broken' }, { status: 400 })
            : next(request),
        ),
    })
    await expect.element(main().getByRole('alert')).toMatchTextContent(/may be missing/)
    await expect.element(figure('Status', 'Online')).toBeVisible()
    await expect.element(card('Status')).toMatchTextContent(/so far/)
    await expect.element(headline(/^Devices/)).toMatchTextContent(/\d loaded so far$/)
  })

  test('of a network without devices says that there are none', async () => {
    open({ network: { fleetSize: 0 } })
    await expect.element(page.getByRole('heading', { name: 'No devices yet' })).toBeVisible()
    await expectAccessible()
  })
})

describe('under a fault', () => {
  // The words of every fault are tested on the list.
  const faults = withoutWire(failedReads).filter(([fault]) =>
    ['server-error', 'rate-limited', 'html', 'hang'].includes(fault),
  )
  test.each(faults)('“%s” it says why, and recovers', async (fault, words) => {
    takeClock()
    const { network } = open({ network: { fault, faultOn: 'reads', fleetSize: 150 } })
    // The rate limit is waited for, in words of its own.
    await passUntil(() => words.title.test(main().element().textContent), 60_000)
    await expect.element(main()).toMatchTextContent(words.title)
    expect(page.getByRole('heading', { level: 1 }).elements()).toHaveLength(1)
    setNetwork(network, { fault: undefined })
    const retry = button('Try again').query()
    if (retry) await user.click(retry)
    const isCounted = () =>
      /^Needs attention(?!so far)./.test(card('Needs attention').query()?.textContent ?? '')
    await passUntil(isCounted, 60_000)
    await fleetIsCounted()
  })

  test.each(['unreadable-rows', 'wrong-totals', 'missing-fields'] as const)(
    '“%s” inside the answers it shows what can be read',
    async (fault) => {
      open({ network: { fault, faultOn: 'reads', fleetSize: 40 } })
      await expect.element(card('Status').getByRole('link').first()).toBeVisible()
      expect(main().getByRole('alert').query()).toBeNull()
    },
  )
})

test('on a phone each tool of the page says in words what it does', async () => {
  await atSize(390, 844)
  open({ network: { fleetSize: 150 } })
  await fleetIsCounted()
  for (const [tool, word] of [
    [page.getByRole('link', { name: 'Compare with an earlier export' }), 'Compare'],
    [button('Save a snapshot'), 'snapshot'],
    [button('Copy summary'), 'Copy summary'],
  ] as const) {
    await expect.element(tool).toMatchTextContent(new RegExp(word, 'i'))
    // An icon alone is as wide as it is high.
    const { width, height } = tool.element().getBoundingClientRect()
    expect(width).toBeGreaterThan(80)
    expect(height).toBe(44)
  }
  // In the smallest window, too, none is past the edge of the page.
  await page.viewport(320, 568)
  const right = (locator: Locator) => locator.element().getBoundingClientRect().right
  expect(right(button('Copy summary'))).toBeLessThanOrEqual(320 - 16)
})
