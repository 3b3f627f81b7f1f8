import { describe, expect, onTestFinished, test } from 'vitest'
import { page, type Locator } from 'vitest/browser'
import { actButton, atSize, filterMenu, isReady, openFilter } from './acting.ts'
import { holdAnswers, isRead } from './held-pages.ts'
import { deviceActionNames } from '../../src/actions/definitions.ts'
import { navigation } from '../../src/lib/navigation.ts'
import { savedViews } from '../../src/search/saved-views.ts'
import {
  click,
  dialog,
  fill,
  listIsThere,
  namesShown,
  renderConsole,
  row,
  setNetwork,
  table,
  user,
} from './support.tsx'

const button = (name: string) => page.getByRole('button', { name, exact: true })
const search = () => page.getByRole('combobox', { name: 'Search devices' })
const tabs = () => page.getByRole('navigation', { name: 'Views' })
/** Its count may follow the name; the menu of all views has links of the same names. */
const tab = (name: string) =>
  tabs()
    .getByRole('link', { name: new RegExp(`^${name}`) })
    .first()
const chip = (words: string) => page.getByRole('link', { name: `Remove filter ${words}` })
const topOf = (locator: Locator) => locator.element().getBoundingClientRect().top
const countIn = (element: Element) => Number(/\d[\d,]*$/.exec(element.textContent)?.[0])

async function fleetIsRead(): Promise<void> {
  await expect.element(page.getByText(/^All [\d,]+ devices · updated/)).toBeVisible()
}

/** As many actions as there are, and as a longer table of them would have. */
const actionCounts = [...new Set([deviceActionNames.length, 3])]

/** Gives every row and bar so many actions. */
function giveActions(count: number) {
  const { style } = document.documentElement
  style.setProperty('--actions', String(count))
  onTestFinished(() => void style.removeProperty('--actions'))
  for (const last of document.querySelectorAll(
    'td > button:last-child, .action-bar > button:last-of-type',
  )) {
    for (let more = deviceActionNames.length; more < count; more += 1)
      last.after(last.cloneNode(true))
  }
}

describe('a view', () => {
  test('is a tab that leads to its list and is marked there', async () => {
    const { address } = renderConsole()
    await listIsThere()
    await expect.element(tab('All')).toHaveAttribute('aria-current', 'page')
    await click(tab('Registered this week'))
    await expect.poll(address).toBe('/devices?q=registered:%3C7d&sort=-createdAt')
    await expect.element(tab('Registered this week')).toHaveAttribute('aria-current', 'page')
    await expect.element(tab('All')).not.toHaveAttribute('aria-current')
  })

  test('has the count of its list once the devices have been read, which a tab never starts', async () => {
    const { network } = renderConsole()
    await listIsThere()
    const readAtFirst = network.reads()
    await expect.element(tab('All 600$')).toBeVisible()
    await expect.element(tab('Unauthorized$')).toBeVisible()
    expect(network.reads()).toBe(readAtFirst)
    await fill(search(), 'lost-laptop')
    await fleetIsRead()
    await expect.element(tab('Unauthorized \\d+$')).toBeVisible()
    const count = countIn(tab('Unauthorized').element())
    await click(tab('Unauthorized'))
    await expect.element(page.getByText(`${count} devices match`, { exact: true })).toBeVisible()
  })

  test('is as wide as what it says, and moves no other when its count comes', async () => {
    renderConsole()
    await listIsThere()
    await expect.element(tab('Unauthorized$')).toBeVisible()
    const boxes = () =>
      tabs()
        .getByRole('listitem')
        .elements()
        .map((item) => item.getBoundingClientRect().left)
    const before = boxes()
    const { left, width } = tab('Unauthorized').element().getBoundingClientRect()
    const text = document.createRange()
    text.selectNodeContents(tab('Unauthorized').element())
    expect(width - text.getBoundingClientRect().width).toBeLessThanOrEqual(20)
    await fill(search(), 'lost-laptop')
    await expect.element(tab('Unauthorized \\d+$')).toBeVisible()
    expect(boxes()).toEqual(before)
    expect(tab('Unauthorized').element().getBoundingClientRect().left).toBe(left)
  })

  test('cuts no other off where the name of a saved one is wider than all of them', async () => {
    await atSize(500, 800)
    savedViews.set([
      { name: 'Laptops of the warehouse that nobody has used for long', list: '?q=w' },
    ])
    onTestFinished(() => savedViews.set([]))
    renderConsole({ path: '/devices?q=posture:noncompliant' })
    await listIsThere()
    await expect.element(tab('Not compliant')).toHaveAttribute('aria-current', 'page')
    const strip = tabs().getByRole('list').first().element()
    expect(strip.scrollWidth).toBeGreaterThan(strip.clientWidth)
    const { left } = tab('All').element().getBoundingClientRect()
    expect(left).toBeGreaterThanOrEqual(strip.getBoundingClientRect().left)
  })

  test('can be saved and deleted by keyboard', async () => {
    const { address } = renderConsole({ path: '/devices?q=status:offline&sort=name' })
    await listIsThere()
    await click(button('More views'))
    await fill(page.getByRole('textbox', { name: 'Name of a new view' }), 'Away')
    await user.keyboard('{Enter}')
    await expect.element(tab('Away')).toHaveAttribute('aria-current', 'page')
    await click(tab('All'))
    await expect.poll(address).toBe('/devices')
    await click(tab('Away'))
    await expect.poll(address).toBe('/devices?q=status:offline&sort=name')
    await click(button('More views'))
    const remove = button('Delete view Away')
    await expect.element(remove).toBeVisible()
    ;(remove.element() as HTMLElement).focus()
    await user.keyboard('{Enter}')
    await expect.element(tab('Away')).not.toBeInTheDocument()
    await expect.element(page.getByRole('textbox', { name: 'Name of a new view' })).toHaveFocus()
  })
})

describe('what a list shows', () => {
  test('stands on one line, and neither a row nor the progress moves when a search begins', async () => {
    await atSize(1440, 900)
    renderConsole()
    await listIsThere()
    const before = topOf(table())
    const places = new Set<number>()
    const watch = new MutationObserver(() => {
      const bar = document.querySelector('main [aria-label="Loading devices"]')
      if (bar) places.add(bar.getBoundingClientRect().left)
    })
    watch.observe(document.body, { childList: true, subtree: true, characterData: true })
    onTestFinished(() => watch.disconnect())
    await fill(search(), 'status:offline')
    await expect.element(chip('Status: Offline')).toBeVisible()
    expect(topOf(table())).toBe(before)
    await fleetIsRead()
    expect(topOf(table())).toBe(before)
    expect([...places]).toHaveLength(1)
  })

  test('keeps the focus among the filters while they are removed', async () => {
    renderConsole({ path: '/devices?q=status:offline+version:2.9+seen:%3E1d' })
    await listIsThere()
    const first = chip('Status: Offline')
    await expect.element(first).toBeVisible()
    ;(first.element() as HTMLElement).focus()
    await user.keyboard('{Enter}')
    await expect.element(first).not.toBeInTheDocument()
    await expect.element(chip('App version: 2.9')).toHaveFocus()
    await user.keyboard('{Enter}')
    await expect.element(chip('Last connection: over 1 day ago')).toHaveFocus()
  })

  test('says where it found a device by a field that no row shows', async () => {
    renderConsole()
    await listIsThere()
    await fill(search(), 'firewall')
    await fleetIsRead()
    await expect.element(table().getByText('Matched in posture').first()).toBeVisible()
    // In the name and the hardware ID it is marked, however it was written.
    const lost = () => row('lost-laptop-01')
    for (const [typed, marked] of [
      ['LÁPTOP', 'laptop'],
      ['ac:de:48:55', 'ACDE4855'],
    ] as const) {
      await fill(search(), typed)
      await expect.poll(() => lost().query()?.querySelector('mark')?.textContent).toBe(marked)
      await expect.element(lost().getByRole('rowheader')).toMatchTextContent('MAC-ACDE48559D45')
    }
    await click(page.getByRole('link', { name: 'Clear all' }))
    await expect.element(page.getByText('600 devices', { exact: true })).toBeVisible()
    expect(table().element().querySelector('mark')).toBeNull()
  })

  test('keeps the rows while the first search waits for devices', async () => {
    const { network } = renderConsole({ network: { fleetSize: 150 } })
    await listIsThere()
    const before = namesShown()
    const held = holdAnswers(network, isRead)
    await fill(search(), 'laptop')
    await expect.element(table()).toHaveAttribute('aria-busy', 'true')
    // The answer is there and has no rows yet, so there are no pages either.
    await expect
      .element(page.getByRole('navigation', { name: 'Pagination' }))
      .not.toBeInTheDocument()
    expect(namesShown()).toEqual(before)
    held.release()
    await expect.element(page.getByText(/^\d+ devices match$/)).toBeVisible()
    await expect.poll(() => namesShown().every((name) => /laptop/i.test(name))).toBe(true)
    await expect.element(table()).not.toHaveAttribute('aria-busy')
  })
})

test('the rows are one stop for Tab, few stops after the search, and the arrow keys lead to their parts', async () => {
  const { address } = renderConsole({ network: { fleetSize: 150 } })
  await listIsThere()
  const field = search().element() as HTMLElement
  const tabsFrom = async (from: HTMLElement) => {
    from.focus()
    const names: (string | undefined)[] = []
    while (!document.activeElement?.closest('tbody') && names.length < 20) {
      await user.tab()
      names.push(document.activeElement?.ariaLabel ?? document.activeElement?.textContent.trim())
    }
    return names.slice(0, -1)
  }
  await expect
    .poll(() => tabsFrom(field))
    .toEqual(['Filter', 'Refresh', 'Device list', 'Select all on this page'])
  // The tools and the header are a stop each, too, with arrow keys between their parts.
  const focusesBetween = async (first: string, key: string, second: string) => {
    ;(button(first).element() as HTMLElement).focus()
    await user.keyboard(`{${key}}`)
    await expect.element(button(second)).toHaveFocus()
  }
  await focusesBetween('Filter', 'ArrowRight', 'Display')
  await focusesBetween('Export', 'Home', 'Filter')
  await focusesBetween('Name', 'ArrowRight', 'Status')
  // Escape closes what is suggested, and the arrow then leads on.
  field.focus()
  await user.keyboard('{Escape}{ArrowDown}')
  await expect.element(table().getByRole('rowheader').first().getByRole('link')).toHaveFocus()
  const stops = () =>
    [...table().element().querySelectorAll<HTMLElement>('tbody :is(a, button, input)')].filter(
      ({ tabIndex }) => tabIndex === 0,
    )
  await expect.poll(stops).toHaveLength(1)
  const [first = '', second = '', third = ''] = namesShown()
  const name = (text: string) => table().getByRole('link', { name: text, exact: true })
  const box = (text: string) => table().getByRole('checkbox', { name: `Select ${text}` })
  const removal = (text: string) => table().getByRole('button', { name: `Remove ${text}` })
  await expect.poll(() => stops()[0]).toBe(name(first).element())
  stops()[0]?.focus()
  for (const [key, there] of [
    ['ArrowDown', name(second)],
    ['ArrowLeft', box(second)],
    ['ArrowDown', box(third)],
    ['ArrowUp', box(second)],
    ['End', removal(second)],
    ['ArrowUp', removal(first)],
    ['ArrowDown', removal(second)],
    ['ArrowRight', removal(second)],
    ['Home', box(second)],
    ['j', name(third)],
    ['k', name(second)],
  ] as const) {
    await user.keyboard(key.length > 1 ? `{${key}}` : key)
    await expect.element(there).toHaveFocus()
  }
  // The stop is where the focus was last, and on another page its first row.
  await user.tab()
  expect(document.activeElement?.closest('tbody')).toBeNull()
  await user.tab({ shift: true })
  await expect.element(name(second)).toHaveFocus()
  await click(page.getByRole('link', { name: 'Next page' }))
  await expect.poll(address).toBe('/devices?page=2&size=10')
  await expect.poll(() => namesShown()[0]).not.toBe(first)
  await expect.poll(stops).toEqual([name(namesShown()[0] ?? '').element()])
})

describe('the filter by owner', () => {
  test('finds a person by typing, with the number of devices that the list then has', async () => {
    renderConsole({ path: '/devices?q=status:offline' })
    await listIsThere()
    await fleetIsRead()
    await openFilter('Owner')
    const menu = filterMenu()
    await expect.element(menu.getByRole('checkbox', { name: /^No owner \d+$/ })).toBeVisible()
    await fill(menu.getByRole('searchbox', { name: 'Find an owner' }), 'jonas web')
    const found = menu.getByRole('checkbox', { name: /^Jonas Weber/ })
    await expect.element(found).toBeVisible()
    await expect
      .poll(() => menu.getByRole('group', { name: 'Owner' }).getByRole('checkbox').elements())
      .toHaveLength(1)
    const count = countIn(found.element().closest('label') ?? found.element())
    await user.keyboard('{Enter}')
    await expect.element(chip('Owner: Jonas Weber')).toBeVisible()
    await expect
      .element(page.getByText(`${count} ${count === 1 ? 'device matches' : 'devices match'}`))
      .toBeVisible()
  })

  test('takes Enter for the text typed, not for the owners found before', async () => {
    renderConsole()
    await listIsThere()
    await openFilter('Owner')
    const menu = filterMenu()
    const field = menu.getByRole('searchbox', { name: 'Find an owner' })
    await fill(field, 'ana')
    await expect.element(menu.getByRole('checkbox', { name: /^Ana / }).first()).toBeVisible()
    await fill(field, 'jonas web')
    await user.keyboard('{Enter}')
    await expect.element(chip('Owner: Jonas Weber')).toBeVisible()
  })

  // The filters of the list of people aren't those of this field, which knows no limit.
  test.each(['nobody at all', 'is:at-limit', 'devices:1'])(
    'says when nobody is found by %s',
    async (text) => {
      renderConsole({ path: '/devices?q=status:offline' })
      await listIsThere()
      await fleetIsRead()
      await openFilter('Owner')
      const menu = filterMenu()
      await fill(menu.getByRole('searchbox', { name: 'Find an owner' }), text)
      await expect.element(menu.getByText('No matching owner')).toBeVisible()
    },
  )
})

describe('on a phone', () => {
  const open = () => page.getByRole('button', { name: /^Filter and sort/ })
  const sheet = () => page.getByRole('dialog', { name: 'Filter and sort' })

  async function filterInSheet(): Promise<void> {
    await click(open())
    await click(sheet().getByText('Status').first())
    await click(sheet().getByRole('checkbox', { name: /^Offline/ }))
    await expect.element(sheet().getByRole('button', { name: /^Show \d+ devices$/ })).toBeVisible()
    await expect.element(page.getByText(/^\d+ devices match$/)).toBeInTheDocument()
  }

  test('the first device is within 220 px of the top, and nothing is wider than the window', async () => {
    await atSize(390, 844)
    renderConsole()
    await listIsThere()
    await expect.element(open()).toBeVisible()
    expect(topOf(row(namesShown()[0] ?? ''))).toBeLessThanOrEqual(220)
    expect(document.documentElement.scrollWidth).toBe(390)
    // One edge: cards, fields and the heading.
    const leftOf = (locator: Locator) => locator.element().getBoundingClientRect().left
    expect(leftOf(row(namesShown()[0] ?? ''))).toBe(leftOf(page.getByRole('heading', { level: 1 })))
  })

  test('the box that selects all stands beside the count, also below a failure', async () => {
    await atSize(390, 844)
    const { network } = renderConsole({ network: { fleetSize: 150 } })
    await listIsThere()
    setNetwork(network, { fault: 'forbidden' })
    await click(button('Refresh'))
    const alert = page.getByRole('alert')
    await expect.element(alert).toBeVisible()
    const all = page.getByRole('checkbox', { name: 'Select all on this page' })
    const middle = (locator: Locator) => {
      const { top, bottom } = locator.element().getBoundingClientRect()
      return (top + bottom) / 2
    }
    const count = page.getByText('150 devices', { exact: true })
    expect(Math.abs(middle(all) - middle(count))).toBeLessThanOrEqual(2)
    expect(topOf(all)).toBeGreaterThan(alert.element().getBoundingClientRect().bottom)
  })

  test('a card shows what the list is sorted by, and nothing else that has no place on it', async () => {
    await atSize(390, 844)
    renderConsole({ path: '/devices?sort=appVersion' })
    await listIsThere()
    const cards = namesShown().map((name) => row(name).element())
    for (const card of cards) {
      const lines = [...card.querySelectorAll<HTMLElement>('[data-label]')]
      expect(lines.map(({ dataset }) => dataset['label'])).toEqual(['App version'])
    }
    // Room is held for the cards out of sight, as much as they need. The first one has no owner.
    const heights = cards.slice(1).map((card) => card.getBoundingClientRect().height)
    expect(new Set(heights).size).toBe(1)
  })

  test.each(actionCounts)(
    'a selection of %s actions in a small window leaves two devices in sight',
    async (count) => {
      await atSize(320, 512)
      renderConsole({ network: { fleetSize: 150 } })
      await listIsThere()
      await click(page.getByRole('checkbox', { name: `Select ${namesShown()[0]}` }))
      const bar = page.getByRole('region', { name: 'Selection' })
      await expect.element(bar.getByRole('button', { name: 'Remove 1' })).toBeVisible()
      giveActions(count)
      const { bottom } = row(namesShown()[1] ?? '')
        .element()
        .getBoundingClientRect()
      expect(bottom).toBeLessThanOrEqual(topOf(bar))
      expect(document.documentElement.scrollWidth).toBe(320)
      // Their words have no room.
      const icons = [...bar.element().querySelectorAll('.action-bar .icon')]
      expect(icons.map((icon) => icon.clientWidth)).toEqual(Array(count).fill(16))
    },
  )

  test('three actions on the devices of people are in one line', async () => {
    await atSize(390, 844)
    renderConsole({ path: '/people' })
    await click(page.getByRole('checkbox', { name: /^Select (?!all)/ }).first())
    const bar = page.getByRole('region', { name: 'Selection' })
    await expect.element(bar.getByRole('button', { name: /^Remove \d+ devices?$/ })).toBeVisible()
    giveActions(3)
    const buttons = bar.getByRole('button', { name: /devices?$/ }).elements()
    expect(buttons).toHaveLength(3)
    expect(new Set(buttons.map((each) => each.getBoundingClientRect().top)).size).toBe(1)
    for (const each of buttons) expect(each.scrollHeight).toBeLessThanOrEqual(each.clientHeight)
  })

  test('a search, a device’s JSON and a receipt are no wider than the smallest phone', async () => {
    await atSize(320, 568)
    renderConsole({ path: '/devices?q=lost-laptop+status:offline', network: { fleetSize: 150 } })
    await listIsThere()
    await fleetIsRead()
    const width = () => document.documentElement.scrollWidth
    expect(width()).toBe(320)
    await click(row('lost-laptop-01').getByRole('link', { name: 'lost-laptop-01', exact: true }))
    await click(page.getByText(/^Show JSON/))
    await expect.element(page.getByRole('region', { name: 'Raw JSON' })).toBeVisible()
    expect(width()).toBe(320)
    await click(button('Deactivate'))
    await isReady()
    await click(actButton())
    await click(page.getByRole('link', { name: 'Open receipt' }))
    await expect.element(button('Export JSON')).toBeVisible()
    expect(width()).toBe(320)
  })

  test('the sheet keeps its filters when it is closed, and Back then removes them', async () => {
    await atSize(390, 844)
    const { address } = renderConsole()
    await listIsThere()
    await filterInSheet()
    await click(sheet().getByRole('button', { name: /^Show \d+ devices$/ }))
    await expect.element(sheet()).not.toBeInTheDocument()
    await expect.poll(address).toBe('/devices?q=status:offline&size=10')
    await expect.element(chip('Status: Offline')).toBeVisible()
    void navigation().navigate(-1)
    await expect.poll(address).toBe('/devices?size=10')
  })

  test('a list from elsewhere and every export are beside the filters, two taps away', async () => {
    await atSize(390, 844)
    const { address } = renderConsole()
    await listIsThere()
    await click(open())
    await expect.element(sheet()).toBeVisible()
    expect(sheet().getByText('From a list…').query()).toBeNull()
    await click(sheet().getByRole('button', { name: /^Show/ }))
    await click(button('Export and more'))
    await expect.element(button('Export all devices, every column')).toBeVisible()
    await click(page.getByRole('link', { name: 'From a list…' }))
    await expect.poll(address).toBe('/devices/from-list')
  })

  test('Back closes the sheet and returns to the list as it was', async () => {
    await atSize(390, 844)
    const { address } = renderConsole()
    await listIsThere()
    await filterInSheet()
    void navigation().navigate(-1)
    await expect.element(sheet()).not.toBeInTheDocument()
    await expect.poll(address).toBe('/devices?size=10')
  })
})

test('a list that can’t be loaded again says once how old it is', async () => {
  const { network } = renderConsole({ network: { fleetSize: 150 } })
  await listIsThere()
  const age = page.getByText(/^Updated \d/)
  await expect.element(age).toBeVisible()
  setNetwork(network, { fault: 'forbidden' })
  await click(button('Refresh'))
  await expect.element(page.getByRole('alert')).toMatchTextContent(/Showing data from \d/)
  await expect.element(age).not.toBeInTheDocument()
  setNetwork(network, { fault: undefined })
  await click(button('Try again'))
  await expect.element(age).toBeVisible()
})

test('Escape clears a selection of people, as it does one of devices', async () => {
  renderConsole({ path: '/people' })
  const bar = () => page.getByRole('region', { name: 'Selection' })
  await click(page.getByRole('checkbox', { name: /^Select Ana Kovačević/ }).first())
  await expect.element(bar()).toBeVisible()
  await user.keyboard('{Escape}')
  await expect.element(bar()).not.toBeInTheDocument()
  expect(dialog().query()).toBeNull()
})

const widths = [768, 960, 1280]
test.each(widths.flatMap((width) => actionCounts.map((count) => ({ width, count }))))(
  'in a window of $width px, $count actions in a row cover no cell, and no time is cut off',
  async ({ width, count }) => {
    await atSize(width, 800)
    renderConsole({ network: { fleetSize: 150 } })
    await listIsThere()
    giveActions(count)
    const region = page.getByRole('region', { name: 'Device list' }).element()
    expect(region.scrollWidth).toBe(region.clientWidth)
    const rows = [...region.querySelectorAll('tbody tr')]
    expect(rows.length).toBeGreaterThan(5)
    for (const cells of rows.map((each) => [...each.children])) {
      const actions = cells.at(-1)?.getBoundingClientRect()
      expect(cells.at(-1)?.childElementCount).toBe(count)
      for (const cell of cells.slice(0, -1)) {
        expect(cell.getBoundingClientRect().right).toBeLessThanOrEqual((actions?.left ?? 0) + 0.5)
      }
    }
    for (const time of region.querySelectorAll('time')) {
      expect(time.scrollWidth).toBeLessThanOrEqual(time.clientWidth)
    }
  },
)
