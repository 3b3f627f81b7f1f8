import { describe, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import type { MockNetwork } from '../../src/mock/network.ts'
import { expectAccessible } from './axe.ts'
import { holdAnswers, isChange, isRead } from './held-pages.ts'
import {
  cellText,
  changes,
  click,
  dialog,
  fill,
  listIsThere,
  namesShown,
  renderConsole,
  rowAction,
  setNetwork,
  user,
  type RenderedConsole,
} from './support.tsx'

/** Offline for three days: no name to type. */
const lost = 'lost-laptop-01'
/** Online: its name must be typed before it is removed. */
const inUse = 'ana-macbook-pro-14'

const confirm = (words: string) => dialog().getByRole('button', { name: words, exact: true })
const notifications = () => page.getByRole('region', { name: 'Notifications' })
const idOf = (network: MockNetwork, name: string) =>
  network.backend.list([], 100, 0).data.find((device) => device.name === name)?.id ?? ''

/** Opens the confirmation from a row, ready to be answered. */
async function ask(
  action: 'Deactivate' | 'Remove',
  name: string,
  options: Parameters<typeof renderConsole>[0] = {},
): Promise<RenderedConsole> {
  const rendered = renderConsole(options)
  await listIsThere()
  await click(rowAction(action, name))
  await expect.element(dialog()).toBeVisible()
  return rendered
}

/** The dialog says each of these. */
function says(parts: readonly string[]): void {
  for (const part of parts) expect(dialog().element().textContent).toContain(part)
}

const isReady = (words: string) =>
  expect.element(confirm(words)).not.toHaveAttribute('aria-disabled')

describe('the confirmation', () => {
  test('names the device and the action, and begins on Cancel', async () => {
    await ask('Remove', lost)
    await expect.element(dialog()).toHaveAccessibleName(`Remove ${lost}?`)
    await expect.element(confirm('Cancel')).toHaveFocus()
    await expect.element(dialog()).toHaveAccessibleDescription(/Jonas Weber.+MAC-[0-9A-F]{12}/)
    await expect.element(dialog()).toMatchTextContent(/Last connection3 days ago/)
    says(['loses access', 'Deleted', 'The device frees one', 'other devices', 'can’t be undone'])
    await isReady('Remove device')
    // It was last seen days ago, so there is no name to type.
    expect(dialog().getByRole('textbox').query()).toBeNull()
  })

  test('reads the device again and shows what is true now', async () => {
    const rendered = renderConsole()
    await listIsThere()
    rendered.network.backend.deactivate(idOf(rendered.network, lost))
    await click(rowAction('Deactivate', lost))
    await expect.element(dialog()).toMatchTextContent(/StatusDeactivated/)
    await expect.element(dialog()).toMatchTextContent(/Nothing to deactivate.*Already deactivated/)
    expect(confirm('Deactivate device').query()).toBeNull()
    expect(rendered.network.requests).toHaveLength(0)
  })

  test('holds back until the device was read again', async () => {
    const { network } = renderConsole()
    await listIsThere()
    const reading = holdAnswers(network, isRead)
    await click(rowAction('Remove', lost))
    await expect
      .element(confirm('Remove device'))
      .toHaveAccessibleDescription('Checking the device')
    reading.release()
    await isReady('Remove device')
  })

  test('sends nothing when the device cannot be read again, until a retry succeeds', async () => {
    const { network } = renderConsole()
    await listIsThere()
    setNetwork(network, { fault: 'server-error', faultOn: 'reads' })
    await click(rowAction('Remove', lost))
    await expect.element(dialog().getByRole('alert')).toMatchTextContent('nothing is sent')
    await user.click(confirm('Remove device').element())
    expect(network.requests).toHaveLength(0)
    setNetwork(network, { fault: undefined })
    await click(confirm('Try again'))
    await isReady('Remove device')
    await expect.poll(() => dialog().element().contains(document.activeElement)).toBe(true)
  })

  test('says that nothing is left to do for a device gone meanwhile', async () => {
    const { network } = renderConsole()
    await listIsThere()
    network.backend.remove(idOf(network, lost))
    await click(rowAction('Deactivate', lost))
    await expect.element(dialog()).toMatchTextContent('This device no longer exists')
    expect(confirm('Deactivate device').query()).toBeNull()
    await click(confirm('Close'))
    expect(dialog().query()).toBeNull()
    expect(network.requests).toHaveLength(0)
  })

  test.each(['Cancel', 'Escape'])(
    'left by %s does nothing and gives the focus back',
    async (way) => {
      const { network } = await ask('Remove', lost)
      await isReady('Remove device')
      if (way === 'Cancel') await click(confirm('Cancel'))
      else await user.keyboard('{Escape}')
      await expect.poll(() => dialog().query()).toBeNull()
      await expect.element(rowAction('Remove', lost)).toHaveFocus()
      expect(network.requests).toHaveLength(0)
    },
  )
})

describe('the name must be typed to remove a device in use', () => {
  test('exactly, apart from spaces around it', async () => {
    const { network } = await ask('Remove', inUse)
    const field = dialog().getByRole('textbox')
    const button = confirm('Remove device')
    await expect.element(button).toHaveAccessibleDescription(`Type ${inUse} first`)
    await fill(field, 'ana-macbook-pro-1')
    await expect.element(button).toHaveAttribute('aria-disabled', 'true')
    await user.keyboard('{Enter}')
    expect(network.requests).toHaveLength(0)
    await fill(field, ` ${inUse} `)
    await isReady('Remove device')
    await user.keyboard('{Enter}')
    await expect.element(notifications()).toMatchTextContent(`${inUse} was removed`)
  })
})

describe('the other action', () => {
  test('is one click away, in the same dialog, and begins on Cancel again', async () => {
    const { network } = await ask('Remove', inUse)
    await fill(dialog().getByRole('textbox'), inUse)
    await click(confirm('Deactivate instead'))
    await expect.element(dialog()).toHaveAccessibleName(`Deactivate ${inUse}?`)
    await expect.element(confirm('Cancel')).toHaveFocus()
    expect(dialog().getByRole('textbox').query()).toBeNull()
    says(['signed out', 'status Deactivated', 'counts', 'other devices', 'can’t be undone'])
    await click(confirm('Remove instead'))
    // What was typed for the first question is no answer to this one.
    await expect.element(dialog().getByRole('textbox')).toHaveValue('')
    await click(confirm('Deactivate instead'))
    await click(confirm('Deactivate device'))
    await expect.element(notifications()).toMatchTextContent(`${inUse} was deactivated`)
    expect(network.requests.map(({ action }) => action)).toEqual(['deactivate'])
  })

  test('is not offered where it is not possible', async () => {
    await ask('Remove', 'retired-laptop-07')
    await isReady('Remove device')
    expect(confirm('Deactivate instead').query()).toBeNull()
  })
})

describe('exactly one request leaves', () => {
  test('for a double click', async () => {
    const { network } = await ask('Remove', lost)
    await isReady('Remove device')
    const removal = holdAnswers(network, isChange)
    await user.dblClick(confirm('Remove device').element())
    removal.release()
    await expect.element(notifications()).toMatchTextContent(`${lost} was removed`)
    expect(changes(network, 'remove')).toHaveLength(1)
  })

  test('for two clicks before the page could even draw', async () => {
    const { network } = await ask('Deactivate', lost)
    await isReady('Deactivate device')
    const deactivation = holdAnswers(network, isChange)
    const button = confirm('Deactivate device').element() as HTMLElement
    button.click()
    button.click()
    deactivation.release()
    await expect.element(notifications()).toMatchTextContent(`${lost} was deactivated`)
    expect(changes(network, 'deactivate')).toHaveLength(1)
  })

  test('for two clicks on an action that fails, whose failure is what is told', async () => {
    const { network } = await ask('Deactivate', lost, {
      network: { fault: 'forbidden', faultOn: 'changes' },
    })
    await isReady('Deactivate device')
    const deactivation = holdAnswers(network, isChange)
    const button = confirm('Deactivate device').element() as HTMLElement
    button.click()
    button.click()
    deactivation.release()
    await expect
      .element(dialog().getByRole('alert'))
      .toMatchTextContent('doesn’t have permission to do that')
    expect(dialog().element().textContent).not.toContain('Another tab')
    expect(changes(network, 'deactivate')).toHaveLength(1)
  })

  test('for Enter held down', async () => {
    const { network } = await ask('Remove', lost)
    await isReady('Remove device')
    const removal = holdAnswers(network, isChange)
    ;(confirm('Remove device').element() as HTMLElement).focus()
    await user.keyboard('{Enter>8/}')
    removal.release()
    await expect.element(notifications()).toMatchTextContent(`${lost} was removed`)
    expect(changes(network, 'remove')).toHaveLength(1)
  })
})

describe('afterwards', () => {
  test('a removed device holds its place and says so, the total is right, and the focus is on the neighbour', async () => {
    const { network } = await ask('Remove', lost, { network: { fleetSize: 45 } })
    await isReady('Remove device')
    await click(confirm('Remove device'))
    await expect.poll(() => dialog().query()).toBeNull()
    await expect.element(page.getByText(/of 44$/)).toBeVisible()
    await expect.element(page.getByRole('link', { name: 'Priya’s iPhone' })).toHaveFocus()
    expect(changes(network, 'remove')).toHaveLength(1)
    const header = page.getByRole('rowheader', { name: `${lost} Removed` })
    await expect.element(header).toBeVisible()
    expect(header.getByRole('link').query()).toBeNull()
    await expect.element(rowAction('Remove', lost)).not.toBeInTheDocument()
    await expectAccessible()
    // The list read again has one more row at its end, and nothing has moved.
    const showChanges = page.getByRole('button', { name: 'Show changes' })
    await expect.element(showChanges).toBeVisible()
    expect(namesShown()[3]).toBe('Priya’s iPhone')
    await click(page.getByRole('checkbox', { name: 'Select all on this page' }))
    await expect.element(page.getByText('9 selected')).toBeVisible()
    await click(showChanges)
    await expect.element(header).not.toBeInTheDocument()
    expect(namesShown()[2]).toBe('Priya’s iPhone')
    expect(namesShown()).toHaveLength(10)
  })

  test('the last row of the last page leads to the page before', async () => {
    const { address } = renderConsole({
      path: '/devices?page=2&size=10',
      network: { fleetSize: 11 },
    })
    await listIsThere()
    const [name = ''] = namesShown()
    await click(page.getByRole('button', { name: `Remove ${name}`, exact: true }))
    await expect.element(dialog()).toBeVisible()
    await expect.element(dialog()).not.toMatchTextContent('Checking the device')
    const field = dialog().getByRole('textbox').query()
    if (field) await user.type(field, name)
    await isReady('Remove device')
    await click(confirm('Remove device'))
    await click(page.getByRole('button', { name: 'Show changes' }))
    await expect.element(page.getByText('1–10 of 10')).toBeVisible()
    await expect.poll(address).toBe('/devices?size=10')
  })

  test('a deactivated device says so in its row, and cannot be deactivated again', async () => {
    await ask('Deactivate', lost)
    await isReady('Deactivate device')
    await click(confirm('Deactivate device'))
    await expect.poll(() => cellText(lost, 'Status')).toBe('Deactivated')
    await expect
      .element(rowAction('Deactivate', lost))
      .toHaveAccessibleDescription('Already deactivated')
    await expect.element(rowAction('Deactivate', lost)).toHaveFocus()
    await click(notifications().getByRole('button', { name: 'Dismiss' }))
    await expect.element(notifications()).not.toMatchTextContent(lost)
  })
})

describe('a failure', () => {
  test('stays in the dialog with its cause, changes nothing, and can be tried again', async () => {
    const { network } = await ask('Remove', lost, {
      network: { fault: 'conflict', faultOn: 'changes' },
    })
    await isReady('Remove device')
    await click(confirm('Remove device'))
    const alert = dialog().getByRole('alert')
    await expect
      .element(alert)
      .toMatchTextContent('The API rejected the request (409). Not removed.')
    await expect.element(alert).toMatchTextContent('The device is being changed')
    expect(namesShown()).toContain(lost)
    setNetwork(network, { fault: undefined })
    await click(confirm('Remove again'))
    await expect.element(notifications()).toMatchTextContent(`${lost} was removed`)
    expect(changes(network, 'remove')).toHaveLength(2)
  })

  test('whose outcome is open says so, and not that nothing was changed', async () => {
    const { network } = await ask('Deactivate', lost)
    await isReady('Deactivate device')
    setNetwork(network, { fault: 'server-error' })
    await click(confirm('Deactivate device'))
    const alert = dialog().getByRole('alert')
    await expect.element(alert).toMatchTextContent('unknown whether it took effect')
    await expect.element(alert).not.toMatchTextContent('Not deactivated')
    expect(changes(network, 'deactivate')).toHaveLength(1)
  })

  test('after the effect is told as done, because the device was looked at again', async () => {
    const { network } = await ask('Deactivate', lost, {
      network: { fault: 'gateway-timeout', faultOn: 'changes' },
    })
    await isReady('Deactivate device')
    await click(confirm('Deactivate device'))
    await expect.element(notifications()).toMatchTextContent(`${lost} was deactivated`)
    expect(changes(network, 'deactivate')).toHaveLength(1)
  })

  test('to get any answer to a removal is repeated once, and told as done when it is gone', async () => {
    const { network } = await ask('Remove', lost, {
      network: { fault: 'lost-answer', faultOn: 'changes' },
    })
    await isReady('Remove device')
    await click(confirm('Remove device'))
    await expect.element(notifications()).toMatchTextContent(`${lost} was removed`)
    expect(changes(network, 'remove')).toHaveLength(2)
  })

  test('for want of rights leaves the list usable', async () => {
    await ask('Remove', lost, { network: { fault: 'forbidden', faultOn: 'changes' } })
    await isReady('Remove device')
    await click(confirm('Remove device'))
    await expect
      .element(dialog().getByRole('alert'))
      .toMatchTextContent('doesn’t have permission to do that')
    await click(confirm('Close'))
    await click(page.getByRole('link', { name: 'Next page' }))
    await expect.element(page.getByText(/^11–20 of/)).toBeVisible()
  })
})
