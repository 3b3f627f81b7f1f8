import { describe, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { runs } from '../../src/actions/receipts/run-list.ts'
import type { MockNetwork } from '../../src/mock/network.ts'
import { filesSaved, atSize } from './acting.ts'
import { expectAccessible } from './axe.ts'
import { holdPages } from './held-pages.ts'
import {
  currentSession,
  changes,
  click,
  dialog,
  fill,
  renderConsole,
  setNetwork,
  user,
  type RenderedConsole,
  tooLarge,
} from './support.tsx'

const heading = (name: string | RegExp) => page.getByRole('heading', { name })
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
const choice = (name: string) => page.getByRole('radio', { name, exact: true })
/** One of the two tabs of the page. */
const tab = (name: string) =>
  page.getByRole('navigation', { name: 'Clean up' }).getByRole('link', { name, exact: true })
const act = (verb: string) => page.getByRole('button', { name: new RegExp(`^${verb} \\d`) })
const names = () =>
  page
    .getByRole('table')
    .getByRole('rowheader')
    .elements()
    .flatMap((cell) => cell.querySelector('a')?.textContent ?? [])

function open(path: string, options: Parameters<typeof renderConsole>[0] = {}): RenderedConsole {
  return renderConsole({ path, ...options })
}

/** Waits until the fleet is read, then presses. */
async function press(verb: string): Promise<number> {
  await expect.element(act(verb)).not.toHaveAttribute('aria-disabled')
  const count = Number(/\d+/.exec(act(verb).element().textContent)?.[0])
  await click(act(verb))
  return count
}

async function confirm(action: 'deactivate' | 'remove', count: number): Promise<void> {
  await fill(dialog().getByRole('textbox'), `${action} ${count}`)
  await user.keyboard('{Enter}')
  await expect.element(dialog()).not.toBeInTheDocument()
}

const day = 86_400_000
const everyDevice = (network: MockNetwork) =>
  Array.from(
    { length: Math.ceil(network.backend.total() / 100) },
    (_, at) => network.backend.list([], 100, at * 100).data,
  ).flat()

/** Ids of those whom the API itself says to be unseen for longer, by the words of the page. */
function staleIds(network: MockNetwork, days: number): string[] {
  const before = Date.now() - days * day
  return everyDevice(network)
    .filter(({ status }) => status !== 'Online')
    .filter(({ lastConnection, createdAt }) => Date.parse(lastConnection ?? createdAt) < before)
    .map(({ id }) => id)
}

const sentIds = (network: MockNetwork, action: 'deactivate' | 'remove') =>
  changes(network, action)
    .map(({ id }) => id)
    .toSorted()

describe('cleaning up stale devices', () => {
  test('finds what has not connected for 90 days, in figures and one by one', async () => {
    const { network } = open('/clean-up?action=remove')
    const expected = staleIds(network, 90)
    await expect.element(heading(`${expected.length} devices found`)).toBeVisible()
    await expect.element(act('Remove')).not.toHaveAttribute('aria-disabled')
    await expect.poll(names).toHaveLength(expected.length)
    const figures = ['By status', 'By owner'].map(
      (term) => page.getByText(term, { exact: true }).element().nextElementSibling,
    )
    const byStatus = [...(figures[0]?.querySelectorAll('li') ?? [])].map((item) =>
      Number(/\d+$/.exec(item.textContent)?.[0]),
    )
    expect(byStatus.reduce((sum, count) => sum + count, 0)).toBe(expected.length)
    expect(figures[1]?.querySelectorAll('a').length).toBeGreaterThan(3)
    expect(document.title).toBe('Clean up stale devices · Device console')
  })

  test('keeps threshold and choice in the address, which leaves out what is usual', async () => {
    const { address } = open('/clean-up')
    await expect.element(choice('90')).toBeChecked()
    await expect.element(choice('Deactivate')).toBeChecked()
    await click(choice('180'))
    await expect.poll(address).toBe('/clean-up?days=180')
    await click(choice('Remove'))
    await expect.poll(address).toBe('/clean-up?days=180&action=remove')
    await click(page.getByRole('checkbox', { name: /^Include never-connected/ }))
    await expect.poll(address).toBe('/clean-up?days=180&never=no&action=remove')
    await fill(page.getByRole('textbox', { name: 'Another number of days' }), '45')
    await user.keyboard('{Enter}')
    await expect.poll(address).toBe('/clean-up?days=45&never=no&action=remove')
    await click(choice('90'))
    await expect.poll(address).toBe('/clean-up?never=no&action=remove')
    await click(choice('Deactivate'))
    await expect.poll(address).toBe('/clean-up?never=no')
  })

  test('falls back on nonsense in the address, and refuses it in the field', async () => {
    const { address } = open('/clean-up?days=ninety&action=burn')
    await expect.element(choice('90')).toBeChecked()
    const field = page.getByRole('textbox', { name: 'Another number of days' })
    await fill(field, '0')
    await expect.element(field).toHaveAccessibleDescription('A whole number from 1 to 3650')
    await user.keyboard('{Enter}')
    await expect.poll(address).toBe('/clean-up?days=ninety&action=burn')
  })

  test('does nothing by the old threshold while another one is refused, and moves nothing', async () => {
    const { address } = open('/clean-up')
    await expect.element(act('Deactivate')).not.toHaveAttribute('aria-disabled')
    const field = page.getByRole('textbox', { name: 'Another number of days' })
    const after = page.getByRole('group', { name: 'Action' })
    // On the page, which scrolls to a button that gets the focus.
    const placeNow = () => {
      const { left, top, width, height } = after.element().getBoundingClientRect()
      return [left, top + scrollY, width, height]
    }
    const placeBefore = placeNow()
    await fill(field, '99999999')
    await expect
      .element(act('Deactivate'))
      .toHaveAccessibleDescription('The number of days is not valid')
    await click(act('Deactivate'))
    expect(dialog().query()).toBeNull()
    expect(placeNow()).toEqual(placeBefore)
    // Any of the usual ones takes its place.
    await click(choice('60'))
    await expect.poll(address).toBe('/clean-up?days=60')
    await expect.element(field).toHaveValue('60')
    await expect.element(act('Deactivate')).not.toHaveAttribute('aria-disabled')
    await click(choice('90'))
    await expect.element(field).toHaveValue('90')
  })

  test('says what the choice means for the device limit', async () => {
    open('/clean-up')
    await expect
      .element(page.getByText(/Each device still counts against its owner’s device limit/))
      .toBeVisible()
    await click(choice('Remove'))
    await expect
      .element(page.getByText(/Each device frees one of its owner’s device slots/))
      .toBeVisible()
  })

  test('removes exactly those chosen, by name of the clean-up', async () => {
    const { network } = open('/clean-up?days=180&action=remove')
    const expected = staleIds(network, 180)
    await expect.element(act('Remove')).not.toHaveAttribute('aria-disabled')
    const spared = names()[0] ?? ''
    await click(page.getByRole('checkbox', { name: `Select ${spared}`, exact: true }))
    const count = await press('Remove')
    expect(count).toBe(expected.length - 1)
    await expect.element(dialog()).toMatchTextContent(/Clean up stale devices/)
    await confirm('remove', count)
    await expect.poll(() => changes(network, 'remove')).toHaveLength(count)
    const sparedId = everyDevice(network).find(({ name }) => name === spared)?.id
    expect(sentIds(network, 'remove')).toEqual(expected.filter((id) => id !== sparedId).toSorted())
    // What is left of them is the one that was taken out.
    await expect.poll(names).toEqual([spared])
  })

  test('takes out all of them by the box of the header, those that aren’t shown, too', async () => {
    renderConsole({
      path: '/clean-up',
      network: { fleetSize: 520 },
      prepare: (network) => {
        for (const { id } of everyDevice(network)) {
          network.backend.edit(id, {
            status: 'Offline',
            active: true,
            lastConnection: '2020-01-01T00:00:00Z',
          })
        }
      },
    })
    await expect.element(page.getByText('520 of 520 selected')).toBeVisible()
    await click(page.getByRole('checkbox', { name: 'Select all 520' }))
    await expect.element(page.getByText('0 of 520 selected')).toBeVisible()
    // More rows come as they are asked for, and the counts stay true.
    const boxes = page.getByRole('table').getByRole('checkbox')
    await expect.poll(() => boxes.elements().length).toBe(101)
    await expect.element(page.getByText(/^420 more aren’t shown here/)).toBeVisible()
    await click(button('Show more'))
    await expect.poll(() => boxes.elements().length).toBe(201)
    await expect.element(page.getByText(/^320 more aren’t shown here/)).toBeVisible()
    await expect.element(page.getByText('0 of 520 selected')).toBeVisible()
  })

  test('keeps out what was taken out while its page is left, until it is acted on', async () => {
    const { network } = open('/clean-up?days=180&action=remove')
    await expect.element(act('Remove')).not.toHaveAttribute('aria-disabled')
    const [spared = ''] = names()
    const box = page.getByRole('checkbox', { name: `Select ${spared}`, exact: true })
    const goAndComeBack = async () => {
      await click(tab('Duplicates'))
      await expect.element(heading('Duplicate hardware IDs')).toBeVisible()
      await click(tab('Stale'))
      await click(choice('180'))
      await click(choice('Remove'))
      await expect.element(act('Remove')).not.toHaveAttribute('aria-disabled')
    }
    await click(box)
    await expect.element(box).not.toBeChecked()
    await goAndComeBack()
    await expect.element(box).not.toBeChecked()
    const count = await press('Remove')
    await confirm('remove', count)
    await expect.poll(() => changes(network, 'remove')).toHaveLength(count)
    await expect.poll(names).toEqual([spared])
    await expect.element(box).not.toBeChecked()
    await goAndComeBack()
    await expect.element(box).toBeChecked()
  })

  test('skips who has connected since', async () => {
    const { network } = open('/clean-up?days=180&action=remove', {
      prepare: ({ backend }) => {
        const get = backend.get.bind(backend)
        backend.get = (id) => {
          const device = get(id)
          return device && { ...device, lastConnection: new Date().toISOString() }
        }
      },
    })
    const count = await press('Remove')
    await confirm('remove', count)
    await expect.poll(() => runs(currentSession()).get()[0]?.state).toBe('finished')
    expect(runs(currentSession()).get()[0]?.counts.skipped).toBe(count)
    expect(network.requests).toHaveLength(0)
  })

  test('under deactivate leaves out what is deactivated already, and says how many', async () => {
    const { network } = open('/clean-up')
    const count = await press('Deactivate')
    await expect
      .element(dialog())
      .toHaveAccessibleName(`Clean up stale devices? ${count} devices will be deactivated`)
    expect(dialog().element().textContent).not.toMatch(/will be skipped/)
    await user.keyboard('{Escape}')
    const off = staleIds(network, 90).length - count
    await expect
      .element(page.getByText(new RegExp(`${off} deactivated devices are excluded`)))
      .toBeVisible()
  })

  test('under deactivate leaves out what is deactivated by status but still enabled, too', async () => {
    open('/clean-up?days=7')
    await expect.element(act('Deactivate')).not.toHaveAttribute('aria-disabled')
    expect(names()).toContain('jonas-latitude-7440-old')
    expect(names()).not.toContain('yuki-surface-laptop')
  })

  test('exports the preview as it is chosen', async () => {
    const files = filesSaved()
    open('/clean-up?days=180&action=remove')
    await expect.element(act('Remove')).not.toHaveAttribute('aria-disabled')
    const [left = '', ...shown] = names()
    await click(page.getByRole('checkbox', { name: `Select ${left}`, exact: true }))
    // The key for actions leads past what changes nothing.
    await user.keyboard('a')
    await expect.element(act('Remove')).toHaveFocus()
    await click(button('Export preview'))
    await expect.element(page.getByText(`Exported ${shown.length} devices`)).toBeVisible()
    const text = (await files.at(-1)?.text()) ?? ''
    const lines = text.trim().split('\r\n')
    expect(lines[0]).toContain('Name,Status,Owner')
    expect(lines).toHaveLength(shown.length + 1)
    expect(lines.slice(1).map((line) => line.split(',')[0])).toEqual(shown)
  })

  test('says that there is nothing when there is nothing', async () => {
    open('/clean-up?days=3650&action=remove')
    await expect.element(heading('No stale devices to remove')).toBeVisible()
    await expect.element(page.getByRole('link', { name: 'Go to devices' })).toBeVisible()
  })
})

describe('devices of the same hardware id', () => {
  const row = (name: string) =>
    page.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) })

  const suggest = page.getByRole('button', { name: /^Select \d+ suggested$/ })
  const remove = page.getByRole('button', { name: /^Remove( \d+ devices?)?$/ })
  const all = page.getByRole('checkbox', { name: /^Select the \d+ suggested$/ })

  async function openDuplicates(): Promise<RenderedConsole> {
    const rendered = open('/duplicates')
    await expect.element(remove).toHaveAccessibleDescription('No devices are selected')
    return rendered
  }
  const boxes = () =>
    page
      .getByRole('table')
      .getByRole('checkbox')
      .elements()
      .map((box) => box as HTMLInputElement)
      .filter((box) => box !== all.element())

  test('are all of them there, the groups with a suggestion first and nothing selected', async () => {
    const { network } = await openDuplicates()
    const hardware = everyDevice(network).map(({ hardwareId }) => hardwareId)
    const shared = new Set(hardware.filter((id, at) => hardware.indexOf(id) !== at))
    await expect.element(heading(new RegExp(`^${shared.size} hardware IDs`))).toBeVisible()
    await expect.element(heading('Duplicate hardware IDs')).toBeVisible()
    expect(document.title).toBe('Duplicate hardware IDs · Device console')
    expect(boxes().length).toBeGreaterThan(shared.size)
    expect(boxes().some(({ checked }) => checked)).toBe(false)
    const hasSuggestion = page
      .getByRole('rowgroup')
      .elements()
      .slice(1)
      .map((group) => group.textContent.includes('Older, suggested for removal'))
    expect(hasSuggestion).toHaveLength(shared.size)
    expect(hasSuggestion).toContain(false)
    expect(hasSuggestion).toEqual(hasSuggestion.toSorted((a, b) => Number(b) - Number(a)))
  })

  test('are walked through device by device with j and k, not by the headings of their groups', async () => {
    await openDuplicates()
    const links = [...document.querySelectorAll('tbody [role=rowheader] a')]
    await user.keyboard('j')
    expect(document.activeElement).toBe(links[0])
    await user.keyboard('jj')
    expect(document.activeElement).toBe(links[2])
    await user.keyboard('k')
    expect(document.activeElement).toBe(links[1])
    expect(document.querySelectorAll('[scope=rowgroup][tabindex]')).toHaveLength(0)
  })

  test('suggest the older one, marked in its row, never one that is online', async () => {
    await openDuplicates()
    await expect.element(row('jonas-latitude-7440')).toMatchTextContent(/Current/)
    await expect
      .element(row('jonas-latitude-7440-old'))
      .toMatchTextContent(/Older, suggested for removal/)
    await click(suggest)
    await expect.element(suggest).toHaveAccessibleDescription('Already selected')
    await expect.element(row('jonas-latitude-7440').getByRole('checkbox')).not.toBeChecked()
    await expect.element(row('jonas-latitude-7440-old').getByRole('checkbox')).toBeChecked()
    const rows = page.getByRole('row').elements()
    const online = rows.filter((each) => /Online/.test(each.textContent))
    expect(online.length).toBeGreaterThan(0)
    expect(online.some((each) => each.querySelector('input')?.checked)).toBe(false)
    const marked = rows.filter((each) => /suggested for removal/.test(each.textContent))
    expect(suggest.element().textContent).toBe(`Select ${marked.length} suggested`)
    expect(boxes().filter(({ checked }) => checked)).toHaveLength(marked.length)
  })

  test('have a box above that is mixed until every row is selected', async () => {
    await openDuplicates()
    const box = () => all.element() as HTMLInputElement
    const isMixed = () => [box().checked, box().indeterminate]
    expect(isMixed()).toEqual([false, false])
    await click(all)
    await expect.element(suggest).toHaveAccessibleDescription('Already selected')
    expect(isMixed()).toEqual([false, true])
    const [last] = boxes().filter(({ checked }) => !checked)
    for (const each of boxes()) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other, as a person would
      if (!each.checked && each !== last) await user.click(each)
    }
    expect(isMixed()).toEqual([false, true])
    if (last) await user.click(last)
    expect(isMixed()).toEqual([true, false])
    await click(all)
    await expect.element(page.getByText(/^0 of \d+$/)).toBeVisible()
    expect(isMixed()).toEqual([false, false])
  })

  test('are removed as selected, and gone from the page', async () => {
    const { network } = await openDuplicates()
    const older = row('jonas-latitude-7440-old')
    await click(remove)
    expect(dialog().query()).toBeNull()
    await click(suggest)
    const count = await press('Remove')
    await expect.element(dialog()).toMatchTextContent(/^Clean up duplicates after re-imaging\?/)
    await click(dialog().getByRole('button', { name: `Remove ${count} devices` }))
    await expect.poll(() => changes(network, 'remove')).toHaveLength(count)
    await expect.element(older).not.toBeInTheDocument()
    await expect.element(row('jonas-latitude-7440')).not.toBeInTheDocument()
  })

  test('can be selected and left out by keyboard', async () => {
    await openDuplicates()
    const box = row('jonas-latitude-7440-old').getByRole('checkbox')
    ;(box.element() as HTMLElement).focus()
    await user.keyboard(' ')
    await expect.element(box).toBeChecked()
    await expect.element(remove).toMatchTextContent('Remove 1 device')
    await user.keyboard(' ')
    await expect.element(box).not.toBeChecked()
    await expect.element(remove).toHaveAccessibleDescription('No devices are selected')
  })
})

describe.each(['/clean-up', '/duplicates'])('%s', (path) => {
  test('is one of two tabs, and leads to the other', async () => {
    const { address } = open(path)
    const [own, other] = path === '/clean-up' ? ['Stale', 'Duplicates'] : ['Duplicates', 'Stale']
    await expect.element(tab(own)).toHaveAttribute('aria-current', 'page')
    await expect.element(tab(other)).not.toHaveAttribute('aria-current')
    await click(tab(other))
    await expect.poll(address).not.toBe(path)
    await expect.element(tab(other)).toHaveAttribute('aria-current', 'page')
  })

  test('holds its rows back while devices load, so that none changes its place', async () => {
    let held: ReturnType<typeof holdPages> | undefined
    open(path, { prepare: (network) => (held = holdPages(network)) })
    await expect.element(page.getByText(/ so far$/).first()).toBeVisible()
    await expect.element(page.getByRole('table')).toHaveAttribute('aria-busy', 'true')
    expect(names()).toEqual([])
    held?.release()
    await expect.poll(() => names().length).toBeGreaterThan(5)
  })

  test('moves its table by nothing that is counted meanwhile', async () => {
    await atSize(768, 1024)
    let held: ReturnType<typeof holdPages> | undefined
    open(path, { prepare: (network) => (held = holdPages(network)) })
    const topNow = () => page.getByRole('table').element().getBoundingClientRect().top + scrollY
    await expect.element(page.getByText(/Loading devices: [1-9][\d,]* of 600/)).toBeVisible()
    const before = topNow()
    held?.release()
    await expect.poll(() => names().length).toBeGreaterThan(5)
    expect(topNow()).toBe(before)
  })

  test('waits with acting until the fleet is read', async () => {
    let held: ReturnType<typeof holdPages> | undefined
    open(path, { prepare: (network) => (held = holdPages(network)) })
    await expect.element(page.getByText(/Loading devices: [1-9][\d,]* of 600/)).toBeVisible()
    const step = page.getByRole('button', { name: /^(Deactivate|Remove)/ })
    await expect.element(step).toHaveAccessibleDescription(/Wait until all devices are loaded/)
    held?.release()
    await expect.element(step).not.toHaveAccessibleDescription(/Wait until all devices are loaded/)
  })

  test('fits a phone', async () => {
    await atSize(390, 844)
    open(path)
    await expect.element(page.getByText(/All [\d,]+ devices · updated/)).toBeVisible()
    await expect.element(page.getByRole('table')).not.toHaveAttribute('aria-busy')
    expect(document.documentElement.scrollWidth).toBe(390)
    await expectAccessible()
  })
})

// Both pages have one frame, which says why they show nothing.
describe('a clean-up page', () => {
  test('tells a failure and tries again', async () => {
    const { network } = open('/clean-up', { network: { fault: 'server-error' } })
    await expect.element(page.getByRole('alert')).toMatchTextContent(/couldn’t be loaded/)
    await expectAccessible()
    setNetwork(network, { fault: undefined })
    await click(button('Try again'))
    await expect.element(page.getByText(/All [\d,]+ devices · updated/)).toBeVisible()
  })

  test('declines a fleet that is too large, with what still works', async () => {
    open('/clean-up', tooLarge)
    await expect.element(page.getByText('Too many devices to search')).toBeVisible()
    await expect.element(act('(Deactivate|Remove)')).not.toBeInTheDocument()
    await expectAccessible()
  })

  test('has nothing to do in an empty fleet', async () => {
    open('/clean-up', { network: { fleetSize: 0 } })
    await expect.element(page.getByRole('heading', { level: 2, name: /^No/ })).toBeVisible()
  })
})
