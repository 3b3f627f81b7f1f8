import { describe, expect, onTestFinished, test } from 'vitest'
import { page } from 'vitest/browser'
import { filesSaved, filterMenu, openFilter } from './acting.ts'
import { holdPages } from './held-pages.ts'
import { click, fill, listIsThere, renderConsole, setNetwork, tooLarge, user } from './support.tsx'

/** Everything the page said from now on. */
function listen(): () => string {
  let said = ''
  const observer = new MutationObserver(() => {
    said += `\n${document.body.textContent}`
  })
  observer.observe(document.body, { childList: true, subtree: true, characterData: true })
  onTestFinished(() => observer.disconnect())
  return () => said
}

describe('a search over more devices than are read', () => {
  test('says so, with the limit and without a count', async () => {
    const said = listen()
    renderConsole({ path: '/devices?q=lost', ...tooLarge })
    await expect.element(page.getByText('Too many devices to search')).toBeVisible()
    await expect.element(page.getByText(/250,001 devices.* up to 250,000/)).toBeVisible()
    await expect.element(page.getByRole('link', { name: 'Show all devices' })).toBeVisible()
    expect(said()).not.toMatch(/\d devices match|No match|No device|No matching|itself failed/)
  })

  test('says so in a menu, too', async () => {
    renderConsole(tooLarge)
    await listIsThere()
    await openFilter('Status')
    await expect.element(filterMenu().getByText('Too many devices to search')).toBeVisible()
    expect(filterMenu().getByRole('checkbox').elements()).toEqual([])
  })

  test('says so when everything is to be selected', async () => {
    const said = listen()
    renderConsole(tooLarge)
    await listIsThere()
    await click(page.getByRole('checkbox', { name: 'Select all on this page' }))
    await click(page.getByRole('button', { name: 'Select all 250,001' }))
    await expect
      .element(
        page
          .getByRole('region', { name: 'Notifications' })
          .getByText(/Too many devices.* up to 250,000/),
      )
      .toBeVisible()
    expect(said()).not.toContain('itself failed')
  })
})

test('selected devices of a fleet too large to be read can be exported', async () => {
  const files = filesSaved()
  renderConsole(tooLarge)
  await listIsThere()
  await click(page.getByRole('checkbox', { name: 'Select lost-laptop-01' }))
  await click(page.getByRole('button', { name: 'Export 1', exact: true }))
  await expect.poll(() => files.length).toBe(1)
  expect(await files[0]?.text()).toContain('lost-laptop-01')
})

test('rows of an earlier question are not counted as matches', async () => {
  renderConsole()
  await listIsThere()
  await openFilter('Status')
  await expect.element(filterMenu().getByRole('checkbox', { name: /^Online/ })).toBeVisible()
  await user.keyboard('{Escape}')
  const said = listen()
  await fill(page.getByRole('combobox', { name: 'Search devices' }), 'lost-laptop-01')
  await expect.element(page.getByText('2 devices match')).toBeVisible()
  expect(said()).not.toContain('600 devices match')
})

describe('while nothing has been read', () => {
  test('a search gives no count, and says what it waits for', async () => {
    const said = listen()
    const { network } = renderConsole({
      path: '/devices?q=lost-laptop-01',
      network: { fault: 'rate-limited' },
    })
    await expect.element(page.getByText(/^Rate limited\. Retrying in \d s\.$/)).toBeVisible()
    await expect
      .element(page.getByRole('checkbox', { name: 'Select all on this page' }))
      .toBeDisabled()
    setNetwork(network, { fault: undefined })
    await expect.element(page.getByText('2 devices match')).toBeVisible()
    expect(said()).toContain('Loading devices…')
    expect(said()).not.toMatch(/0 devices match|0 so far|No match/)
  })

  test('a menu says what it waits for', async () => {
    const said = listen()
    const { network } = renderConsole()
    await listIsThere()
    setNetwork(network, { fault: 'rate-limited' })
    await openFilter('Status')
    await expect
      .element(filterMenu().getByText(/^Rate limited\. Retrying in \d s\.$/))
      .toBeVisible()
    setNetwork(network, { fault: undefined })
    await expect.element(filterMenu().getByRole('checkbox', { name: /^Online/ })).toBeVisible()
    expect(said()).not.toContain('Nothing to')
  })

  test('a menu tells a failure, and tries again', async () => {
    const { network } = renderConsole()
    await listIsThere()
    setNetwork(network, { fault: 'forbidden' })
    await openFilter('Status')
    await expect.element(filterMenu().getByText(/doesn’t have permission to do that/)).toBeVisible()
    setNetwork(network, { fault: undefined })
    await click(filterMenu().getByRole('button', { name: 'Try again' }))
    await expect.element(filterMenu().getByRole('checkbox', { name: /^Online/ })).toBeVisible()
  })

  test('a search that could not read anything finds nothing out', async () => {
    const said = listen()
    renderConsole({ path: '/devices?q=lost-laptop-01', network: { fault: 'forbidden' } })
    await expect
      .element(page.getByRole('alert'))
      .toMatchTextContent(/doesn’t have permission to do that/)
    await expect.element(page.getByText('Search failed')).toBeVisible()
    expect(said()).not.toMatch(/devices match|No match|No device|No matching/)
  })
})

test('counts of a menu are so far, until everything is loaded', async () => {
  const { network } = renderConsole()
  await listIsThere()
  const { release } = holdPages(network)
  await openFilter('Status')
  const soFar = filterMenu().getByText(/^Loading devices: [\d,]+ of 600$/)
  await expect.element(soFar).toBeVisible()
  await expect.element(filterMenu().getByRole('checkbox', { name: /^Online/ })).toBeVisible()
  release()
  await expect.element(soFar).not.toBeInTheDocument()
})

test('Enter in the menu of owners waits for all devices, as the owner meant may come last', async () => {
  const { network, address } = renderConsole()
  await listIsThere()
  const { release } = holdPages(network)
  await openFilter('Owner')
  await expect.element(filterMenu().getByText(/^Loading devices: 575 of/)).toBeVisible()
  await fill(filterMenu().getByRole('searchbox', { name: 'Find an owner' }), 'kovac')
  await expect.element(filterMenu().getByRole('checkbox').first()).toBeVisible()
  await user.keyboard('{Enter}')
  await expect.poll(address).toBe('/devices?size=10')
  release()
  await expect.poll(address).toMatch(/^\/devices\?q=owner:/)
})

test('a menu of a fleet without devices has nothing to select', async () => {
  renderConsole({ network: { fleetSize: 0 } })
  await expect.element(page.getByText('No devices yet')).toBeVisible()
  await openFilter('Status')
  await expect.element(filterMenu().getByText('Nothing to select').first()).toBeVisible()
})
