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
})
