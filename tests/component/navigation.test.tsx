import { page } from 'vitest/browser'
import { describe, expect, test } from 'vitest'
import { click, renderConsole } from './support.tsx'

const navigation = () => page.getByRole('navigation', { name: 'Main' })
const current = () =>
  navigation()
    .getByRole('link')
    .elements()
    .filter((link) => link.getAttribute('aria-current') === 'page')
    .map((link) => link.textContent)

describe('the navigation', () => {
  test('opens the overview at the address of the console', async () => {
    const { address } = renderConsole({ path: '/' })
    await expect.element(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible()
    await expect.poll(address).toBe('/overview')
    expect(current()).toEqual(['Overview'])
  })

  test('leads to every section, and marks the one shown', async () => {
    renderConsole({ path: '/' })
    const sections = ['Overview', 'Devices', 'People', 'Posture', 'Clean up', 'Activity']
    await expect
      .poll(() =>
        navigation()
          .getByRole('link')
          .elements()
          .map((link) => link.textContent),
      )
      .toEqual(sections)
    for (const section of sections) {
      await click(navigation().getByRole('link', { name: section }))
      await expect
        .element(page.getByRole('heading', { level: 1 }))
        .toMatchTextContent(new RegExp(`^${section}`))
      expect(current()).toEqual([section])
    }
  })

  test('moves the focus with the page, and leaves it to a field pressed as soon as it is there', async () => {
    // The code of the page is there, so that the page is as soon as it is asked for.
    renderConsole({ path: '/people' })
    await expect.element(page.getByRole('searchbox', { name: 'Search people' })).toBeVisible()
    await click(navigation().getByRole('link', { name: 'Devices' }))
    await expect.element(page.getByRole('combobox', { name: 'Search devices' })).toBeVisible()
    const field = () => document.querySelector<HTMLInputElement>('[aria-label="Search people"]')
    let before: Element | null = null
    const pressed = new MutationObserver(() => {
      const there = field()
      if (!there) return
      pressed.disconnect()
      // A finger comes after everything that the console does as soon as the field is there.
      queueMicrotask(() => {
        before = document.activeElement
        there.focus()
      })
    })
    pressed.observe(document.body, { childList: true, subtree: true })
    await click(navigation().getByRole('link', { name: 'People' }))
    await expect
      .element(page.getByRole('table', { name: 'People' }).getByRole('rowheader').first())
      .toBeVisible()
    expect(before).toBe(page.getByRole('heading', { level: 1, name: 'People' }).element())
    await expect.element(page.getByRole('searchbox', { name: 'Search people' })).toHaveFocus()
  })
})
