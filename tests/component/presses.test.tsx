import { describe, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { fleetOf } from '../../src/fleet/fleet.ts'
import { navigation } from '../../src/lib/navigation.ts'
import { density } from '../../src/list/table-settings.ts'
import type { MockNetwork } from '../../src/mock/network.ts'
import { actButton, deviceNamed, fleetIsRead, isReady, search } from './acting.ts'
import { holdAnswers, isRead } from './held-pages.ts'
import { holdKey, pressFinger, pressMouse } from './pointer.ts'
import {
  changes,
  currentSession,
  dialog,
  fill,
  listIsThere,
  namesShown,
  renderConsole,
  rowAction,
  user,
} from './support.tsx'

const searchField = () => page.getByRole('combobox', { name: 'Search devices' })
const rowLinks = () => page.getByRole('rowheader').getByRole('link').elements()
const textsOf = (elements: readonly Element[]) => elements.map(({ textContent }) => textContent)
const small = { fleetSize: 400 }

function snapshot() {
  return fleetOf(currentSession())
}

/** Removes the device of this name as another admin would. */
function removeElsewhere(network: MockNetwork, name: string | undefined): void {
  network.backend.remove(deviceNamed(network, name ?? '').id)
}

/** Clicks "Refresh" as a script would, while the pointer is elsewhere. */
function refreshList(): void {
  const button = page.getByRole('button', { name: 'Refresh', exact: true }).element()
  ;(button as HTMLElement).click()
}

/** Gives the page time to show what it has been asked for and has in memory. */
async function shown(): Promise<void> {
  await snapshot().ask('versions', [])
  for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame)
}

describe('a press between typing a search and its start', () => {
  test('reaches the device it went down on', async () => {
    const { address } = renderConsole({ path: '/devices?q=lost&size=10', network: small })
    await listIsThere()
    await fleetIsRead()
    const [found] = namesShown()
    await search('s')
    await expect.poll(() => namesShown()[0]).not.toBe(found)
    const [first = ''] = namesShown()
    const remove = rowAction('Remove', first).element()
    // The answer to this search is in memory already, so its rows would come at once.
    await fill(searchField(), 'lost')
    // Within the page: through the browser's driver, the search could start before.
    await user.pointer({ keys: '[MouseLeft>]', target: remove })
    await shown()
    await user.pointer({ keys: '[/MouseLeft]', target: remove })
    await expect.element(dialog()).toMatchTextContent(`Remove ${first}?`)
    // The search follows.
    await expect.poll(address).toBe('/devices?q=lost&size=10')
  })
})

test('a click on a row that has just come opens its device, also where the address is rewritten', async () => {
  renderConsole({ path: '/devices', ...small })
  await listIsThere()
  const [name] = namesShown()
  void navigation().navigate('/activity')
  await expect.element(page.getByRole('heading', { level: 1 })).toMatchTextContent('Activity')
  const clicked = new MutationObserver(() => {
    const [link] = rowLinks()
    if (!link) return
    clicked.disconnect()
    ;(link as HTMLElement).click()
    // The list renders once more before its device does.
    density.set('compact')
  })
  clicked.observe(document.body, { childList: true, subtree: true })
  // The list writes its address without what is the default.
  void navigation().navigate('/devices?size=25')
  await expect.element(page.getByRole('heading', { level: 1 })).toMatchTextContent(name ?? '')
})

describe('what does something else by the time it is released', () => {
  test('does nothing: the box for all rows of a page', async () => {
    renderConsole({ network: small })
    await listIsThere()
    const [first] = namesShown()
    const box = page.getByRole('checkbox', { name: 'Select all on this page' })
    const release = await pressMouse(box.element())
    await navigation().navigate('/devices?size=10&page=2')
    await expect.poll(() => namesShown()[0]).not.toBe(first)
    await release()
    await expect.element(box).not.toBeChecked()
  })

  test('does nothing: a confirmation that was still reading the device', async () => {
    const { network } = renderConsole({ network: small })
    await listIsThere()
    network.backend.edit(deviceNamed(network, 'lost-laptop-01').id, { status: 'Online' })
    const reading = holdAnswers(network, isRead)
    await user.click(rowAction('Deactivate', 'lost-laptop-01').element())
    await expect.element(actButton()).toHaveAttribute('aria-disabled')
    const release = await pressMouse(actButton().element())
    reading.release()
    await isReady()
    await release()
    await expect.element(dialog().getByText('Online')).toBeVisible()
    await expect.element(actButton()).not.toHaveAttribute('aria-busy')
    expect(changes(network, 'deactivate')).toEqual([])
  })
})

test('a press that began in a dialog does not close it from outside', async () => {
  renderConsole({ path: '/activity', network: small })
  await expect.element(page.getByRole('button', { name: 'Search everything' })).toBeVisible()
  await user.keyboard('{Control>}k{/Control}')
  const field = page.getByRole('combobox', { name: 'Search everything' })
  await expect.element(field).toHaveFocus()
  const release = await pressMouse(field.element())
  await release(600)
  await expect.element(field).toHaveFocus()
  const outside = await pressMouse(page.getByText('Device console').element())
  await outside()
  await expect.element(field).not.toBeInTheDocument()
})

describe('what takes the place of what was pressed', () => {
  /** Where something takes the place of something else, and how that comes about. */
  const places: [
    name: string,
    place: {
      path: string
      open?: () => Promise<void>
      items: () => Element[]
      removeFirst: (network: MockNetwork) => Promise<void> | void
    },
  ][] = [
    [
      'rows of the list',
      {
        path: '/devices?size=10',
        items: rowLinks,
        removeFirst(network) {
          removeElsewhere(network, namesShown()[0])
          refreshList()
        },
      },
    ],
    [
      'results of the palette',
      {
        path: '/activity',
        async open() {
          await expect
            .element(page.getByRole('button', { name: 'Search everything' }))
            .toBeVisible()
          await user.keyboard('{Control>}k{/Control}')
          await fleetIsRead()
          await expect.element(page.getByRole('combobox')).toHaveFocus()
          await user.keyboard('thinkpad')
        },
        items: () =>
          page
            .getByRole('option')
            .getByText(/^ThinkPad T14/)
            .elements(),
        async removeFirst(network) {
          removeElsewhere(network, textsOf(places[1]?.[1].items() ?? [])[0])
          await snapshot().load()
        },
      },
    ],
  ]

  test.for(places)('gets no click: %s', async ([, { path, open, items, removeFirst }]) => {
    const { network, address } = renderConsole({ path, network: small })
    await expect.element(page.getByRole('button', { name: 'Menu' })).toBeVisible()
    await open?.()
    for (const press of [pressMouse, pressFinger]) {
      await expect.poll(() => items().length).toBeGreaterThan(3)
      const [, , third] = items()
      if (!third) throw new Error('There is no third one')
      const release = await press(third)
      const text = third.textContent
      await removeFirst(network)
      await expect.poll(() => textsOf(items())[1]).toBe(text)
      await release()
      await new Promise(requestAnimationFrame)
      await expect.poll(address).toBe(path)
    }
  })

  test('gets no key: the row of another device', async () => {
    const { network } = renderConsole({ network: small })
    await listIsThere()
    const [first, , third = '', fourth = ''] = namesShown()
    const box = (name: string) => page.getByRole('checkbox', { name: `Select ${name}` })
    ;(box(third).element() as HTMLElement).focus()
    const space = await holdKey(' ')
    removeElsewhere(network, first)
    refreshList()
    await expect.poll(() => namesShown()[1]).toBe(third)
    await space.release()
    await expect.element(box(third)).toBeChecked()
    await expect.element(box(fourth)).not.toBeChecked()
    // The focus is still on the row of the third device.
    await user.keyboard('x')
    await expect.element(box(third)).not.toBeChecked()
  })

  test('gets no key: the row that has the focus after a removal', async () => {
    const { network } = renderConsole({ network: small })
    await listIsThere()
    const [first = '', second = ''] = namesShown()
    await user.click(rowAction('Deactivate', first).element())
    await isReady()
    ;(actButton().element() as HTMLElement).focus()
    const enter = await holdKey('Enter')
    await expect.element(dialog()).not.toBeInTheDocument()
    expect(changes(network, 'deactivate')).toHaveLength(1)
    ;(rowAction('Remove', second).element() as HTMLElement).focus()
    await enter.repeat()
    await enter.release()
    expect(dialog().query()).toBeNull()
  })
})
