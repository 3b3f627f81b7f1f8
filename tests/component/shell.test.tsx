import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { showToast, toasts } from '../../src/feedback/toasts.ts'
import { theme } from '../../src/lib/preferences.ts'
import { atSize } from './acting.ts'
import {
  click,
  columnsShown,
  currentSession,
  dialog,
  listIsThere,
  namesShown,
  renderConsole,
  row,
  rowAction,
  setNetwork,
  table,
  user,
} from './support.tsx'

const button = (name: string) => page.getByRole('button', { name, exact: true })
const shortcuts = () => page.getByRole('dialog', { name: 'Keyboard shortcuts' })
const focusedText = () => document.activeElement?.textContent

describe('single keys', () => {
  test('walk the rows, and Enter opens the one that has the focus', async () => {
    renderConsole()
    await listIsThere()
    const names = namesShown()
    await user.keyboard('j')
    expect(focusedText()).toBe(names[0])
    await user.keyboard('jj')
    expect(focusedText()).toBe(names[2])
    await user.keyboard('k')
    expect(focusedText()).toBe(names[1])
    await user.keyboard('{Enter}')
    await expect
      .element(page.getByRole('heading', { level: 1, name: names[1] ?? '' }))
      .toBeVisible()
  })

  test('open the tabs of a page by their place, in a narrow window as well', async () => {
    await atSize(390, 844)
    const { address } = renderConsole()
    await listIsThere()
    const tab = () => page.getByRole('link', { name: 'Unauthorized' }).element()
    await expect.poll(() => tab().closest('[inert]')).not.toBeNull()
    await user.keyboard('3')
    await expect.poll(address).toBe('/devices?q=status:unauthorized')
    await user.keyboard('1')
    await expect.poll(address).toBe('/devices')
    // A digit is text in a field, and leads nowhere without a tab.
    await user.keyboard('/3{Escape}')
    ;(document.activeElement as HTMLElement).blur()
    await user.keyboard('9')
    expect(address()).not.toContain('unauthorized')
  })

  test('select all rows by Shift and x, and search from every page', async () => {
    renderConsole()
    await listIsThere()
    await user.keyboard('{Shift>}X{/Shift}')
    const selection = page.getByRole('region', { name: 'Selection' })
    await expect.element(selection).toMatchTextContent('10 selected')
    await user.keyboard('{Shift>}X{/Shift}')
    await expect.element(selection).not.toBeInTheDocument()
    await user.keyboard('/')
    await expect.element(page.getByRole('combobox', { name: 'Search devices' })).toHaveFocus()
    await click(page.getByRole('link', { name: 'Activity', exact: true }))
    await expect.element(page.getByRole('heading', { level: 1, name: 'Activity' })).toHaveFocus()
    await user.keyboard('/')
    await expect.element(page.getByRole('combobox', { name: 'Search everything' })).toHaveFocus()
  })

  test('copy the text of a page by c, once there is one', async () => {
    const copy = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
    onTestFinished(() => copy.mockRestore())
    renderConsole({ path: '/overview' })
    const summary = page.getByRole('button', { name: 'Copy summary' })
    await expect.element(summary).toBeVisible()
    await expect.element(summary).toHaveAttribute('aria-keyshortcuts', 'c')
    await user.keyboard('c')
    expect(copy.mock.calls).toEqual([[expect.stringContaining('600 devices')]])
    await click(page.getByRole('link', { name: 'Activity', exact: true }))
    await expect.element(page.getByRole('heading', { level: 1, name: 'Activity' })).toHaveFocus()
    await user.keyboard('c')
    expect(copy).toHaveBeenCalledOnce()
  })

  test('can be switched off, for people who dictate, and stay off', async () => {
    renderConsole()
    await listIsThere()
    await user.keyboard('?')
    await expect.element(shortcuts()).toBeVisible()
    await click(shortcuts().getByRole('checkbox', { name: 'Single-key shortcuts' }))
    await user.keyboard('{Escape}')
    await expect.poll(() => shortcuts().query()).toBeNull()
    const before = document.activeElement
    await user.keyboard('j?')
    expect(document.activeElement).toBe(before)
    expect(shortcuts().query()).toBeNull()
    expect(localStorage.getItem('device-console.shortcuts')).toBe('false')
    // The list of them stays within reach.
    await click(button('Menu'))
    await click(button('Keyboard shortcuts'))
    await expect.element(shortcuts()).toBeVisible()
    await user.keyboard('{Escape}')
    // No button tells of a key that does nothing.
    await click(page.getByRole('link', { name: 'Overview', exact: true }))
    const summary = page.getByRole('button', { name: 'Copy summary' })
    await expect.element(summary).toBeVisible()
    await expect.element(summary).not.toHaveAttribute('aria-keyshortcuts')
  })

  test('are left to fields, dialogs and the browser', async () => {
    renderConsole()
    await listIsThere()
    await click(page.getByRole('spinbutton', { name: 'Go to page' }))
    const field = document.activeElement
    await user.keyboard('j')
    expect(document.activeElement).toBe(field)
    ;(field as HTMLElement).blur()
    await user.keyboard('{Control>}j{/Control}')
    expect(document.activeElement).toBe(document.body)
    await click(rowAction('Remove', 'lost-laptop-01'))
    await expect.element(dialog()).toBeVisible()
    await user.keyboard('j')
    await expect.element(dialog().getByRole('button', { name: 'Cancel' })).toHaveFocus()
  })
})

test('a registration shows its day; the time is a hover or a keyboard focus away', async () => {
  renderConsole()
  await listIsThere()
  const time = () =>
    row('ana-macbook-pro-14')
      .getByText(/years? ago/)
      .element()
      .closest('time') ?? document.createElement('time')
  const exact = /^\d+ \w+ \d{4}, \d\d:\d\d:\d\d /
  expect(time().title).toMatch(exact)
  expect(time().innerText).not.toMatch(/:/)
  await userEvent.keyboard('j')
  await expect.poll(() => time().innerText).toMatch(/\d\d:\d\d:\d\d/)
})

describe('the view', () => {
  test('shows and hides columns and remembers it; the name cannot be hidden', async () => {
    renderConsole()
    await listIsThere()
    await click(button('Display'))
    const view = page.getByRole('dialog', { name: 'Display' })
    await expect.element(view).toBeVisible()
    expect(view.getByRole('checkbox', { name: 'Name' }).query()).toBeNull()
    await click(view.getByRole('checkbox', { name: 'Hardware ID' }))
    await click(view.getByRole('checkbox', { name: 'Owner' }))
    expect(columnsShown()).toEqual([
      'Name',
      'Status',
      'Posture',
      'Last connection',
      'App version',
      'Registered',
      'Hardware ID',
    ])
    await expect.element(table().getByText(/^MAC-/).first()).toBeVisible()
    expect(localStorage.getItem('device-console.hidden-columns')).toContain('owner')
    // By the real keyboard: closing is the platform's own doing.
    await userEvent.keyboard('{Escape}')
    await expect.poll(() => view.query()).toBeNull()
  })

  test('has compact rows for those who want more of them', async () => {
    renderConsole()
    await listIsThere()
    const height = () => table().element().querySelector('tbody tr')?.getBoundingClientRect().height
    const comfortable = height() ?? 0
    await click(button('Display'))
    await user.click(page.getByRole('radio', { name: 'Compact' }).element())
    await expect.poll(height).toBeLessThan(comfortable)
  })
})

test('the theme is the person’s choice', async () => {
  renderConsole()
  await listIsThere()
  await click(button('Menu'))
  await expect.element(page.getByRole('radio', { name: 'System' })).toBeChecked()
  await user.click(page.getByRole('radio', { name: 'Dark' }).element())
  expect(theme.get()).toBe('dark')
  expect(localStorage.getItem('device-console.theme')).toBe('"dark"')
  theme.set('system')
})

test('the diagnostics name the last error and never the key', async () => {
  const { network } = renderConsole()
  await listIsThere()
  setNetwork(network, { fault: 'server-error' })
  await click(button('Refresh'))
  await expect.element(page.getByRole('alert').first()).toBeVisible()
  const copied: string[] = []
  const original = navigator.clipboard.writeText
  onTestFinished(() => {
    navigator.clipboard.writeText = original
  })
  navigator.clipboard.writeText = (text) => {
    copied.push(text)
    return Promise.resolve()
  }
  await click(button('Menu'))
  await click(button('Copy diagnostics'))
  expect(copied.join()).toMatch(
    /^Console: Cipherscale device console \d+\.\d+\.\d+ \(.+\)\nBrowser: Mozilla/,
  )
  expect(copied.join()).toMatch(
    /\nAPI host: api\.test\n\nLast error\nWhat: Server error \(500\)\nWhen: \d{4}-.*Z\nRequest: GET \/tenants\/devices.*\nStatus: 500$/,
  )
  expect(copied.join()).not.toContain('demo-key')
})

test('the skip link leads past the header, and leaves the address alone', async () => {
  const { address } = renderConsole()
  await listIsThere()
  await user.tab()
  const skip = page.getByRole('link', { name: 'Skip to the content' })
  await expect.element(skip).toHaveFocus()
  await expect.element(skip).toBeInViewport({ ratio: 1 })
  await user.keyboard('{Enter}')
  await expect.element(page.getByRole('heading', { level: 1 })).toHaveFocus()
  await expect.poll(address).toBe('/devices?size=10')
})

describe('a toast', () => {
  const notifications = () => page.getByRole('region', { name: 'Notifications' })

  test('is seen, said once to a screen reader, and gone when dismissed', async () => {
    renderConsole()
    await listIsThere()
    await expect.element(notifications()).toBeInTheDocument()
    showToast(currentSession(), 'lost-laptop-01 was removed')
    await expect.element(notifications().getByText('lost-laptop-01 was removed')).toBeVisible()
    const said = page.getByRole('status').filter({ hasText: 'lost-laptop-01 was removed' })
    await expect.poll(() => said.elements()).toHaveLength(1)
    await click(notifications().getByRole('button', { name: 'Dismiss' }))
    expect(toasts(currentSession()).get()).toHaveLength(0)
  })

  test('makes room: three at most, the newest ones', async () => {
    renderConsole()
    for (const text of ['one', 'two', 'three', 'four']) showToast(currentSession(), text)
    expect(
      toasts(currentSession())
        .get()
        .map(({ text }) => text),
    ).toEqual(['two', 'three', 'four'])
  })
})
