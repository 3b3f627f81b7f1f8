import { describe, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { rewritten } from '../hostile.ts'
import { deviceNamed, everyDevice } from './acting.ts'
import { expectAccessible } from './axe.ts'
import { holdPages } from './held-pages.ts'
import { failedChecks, readPosture } from '../../src/device/posture-checks.ts'
import { sanitizeForDisplay } from '../../src/lib/text.ts'
import { navigation } from '../../src/lib/navigation.ts'
import type { MockNetwork } from '../../src/mock/network.ts'
import { click, fill, renderConsole, setNetwork, tooLarge } from './support.tsx'

const failing = () => page.getByRole('region', { name: 'Failing checks' })
const results = () => page.getByRole('list', { name: 'Devices by posture' })

/** The part of the page about one path. */
const field = (path: string) =>
  page
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { level: 3, name: path, exact: true }) })

async function openPosture(fleetSize = 120) {
  const opened = renderConsole({ path: '/posture', network: { fleetSize } })
  await expect.element(failing()).toBeVisible()
  return opened
}

/** Has the API answer with this posture of one device, in the list and alone. */
function answerPostures(api: MockNetwork, id: string, posture: unknown) {
  const change = (row: Record<string, unknown>) => (row['id'] === id ? { ...row, posture } : row)
  api.intercept(({ request, next }) =>
    rewritten(next(request), (body) =>
      Array.isArray(body['data']) ? { ...body, data: body['data'].map(change) } : change(body),
    ),
  )
}

/** Texts, hidden or not, and labels of the page in which a deceptive character is as it came. */
function unmarkedTexts(): string[] {
  const labels = ['aria-label', 'aria-description', 'title', 'alt', 'placeholder', 'label']
  const all = [...document.body.querySelectorAll('*')].flatMap((element) => [
    ...[...element.childNodes].flatMap((node) =>
      node.nodeType === Node.TEXT_NODE ? (node.textContent ?? '') : [],
    ),
    ...labels.map((name) => element.getAttribute(name) ?? ''),
  ])
  return [document.title, ...all].filter(
    (text) => sanitizeForDisplay(text.replaceAll('\n', ''), Infinity) !== text.replaceAll('\n', ''),
  )
}

async function openFields() {
  await click(page.getByText(/^All fields \(\d+\)$/))
}

test('the posture page counts failing checks and compliant devices, each a list of as many devices', async () => {
  const { network, address } = await openPosture()
  const devices = everyDevice(network)
  const off = devices.filter(({ posture }) => failedChecks(posture).includes('Firewall')).length
  const withChecks = devices.filter(({ posture }) => readPosture(posture).checks.length > 0).length
  await expect
    .element(
      failing().getByText(`${withChecks} of 120 devices report checks. Shares are of these.`),
    )
    .toBeVisible()
  const row = failing().getByRole('row', { name: new RegExp(`^Firewall ${off} \\d+%$`) })
  await expect.element(row).toBeVisible()
  const noncompliant = devices.filter(
    ({ posture }) => (posture as { compliant?: unknown } | null | undefined)?.compliant === false,
  ).length
  await expect
    .element(
      results()
        .getByRole('listitem')
        .filter({ hasText: /^Not compliant/ }),
    )
    .toMatchTextContent(`Not compliant ${noncompliant}`)
  expect(page.getByRole('heading', { level: 3 }).query()).toBeNull()
  await expectAccessible()
  await click(row.getByRole('link', { name: 'Firewall' }))
  await expect.poll(address).toBe('/devices?q=failed:Firewall')
  await expect.element(page.getByText(new RegExp(`^${off} devices? match`))).toBeVisible()
})

test('a value of a field leads to a list of as many devices', async () => {
  const { network, address } = await openPosture()
  const unencrypted = everyDevice(network).filter(
    ({ posture }) =>
      (posture as { disk?: { encrypted?: unknown } } | null | undefined)?.disk?.encrypted === false,
  ).length
  await openFields()
  await expectAccessible()
  const encrypted = field('disk.encrypted')
  await expect
    .element(encrypted.getByRole('listitem').filter({ hasText: /^false/ }))
    .toMatchTextContent(new RegExp(`^false ${unencrypted} devices?$`))
  await click(encrypted.getByRole('link', { name: 'false' }))
  await expect.poll(address).toBe('/devices?q=posture.disk.encrypted:false')
  await expect.element(page.getByText(new RegExp(`^${unencrypted} devices? match`))).toBeVisible()
})

test('the search suggests paths that the postures have, then their values', async () => {
  renderConsole({ network: { fleetSize: 120 } })
  const search = page.getByRole('combobox', { name: 'Search devices' })
  const suggested = () =>
    page
      .getByRole('listbox', { name: 'Suggestions' })
      .getByRole('option')
      .elements()
      .map((option) => option.querySelector('code')?.textContent)
  await fill(search, 'posture.disk.e')
  await expect.poll(suggested).toEqual(['posture.disk.encrypted:'])
  await fill(search, 'posture.disk.encrypted:')
  await expect.poll(suggested).toContain('posture.disk.encrypted:false')
})

test('the results of all devices are exported with one click', async () => {
  await openPosture()
  await openFields()
  await click(field('disk.encrypted').getByRole('checkbox', { name: /to CSV$/ }))
  await click(page.getByRole('button', { name: 'Export CSV (1 added field)' }))
  await expect.element(page.getByText('Exported 120 devices')).toBeVisible()
})

test('a network with too many devices to read is said to be too large', async () => {
  renderConsole({ path: '/posture', ...tooLarge })
  await expect.element(page.getByText(/^Too many devices/)).toBeVisible()
  expect(page.getByRole('button', { name: 'Export CSV' }).query()).toBeNull()
  await expectAccessible()
})

test('a posture page that can’t be read says so, and can be retried', async () => {
  const { network } = renderConsole({
    path: '/posture',
    network: { fleetSize: 30, fault: 'forbidden' },
  })
  await expect.element(page.getByRole('alert')).toBeVisible()
  setNetwork(network, { fault: undefined })
  await click(page.getByRole('button', { name: 'Try again' }))
  await expect.element(results()).toBeVisible()
})

test('deceptive characters are marked in every text and label of the posture page and the device page', async () => {
  const posture = {
    compliant: false,
    'Compliance\u2066': 'yes\u2069',
    'disk\u202e': { 'en\u200bcrypted': 'no\u2800', lastCheck: '2026\u202e-01-01' },
    lastCheck: 'yester\u2067day',
    checks: [
      { name: 'Gate\u202ekeeper', passed: false, reason: 'off\u200b', 'no\u00adte': 'x\u3164y' },
      { name: 'Disk\ufeff', status: 'skip\u034fped' },
      { name: 'A\u0000', passed: true },
    ],
    'failed\u200b_checks': ['Screen\u2028lock'],
  }
  let id = ''
  renderConsole({
    path: '/posture',
    network: { fleetSize: 30 },
    prepare: (api) => {
      id = deviceNamed(api, 'lost-laptop-01').id
      answerPostures(api, id, posture)
    },
  })
  const check = 'Gate‹U+202E›keeper'
  await expect.element(failing().getByRole('link', { name: check, exact: true })).toBeVisible()
  await openFields()
  await click(
    field('disk‹U+202E›.en‹U+200B›crypted').getByRole('checkbox', {
      name: 'Add posture.disk‹U+202E›.en‹U+200B›crypted to CSV',
    }),
  )
  expect(unmarkedTexts()).toEqual([])
  void navigation().navigate(`/devices/${id}`)
  await click(page.getByText(/^Show JSON/))
  await expect.element(page.getByText(check, { exact: true })).toBeVisible()
  expect(unmarkedTexts()).toEqual([])
})

test('one device with a posture beyond measure breaks neither page, and both say what is left out', async () => {
  const hostile = {
    compliant: false,
    checks: Array.from({ length: 100_000 }, (_, at) => ({ name: `check-${at}`, passed: true })),
    'a\u202eb': Array.from({ length: 100_000 }, () => 'c\u200bd'),
  }
  let id = ''
  renderConsole({
    path: '/posture',
    network: { fleetSize: 30 },
    prepare: (api) => {
      id = deviceNamed(api, 'lost-laptop-01').id
      answerPostures(api, id, hostile)
    },
  })
  await expect.element(failing().getByRole('row', { name: /^Firewall/ })).toBeVisible()
  await expect.element(failing().getByText(/^1 device has too many entries to count/)).toBeVisible()
  await openFields()
  await expect
    .element(page.getByText(/^Showing the \d+ fields that the most devices/))
    .toBeVisible()
  await expect
    .element(field('a‹U+202E›b[]').getByRole('link', { name: 'c‹U+200B›d', exact: true }))
    .toBeVisible()

  void navigation().navigate(`/devices/${id}`)
  const main = page.getByRole('main')
  await expect.element(main.getByText('Showing the first 100 of 1,000 checks')).toBeVisible()
  await expect
    .element(main.getByText('Showing the first 1,000 of 100,000 entries').first())
    .toBeVisible()
  await expect.element(main.getByText('Showing the first 50 of 100,000 entries')).toBeVisible()
  await expect.element(main.getByText(/^This JSON has too many entries to show/)).toBeVisible()
})

test('that no check fails is told of all devices alone, not of those loaded so far', async () => {
  const { network } = renderConsole({ path: '/posture', network: { fleetSize: 2_100 } })
  const posture = { checks: [{ name: 'Firewall', passed: true }] }
  const { release } = holdPages(network, { row: (device) => ({ ...device, posture }) })
  await expect.element(page.getByText('Loading devices: 575 of 2,100')).toBeVisible()
  await expect.element(failing().getByText(/devices report checks so far\.$/)).toBeVisible()
  await click(page.getByRole('button', { name: 'Stop' }))
  await expect.element(page.getByText('575 of 575 devices report checks so far.')).toBeVisible()
  release()
  await click(page.getByRole('button', { name: 'Load the rest' }))
  await expect
    .element(page.getByText('2,100 of 2,100 devices report checks, and none fails.'))
    .toBeVisible()
})

describe('where the list has no posture', () => {
  const network = { fleetSize: 30, thinRows: true }
  const main = () => page.getByRole('main')
  const button = (name: string | RegExp) => main().getByRole('button', { name })
  const offer = () => button('Load 30 devices one by one')

  /** Answers each request for a single device with what `answer` makes of it, the first being 1. */
  function onDetails(
    api: MockNetwork,
    answer: (pass: () => Promise<Response>, count: number) => Response | Promise<Response>,
  ) {
    let count = 0
    api.intercept(({ request, next }) => {
      if (!/\/devices\/[^/]+$/.test(new URL(request.url).pathname)) return undefined
      count += 1
      return answer(async () => next(request), count)
    })
    return () => count
  }

  const countNoncompliant = (api: MockNetwork) =>
    everyDevice(api).filter(
      ({ id }) =>
        (api.backend.get(id)?.posture as { compliant?: unknown } | null | undefined)?.compliant ===
        false,
    ).length

  test('offers to read it one by one; stops, resumes and completes', async () => {
    const { network: api } = renderConsole({ path: '/posture', network })
    await expect.element(offer()).toHaveAccessibleDescription(/^30 requests, about \d+ s$/)
    await expectAccessible()

    const held = Promise.withResolvers<undefined>()
    let waiting = 0
    const asked = onDetails(api, async (pass, count) => {
      if (count > 12) {
        waiting += 1
        await held.promise
      }
      return pass()
    })
    await click(offer())
    await expect.element(main().getByText(/^Loading posture: \d+ of 30 devices$/)).toBeVisible()
    await expect.poll(() => waiting).toBe(4)
    await expectAccessible()
    await click(button('Stop'))
    await expect
      .element(main().getByText('Incomplete: the posture of 18 of 30 devices isn’t loaded.'))
      .toBeVisible()
    await expect.element(results()).toBeVisible()
    await expectAccessible()

    held.resolve(undefined)
    await click(button('Resume (18 left)'))
    await expect.element(main().getByText(/loaded from 30 devices one by one/)).toBeVisible()
    // Those that were under way are asked again, and no others.
    expect(asked()).toBe(30 + 4)
    const noncompliant = countNoncompliant(api)
    await expect
      .element(
        results()
          .getByRole('listitem')
          .filter({ hasText: /^Not compliant/ }),
      )
      .toMatchTextContent(`Not compliant ${noncompliant}`)

    void navigation().navigate('/overview')
    await expect
      .element(main().getByRole('link', { name: / Not compliant/ }))
      .toMatchTextContent(new RegExp(`^${noncompliant}Not compliant`))
  })

  test('a search for posture without a result leads to reading it', async () => {
    renderConsole({ path: '/devices?q=posture:noncompliant', network })
    await click(main().getByRole('link', { name: 'Load posture one by one' }))
    await expect.element(offer()).toBeVisible()
  })

  test('goes on without a device that is gone, and says that it lacks', async () => {
    const { network: api } = renderConsole({ path: '/posture', network })
    onDetails(api, (pass, count) =>
      count === 5
        ? Response.json({ statusCode: 404, message: 'Device not found' }, { status: 404 })
        : pass(),
    )
    await click(offer())
    await expect
      .element(main().getByText('Incomplete: the posture of 1 of 30 devices isn’t loaded.'))
      .toBeVisible()
    await expect.element(main().getByText(/^1 device couldn’t be loaded/)).toBeVisible()
  })

  test('stops after repeated failures, says why, and recovers', async () => {
    const { network: api } = renderConsole({ path: '/posture', network })
    let isRefusing = true
    const asked = onDetails(api, (pass) =>
      isRefusing ? Response.json({ message: 'Forbidden' }, { status: 403 }) : pass(),
    )
    await click(offer())
    const alert = main().getByRole('alert')
    await expect.element(alert).toMatchTextContent(/the posture of 30 of 30 devices isn’t loaded/)
    expect(asked()).toBeLessThan(10)
    await expectAccessible()
    isRefusing = false
    await click(button('Try again'))
    await expect.element(main().getByText(/loaded from 30 devices one by one/)).toBeVisible()
  })
})
