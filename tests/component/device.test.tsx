import { render } from './render.ts'
import { describe, expect, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import { fields } from '../../src/device/fields.ts'
import { StatusBadge } from '../../src/device/status-badge.tsx'
import { PostureTree } from '../../src/device-page/posture-tree.tsx'
import { createMockNetwork } from '../../src/mock/network.ts'
import {
  click,
  dialog,
  listIsThere,
  namesShown,
  renderConsole,
  setNetwork,
  table,
  user,
} from './support.tsx'

const heading = (name: string | RegExp) => page.getByRole('heading', { level: 1, name })
const group = (title: string) =>
  page.getByRole('main').getByRole('heading', { level: 2, name: title, exact: true })
const link = (name: string) => page.getByRole('link', { name, exact: true })
const button = (name: string) => page.getByRole('button', { name, exact: true })

const header = () => page.elementLocator(document.querySelector('main header') ?? document.body)

/** The facts in the header of the page, by their labels. */
const headerFacts = () =>
  Object.fromEntries(
    [...document.querySelectorAll('main header dt')].map((term) => [
      term.textContent,
      term.nextElementSibling?.textContent,
    ]),
  )

/** Ids depend on the seed alone, so that any network of the same size knows them. */
const idOf = (name: string) =>
  createMockNetwork({ baseUrl: 'https://api.test' })
    .backend.list([], 100, 0)
    .data.find((device) => device.name === name)?.id ?? ''

describe('a device', () => {
  test('opens at once with what its row knows, then shows what the API knows', async () => {
    const answered = Promise.withResolvers<void>()
    renderConsole({
      network: { thinRows: true },
      prepare: () => {
        const answer = globalThis.fetch
        globalThis.fetch = async (input, init) => {
          if (typeof input === 'string' && !input.includes('?')) await answered.promise
          return answer(input, init)
        }
      },
    })
    await listIsThere()
    await click(link('lost-laptop-01'))
    await expect.element(heading('lost-laptop-01')).toBeVisible()
    await expect.element(heading('lost-laptop-01')).toHaveFocus()
    await expect.element(page.getByText('No owner.')).toBeVisible()
    answered.resolve()
    await expect.element(page.getByText('jonas.weber@harbor.example')).toBeVisible()
    expect(document.title).toBe('lost-laptop-01 · Device console')
    for (const title of ['Posture', 'Identity', 'Owner', 'Record', 'Raw JSON'])
      await expect.element(group(title)).toBeVisible()
  })

  test('leads back to exactly the list one came from', async () => {
    const { address } = renderConsole({ path: '/devices?sort=-name&page=2&size=10' })
    await listIsThere()
    const before = namesShown()
    await click(link(before[3] ?? ''))
    await expect.element(heading(before[3] ?? '')).toBeVisible()
    await click(page.getByRole('main').getByRole('link', { name: 'Devices', exact: true }))
    await listIsThere()
    await expect.poll(address).toBe('/devices?sort=-name&page=2&size=10')
    expect(namesShown()).toEqual(before)
  })

  test('has its neighbours in that list beside it, over the edge of a page too', async () => {
    renderConsole({ network: { fleetSize: 25 } })
    await listIsThere()
    const names = namesShown()
    await click(link(names[8] ?? ''))
    await expect.element(page.getByText('9 of 25')).toBeVisible()
    await click(link('Next device'))
    await expect.element(heading(names[9] ?? '')).toBeVisible()
    // It comes with the next page.
    await expect.element(link('Next device')).not.toHaveAttribute('aria-disabled')
    await click(link('Next device'))
    await expect.element(page.getByText('11 of 25')).toBeVisible()
    await click(link('Previous device'))
    await expect.element(heading(names[9] ?? '')).toBeVisible()
  })

  test('shows the owner’s other devices that the list knows', async () => {
    renderConsole()
    await listIsThere()
    await click(link('ana-macbook-pro-14'))
    // The list has links of the same names.
    await expect.element(heading('ana-macbook-pro-14')).toBeVisible()
    expect(table().query()).toBeNull()
    await expect.element(link('Ana’s iPad')).toBeVisible()
    await expect.element(link('ana-workshop-pc')).toBeVisible()
  })

  test('shows the owner’s other devices of a fleet that has been read, and leads to all of them', async () => {
    const { address } = renderConsole({ path: '/devices?q=ana-macbook-pro-14' })
    await click(link('ana-macbook-pro-14'))
    await expect.element(heading('ana-macbook-pro-14')).toBeVisible()
    // The list had a single row.
    await expect.element(link('Ana’s iPad')).toBeVisible()
    await expect.element(link('ana-workshop-pc')).toBeVisible()
    await click(link('All devices of this person'))
    await expect.element(heading('Ana Kovačević')).toBeVisible()
    await expect.poll(address).toMatch(/^\/people\/./)
  })

  test('leads to all devices of its owner from a bookmark, too', async () => {
    renderConsole({ path: `/devices/${idOf('ana-macbook-pro-14')}` })
    await expect.element(link('All devices of this person')).toBeVisible()
    expect(link('Ana’s iPad').query()).toBeNull()
  })

  test('that is deactivated but enabled says at the top what that means', async () => {
    renderConsole({ path: `/devices/${idOf('yuki-surface-laptop')}` })
    await expect.element(heading('yuki-surface-laptop')).toBeVisible()
    expect(headerFacts()).toMatchObject({ Status: 'Deactivated' })
    await expect
      .element(header())
      .toMatchTextContent('Deactivated by status, but still enabled: it may be able to connect.')
  })

  test('that is blocked says at the top what blocks it', async () => {
    renderConsole({ path: `/devices/${idOf('WS-FIN-0231')}` })
    await expect.element(header()).toMatchTextContent('Blocked: firewall (turned off by the user)')
  })

  test('begins with its posture and the failed checks, and says each once', async () => {
    renderConsole({ path: `/devices/${idOf('WS-FIN-0231')}` })
    await expect.element(heading('WS-FIN-0231')).toBeVisible()
    await expect.element(group('Raw JSON')).toBeVisible()
    const titles = page.getByRole('main').getByRole('heading', { level: 2 }).elements()
    expect(titles[0]).toHaveTextContent('Posture')
    const posture = titles[0]?.closest('section')?.textContent ?? ''
    expect(posture).toMatch(/^PostureNot compliantChecksFailed: Firewall: turned off by the user/)
    const main = page.getByRole('main').element().textContent
    expect(main.match(/Not compliant/g)).toHaveLength(1)
    expect(main).not.toMatch(/Compliantfalse/)
    // The owner's is another one.
    const ownTimes = [...document.querySelectorAll('dt')].filter(
      (term) =>
        term.textContent === 'Last connection' &&
        term.closest('section')?.querySelector('h2')?.textContent !== 'Owner',
    )
    expect(ownTimes).toHaveLength(1)
  })

  test('without a name is called the same in its title and its facts', async () => {
    renderConsole({
      path: `/devices/${idOf('lost-laptop-01')}`,
      network: { fault: 'missing-fields' },
    })
    await expect.element(heading('Unnamed device')).toBeVisible()
    const name = page.getByRole('definition').filter({ hasText: 'Unnamed device' })
    await expect.element(name).toBeVisible()
    expect(document.title).toMatch(/^Unnamed device/)
  })

  test('copies its ids, and says when the browser refuses', async () => {
    const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
    const { network } = renderConsole()
    await listIsThere()
    await click(link('lost-laptop-01'))
    const id = network.backend.list([], 10, 0).data[2]?.id
    await click(button('Copy device ID'))
    expect(write).toHaveBeenCalledWith(id)
    await expect.element(page.getByText('Copied: device ID')).toBeInTheDocument()
    write.mockRejectedValue(new DOMException('denied', 'NotAllowedError'))
    await click(button('Copy hardware ID'))
    await expect.element(page.getByText('Couldn’t copy: hardware ID')).toBeInTheDocument()
    write.mockRestore()
  })

  test('shows every field of the table, each by its label', async () => {
    renderConsole()
    await listIsThere()
    await click(link('lost-laptop-01'))
    await expect.element(group('Record')).toBeVisible()
    const terms = [...document.querySelectorAll('main dt')].map(({ textContent }) => textContent)
    const titles = [...document.querySelectorAll('main h2')].map(({ textContent }) => textContent)
    for (const { label } of Object.values(fields)) {
      expect([...terms, ...titles]).toContain(label === 'ID' ? 'Device ID' : label)
    }
  })

  test('tells its times in UTC when asked, everywhere at once', async () => {
    renderConsole()
    await listIsThere()
    await click(link('retired-laptop-07'))
    await click(button('Menu'))
    await user.click(page.getByRole('radio', { name: 'UTC' }).element())
    const record = page.getByText('Registered', { exact: true })
    await expect.element(record).toBeVisible()
    const times = () =>
      [...document.querySelectorAll('dd span > time')].map((time) => time.textContent)
    await expect.poll(() => times().length).toBeGreaterThanOrEqual(4)
    for (const time of times()) expect(time).toMatch(/ UTC$/)
  })

  test('that was deactivated says so, and the button says why it is off', async () => {
    renderConsole()
    await listIsThere()
    await click(link('retired-laptop-07'))
    await expect.element(heading('retired-laptop-07')).toBeVisible()
    expect(headerFacts()).toMatchObject({ Status: 'Deactivated' })
    expect(headerFacts()).not.toHaveProperty('Enabled')
    await expect.element(button('Deactivate')).toHaveAccessibleDescription('Already deactivated')
    await expect.element(button('Remove')).not.toHaveAttribute('aria-disabled')
  })

  test('removed from its own page leads back to the list without it', async () => {
    const { network, address } = renderConsole({ network: { fleetSize: 45 } })
    await listIsThere()
    await click(link('lost-laptop-01'))
    await click(button('Remove'))
    const confirm = dialog().getByRole('button', { name: 'Remove device' })
    await expect.element(confirm).not.toHaveAttribute('aria-disabled')
    await click(confirm)
    await expect.poll(address).toBe('/devices?size=10')
    await expect.element(page.getByText('1–10 of 44')).toBeVisible()
    expect(namesShown()).not.toContain('lost-laptop-01')
    expect(network.requests).toHaveLength(1)
  })

  test('whose refresh fails keeps what is known and says so', async () => {
    const { network } = renderConsole({ network: { fault: undefined } })
    await listIsThere()
    setNetwork(network, { fault: 'server-error' })
    await click(link('lost-laptop-01'))
    const alert = page.getByRole('alert')
    await expect.element(alert).toMatchTextContent('Showing data from the list.')
    await expect.element(heading('lost-laptop-01')).toBeVisible()
    setNetwork(network, { fault: undefined })
    await click(alert.getByRole('button', { name: 'Try again' }))
    await expect.poll(() => alert.query()).toBeNull()
  })
})

describe('an address that leads to no device has its own page and a way on', () => {
  test('for what can be no id, without asking the API', async () => {
    const { network } = renderConsole({ path: '/devices/lost.laptop' })
    await expect.element(heading('Invalid device address')).toBeVisible()
    expect(network.reads()).toBe(0)
    await click(link('Back to devices'))
    await listIsThere()
  })

  test.each([
    [{ statusCode: 400, message: 'Validation failed (uuid is expected)' }, 400],
    [{ detail: [{ msg: 'Validation failed (uuid is expected)', loc: ['id'] }] }, 422],
  ])('for an id that the API rejects, with its words: %j', async (body, status) => {
    renderConsole({
      path: '/devices/laptop-7',
      prepare: (network) =>
        network.intercept(({ request, next }) =>
          request.url.endsWith('laptop-7') ? Response.json(body, { status }) : next(request),
        ),
    })
    await expect.element(heading('The API rejected this device ID')).toBeVisible()
    await expect.element(page.getByText(/^Check that the address was copied in full/)).toBeVisible()
    await expect.element(page.getByText('Validation failed (uuid is expected)')).toBeVisible()
    expect(button('Try again').query()).toBeNull()
    await click(link('Back to devices'))
    await listIsThere()
  })

  test('for a device that nobody knows', async () => {
    renderConsole({ path: '/devices/123e4567-e89b-12d3-a456-426614174000' })
    await expect.element(heading('Device not found')).toBeVisible()
    await expect.element(link('Back to devices')).toHaveAttribute('href', '/devices')
  })

  test('for a device gone meanwhile, by its name', async () => {
    const { network } = renderConsole()
    await listIsThere()
    network.backend.remove(network.backend.list([], 10, 0).data[2]?.id ?? '')
    await click(link('lost-laptop-01'))
    await expect.element(heading('lost-laptop-01 was removed')).toBeVisible()
    await expect.element(link('Back to devices')).toHaveAttribute('href', '/devices?size=10')
  })

  test('for an address the console does not have', async () => {
    renderConsole({ path: '/users' })
    await expect.element(heading('Page not found')).toBeVisible()
    await click(link('Go to devices'))
    await listIsThere()
  })
})

test('a device opened by its address needs no list', async () => {
  const asked: string[] = []
  renderConsole({
    path: `/devices/${idOf('WS-FIN-0231')}`,
    prepare: () => {
      const answer = globalThis.fetch
      globalThis.fetch = (input, init) => {
        if (typeof input === 'string') asked.push(input)
        return answer(input, init)
      }
    },
  })
  await expect.element(heading('WS-FIN-0231')).toBeVisible()
  expect(new Set(asked)).toEqual(
    new Set([`https://api.test/qa/tenants/devices/${idOf('WS-FIN-0231')}`]),
  )
})

test('a device whose id is any plain identifier opens from the list', async () => {
  const id = idOf('lost-laptop-01')
  renderConsole({
    prepare: () => {
      const answer = globalThis.fetch
      globalThis.fetch = async (input, init) => {
        const address = typeof input === 'string' ? input.replace('ok_id-1', id) : input
        const response = await answer(address, init)
        return new Response((await response.text()).replaceAll(id, 'ok_id-1'), response)
      }
    },
  })
  await listIsThere()
  await click(link('lost-laptop-01'))
  await expect.element(group('Raw JSON')).toBeVisible()
  await expect.element(page.getByText(/^Show JSON/)).toBeVisible()
})

test('a device address opens no device whose id differs in case', async () => {
  const id = idOf('lost-laptop-01')
  const addressOf = (each: string) => `https://api.test/qa/tenants/devices/${each}`
  const asked: unknown[] = []
  renderConsole({
    path: `/devices/${id.toUpperCase()}`,
    prepare: () => {
      const answer = globalThis.fetch
      globalThis.fetch = (input, init) => {
        asked.push(input)
        return answer(input, init)
      }
    },
  })
  await expect.element(page.getByText('The API returned a different device')).toBeVisible()
  expect(button('Remove').query()).toBeNull()
  expect(asked).toContain(addressOf(id.toUpperCase()))
  expect(asked).not.toContain(addressOf(id))
})

test('a device with a posture nested without end opens and is read again', async () => {
  const { readAgainByItself } = renderConsole({
    prepare: () => {
      const answer = globalThis.fetch
      const endless = `"posture":{"deep":${'['.repeat(30_000)}${']'.repeat(30_000)},`
      globalThis.fetch = async (input, init) => {
        const response = await answer(input, init)
        const text = (await response.text()).replaceAll('"posture":{', endless)
        return new Response(text, response)
      }
    },
  })
  await listIsThere()
  await click(link('lost-laptop-01'))
  await expect.element(heading('lost-laptop-01')).toBeVisible()
  await expect
    .element(page.getByText(/^This JSON is nested more than 500 levels deep/))
    .toBeVisible()
  await readAgainByItself()
  await expect
    .element(page.getByText(/^This JSON is nested more than 500 levels deep/))
    .toBeVisible()
  await expect.element(page.getByText('Nested too deep to show')).toBeVisible()
})

test.each(['constructor', 'toString', '__proto__'])(
  'a status “%s” is shown as it came, in the neutral style of any unknown one',
  (status) => {
    const badge = (text: string) => render(<StatusBadge status={text} />).firstElementChild
    expect(badge(status)?.textContent).toBe(status)
    expect(badge(status)?.className).toBe(badge('Hibernating')?.className)
  },
)

describe('posture', () => {
  const shown = (posture: unknown) => render(<PostureTree posture={posture} />)

  test('is told as not given or empty, and not as bad', () => {
    expect(shown(undefined).textContent).toBe('No posture data for this device.')
    expect(shown(null).textContent).toBe('No posture data for this device.')
    expect(shown({}).textContent).toBe('Posture data is empty.')
  })

  test('is told as it is, without the verdict that stands above it', () => {
    const text = shown({
      compliant: true,
      lastCheck: '2023-01-15T14:30:00Z',
      disk: { encrypted: false, score: 0.5, none: null, blank: '' },
    }).textContent
    expect(text).toMatch(/^Last check\d+ years ago/)
    expect(text).toContain('disk')
    for (const part of ['encryptedfalse', 'score0.5', 'nonenull', 'blank“”'])
      expect(text).toContain(part)
  })

  test('lists its checks in words, failures first with their reasons', async () => {
    renderConsole({ path: `/devices/${idOf('WS-FIN-0231')}` })
    const checks = page.getByRole('main').getByRole('list').filter({ hasText: 'Firewall' })
    await expect
      .poll(() =>
        checks
          .getByRole('listitem')
          .elements()
          .map(({ textContent }) => textContent),
      )
      .toEqual([
        'Failed: Firewall: turned off by the user',
        'Passed: Disk encryption',
        'Passed: OS versionfound: 14.6.1 · wanted: 13.6',
      ])
  })

  test('says why a result is unknown where the data seems to give one', () => {
    expect(shown({ compliant: 'yes' }).textContent).toContain(
      '“compliant” is "yes" here, which is neither true nor false.',
    )
  })

  test('of any other type is shown, too', () => {
    expect(shown('unmanaged').textContent).toBe('unmanaged')
    expect(shown(false).textContent).toBe('false')
    expect(shown(['a', 'b']).textContent).toBe('1a2b')
  })

  test('is cut where it is too deep or too long, and says so', () => {
    let deep: unknown = 'bottom'
    for (let level = 0; level < 40; level += 1) deep = { level: deep }
    const text = shown(deep).textContent
    expect(text).not.toContain('bottom')
    expect(text).toContain('Nested too deep to show')

    const wide = Object.fromEntries(Array.from({ length: 5_000 }, (_, key) => [`key-${key}`, key]))
    const container = shown(wide)
    expect(container.querySelectorAll('dt')).toHaveLength(50)
    expect(container.textContent).toContain('Showing the first 50 of 5,000 entries')

    const tree = Array.from({ length: 40 }, () => Array.from({ length: 40 }, () => [1, 2, 3]))
    expect(shown(tree).querySelectorAll('dt').length).toBeLessThanOrEqual(1_000)

    const checks = Array.from({ length: 500 }, (_, at) => ({ name: `check ${at}`, passed: false }))
    expect(shown({ checks }).querySelectorAll('li')).toHaveLength(100)
    expect(shown({ checks }).textContent).toContain('Showing the first 100 of 500 checks')
    const more = Object.fromEntries(Array.from({ length: 40 }, (_, key) => [`key-${key}`, key]))
    expect(shown([{ name: 'A', passed: false, ...more }]).textContent).toMatch(
      /key-9: 9 · and 30 more$/,
    )
  })

  test('shows text that lies for what it is, and never as HTML', () => {
    const container = shown({ 'a\u202eb': '<img src=x onerror=alert(1)>\u200b' })
    expect(container.querySelector('img')).toBeNull()
    expect(container.textContent).toBe('a‹U+202E›b<img src=x onerror=alert(1)>‹U+200B›')
  })
})
