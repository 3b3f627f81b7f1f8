import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import { openExport } from './acting.ts'
import { navigation } from '../../src/lib/navigation.ts'
import { paths } from '../../src/lib/paths.ts'
import { holdAnswers, isChange } from './held-pages.ts'
import {
  click,
  columnsShown,
  dialog,
  fill,
  listIsThere,
  renderConsole,
  rowAction,
  user,
} from './support.tsx'

/** A loaded machine renders late, not wrongly. */
const heading = (name: string) => page.getByRole('heading', { level: 1, name })
const searchField = () => page.getByRole('combobox', { name: 'Search devices' })
const goTo = (place: string) => void navigation().navigate(place)
const goBack = () => void navigation().navigate(-1)

describe('the end of a removal', () => {
  test('leaves a person where they went meanwhile', async () => {
    const { network, address } = renderConsole({ path: '/activity' })
    const [device] = network.backend.list([], 1, 0).data
    if (!device) throw new Error('The fleet is empty')
    await expect.element(heading('Activity')).toBeVisible()
    goTo(paths.device(device.id))
    await click(page.getByRole('button', { name: 'Remove', exact: true }))
    await confirmRemoval(device.name)
    const { release } = holdAnswers(network, isChange)
    await click(dialog().getByRole('button', { name: 'Remove device' }))
    goBack()
    await expect.poll(address).toBe('/activity')
    release()
    await expect.element(dialog()).not.toBeInTheDocument()
    // A step on and back again shows that the step of history is still the one they went to.
    await click(
      page
        .getByRole('main')
        .getByRole('link', { name: /lost|Remove|device/i })
        .first(),
    )
    await expect.poll(address).toMatch(/^\/activity\/./)
    goBack()
    await expect.poll(address).toBe('/activity')
    await expect.element(heading('Activity')).toBeVisible()
  })

  test('leaves the focus where a person went meanwhile', async () => {
    const { network, address } = renderConsole({ path: '/activity' })
    await expect.element(heading('Activity')).toBeVisible()
    goTo('/devices?size=10')
    await listIsThere()
    await click(rowAction('Remove', 'lost-laptop-01'))
    await confirmRemoval('lost-laptop-01')
    const { release } = holdAnswers(network, isChange)
    await click(dialog().getByRole('button', { name: 'Remove device' }))
    goBack()
    await expect.poll(address).toBe('/activity')
    await expect.element(heading('Activity')).toBeVisible()
    const focus = vi.spyOn(HTMLElement.prototype, 'focus')
    onTestFinished(() => focus.mockRestore())
    release()
    await expect.element(dialog()).not.toBeInTheDocument()
    await expect.element(heading('Activity')).toHaveFocus()
    // A focus that scrolls takes a person away from what they read.
    expect(focus.mock.calls).not.toContainEqual([])
  })
})

async function confirmRemoval(name: string): Promise<void> {
  const confirm = dialog().getByRole('button', { name: 'Remove device' })
  await expect.element(dialog().getByRole('button', { name: 'Cancel' })).toHaveFocus()
  // The device is read again before anything is asked.
  await expect.element(confirm).not.toHaveAttribute('title', 'Reading the device again')
  if (dialog().getByRole('textbox').query()) await fill(dialog().getByRole('textbox'), name)
  await expect.element(confirm).not.toHaveAttribute('aria-disabled')
}

describe('a search', () => {
  test('after Back is a step of its own', async () => {
    const { address } = renderConsole({ path: '/devices' })
    await listIsThere()
    await fill(searchField(), 'lost')
    await expect.poll(address).toBe('/devices?q=lost')
    goBack()
    await expect.poll(address).toBe('/devices')
    await expect.element(searchField()).toHaveFocus()
    await fill(searchField(), 'macbook')
    await expect.poll(address).toBe('/devices?q=macbook')
    goBack()
    await expect.poll(address).toBe('/devices')
  })
})

describe('an address with a slash at its end', () => {
  test('is the same list, and loses the slash', async () => {
    const { address } = renderConsole({ path: '/devices/?sort=-name&page=2&size=10' })
    await expect.poll(address).toBe('/devices?sort=-name&page=2&size=10')
    await expect.element(page.getByText(/^11–20 of/)).toBeVisible()
  })

  test('is the list that is read to try a key', async () => {
    const asked: string[] = []
    renderConsole({
      path: '/devices/?sort=-name&size=10',
      isConnected: false,
      prepare: () => {
        const answer = globalThis.fetch
        globalThis.fetch = (input, init) => {
          asked.push(input instanceof Request ? input.url : String(input))
          return answer(input, init)
        }
      },
    })
    await fill(page.getByLabelText('API key'), 'demo-key')
    await user.keyboard('{Enter}')
    await listIsThere()
    expect(asked[0]).toMatch(/sort=-name/)
  })
})

describe('a file of the list as shown', () => {
  test('has the column that the list is sorted by', async () => {
    renderConsole({ path: '/devices?sort=-updatedAt&size=10' })
    await listIsThere()
    expect(columnsShown()).toContain('Updated')
    const files: (Blob | MediaSource)[] = []
    const save = vi.spyOn(URL, 'createObjectURL').mockImplementation((file) => {
      files.push(file)
      return 'blob:file'
    })
    onTestFinished(() => save.mockRestore())
    await openExport()
    await click(page.getByRole('button', { name: 'CSV' }))
    await expect.poll(() => files.length).toBe(1)
    const [file] = files
    expect(file).toBeInstanceOf(Blob)
    expect(await (file as Blob).text()).toMatch(/\bUpdated\b/)
  })
})

describe('an API key in the search field', () => {
  test.each(['demo-key', 'csk_live_8fK2mQ9xT4vB7nR1wZ6y'])(
    'is not searched for, and taken out: %s',
    async (key) => {
      const { address } = renderConsole({ path: '/devices?q=status:offline' })
      await listIsThere()
      await fill(searchField(), key)
      await user.keyboard('{Enter}')
      await expect
        .element(page.getByRole('region', { name: 'Notifications' }))
        .toMatchTextContent('That looked like an API key, so it wasn’t searched for.')
      await expect.element(searchField()).toHaveValue('')
      await expect.poll(address).toBe('/devices?q=status:offline')
      expect(document.documentElement.outerHTML).not.toContain(key)
      // The field goes on as before.
      await fill(searchField(), 'lost-laptop-01')
      await expect.poll(address).toBe('/devices?q=lost-laptop-01+status:offline')
    },
  )
})
