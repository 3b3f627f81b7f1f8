import { describe, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { fleetIsRead } from './acting.ts'
import { expectAccessible } from './axe.ts'
import { click, fill, listIsThere, renderConsole, user } from './support.tsx'

const field = () => page.getByRole('combobox', { name: 'Search devices' })
const list = () => page.getByRole('listbox', { name: 'Suggestions' })
const option = (name: RegExp) => list().getByRole('option', { name })
const chips = () => page.getByRole('list', { name: 'Search' })
const small = { fleetSize: 150 }

describe('the search field', () => {
  test('says what can be asked once it has the focus, and leaves the rows to Escape', async () => {
    const { address } = renderConsole({ network: small })
    await listIsThere()
    await click(field())
    await expect.element(option(/^Status/)).toBeVisible()
    await expectAccessible()
    await user.keyboard('{Escape}')
    await expect.element(list()).not.toBeInTheDocument()
    await expect.element(field()).toHaveFocus()
    expect(address()).toBe('/devices?size=10')
  })

  test('offers the filter that plain words mean, with the number it finds', async () => {
    const { address } = renderConsole({ path: '/devices?q=a&size=10', network: small })
    await listIsThere()
    await fleetIsRead()
    await fill(field(), 'not comp')
    const compliant = option(/^Posture: Not compliant/)
    await expect.element(compliant).toMatchTextContent(/\d+$/)
    const count = /(\d+)$/.exec(compliant.element().textContent)?.[1]
    await user.keyboard('{ArrowDown}{Enter}')
    await expect.poll(address).toBe('/devices?q=posture:noncompliant&size=10')
    await expect.element(page.getByText(`${count} devices match`, { exact: true })).toBeVisible()
    await expect.element(list()).not.toBeInTheDocument()
  })

  test('asks for the value after a name was selected', async () => {
    const { address } = renderConsole({ network: small })
    await listIsThere()
    await fill(field(), 'sta')
    await click(option(/^Status status:/))
    await expect.element(field()).toHaveValue('status:')
    await click(option(/^Status: Offline/))
    await expect.poll(address).toBe('/devices?q=status:offline&size=10')
  })
})

describe('a filter', () => {
  test('leaves the field for a chip when the search is made, and stays when more is typed', async () => {
    const { address } = renderConsole({ network: small })
    await listIsThere()
    await fill(field(), 'a status:offline')
    await user.keyboard('{Enter}')
    await expect.element(field()).toHaveValue('a')
    await expect.element(chips()).toMatchTextContent('Status: Offline')
    await expect.element(chips()).not.toMatchTextContent('“a”')
    await user.keyboard('n{Enter}')
    await expect.poll(address).toBe('/devices?q=an+status:offline&size=10')
  })

  test('that is a tab stands in no chip beside it', async () => {
    renderConsole({ path: '/devices?q=status:unauthorized', network: small })
    const tab = page
      .getByRole('navigation', { name: 'Views' })
      .getByRole('link', { name: /^Unauthorized/ })
    await expect.element(tab).toBeVisible()
    await fleetIsRead()
    await expect.element(field()).toHaveValue('')
    expect(chips().query()).toBeNull()
  })

  test('that isn’t valid stays where it can be corrected', async () => {
    renderConsole({ path: '/devices?q=stauts:offline', network: small })
    await expect.element(page.getByText(/isn’t a filter/)).toBeVisible()
    await expect.element(field()).toHaveValue('stauts:offline')
  })

  test('that words mean is offered where nothing is found', async () => {
    const { address } = renderConsole({ path: '/devices?q=deactivated', network: small })
    await click(page.getByRole('link', { name: 'Status: Deactivated' }))
    await expect.poll(address).toMatch(/^\/devices\?q=status:deactivated/)
  })
})
