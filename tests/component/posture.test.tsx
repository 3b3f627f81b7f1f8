import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { everyDevice } from './acting.ts'
import { expectAccessible } from './axe.ts'
import { click, renderConsole, setNetwork } from './support.tsx'

/** The part of the page about one path. */
const field = (path: string) =>
  page
    .getByRole('region', { name: 'Fields' })
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { level: 3, name: path, exact: true }) })

const result = () => page.getByRole('region', { name: 'Result' })

async function openPosture(fleetSize = 120) {
  const opened = renderConsole({ path: '/posture', network: { fleetSize } })
  await expect.element(result()).toBeVisible()
  return opened
}

test('the posture page counts each result over all devices', async () => {
  const { network } = await openPosture()
  const devices = everyDevice(network)
  const failing = devices.filter(
    ({ posture }) => (posture as { compliant?: unknown } | null | undefined)?.compliant === false,
  ).length
  await expect
    .element(result().getByRole('link', { name: new RegExp(`^Not compliant ${failing} devices`) }))
    .toBeVisible()
  await expectAccessible()
})

test('a value leads to a list of as many devices', async () => {
  const { network, address } = await openPosture()
  const unencrypted = everyDevice(network).filter(
    ({ posture }) =>
      (posture as { disk?: { encrypted?: unknown } } | null | undefined)?.disk?.encrypted === false,
  ).length
  const bar = field('disk.encrypted').getByRole('link', {
    name: new RegExp(`^false ${unencrypted} devices?,`),
  })
  await click(bar)
  expect(address()).toBe('/devices?q=posture.disk.encrypted:false')
  await expect.element(page.getByText(new RegExp(`^${unencrypted} devices? match`))).toBeVisible()
})

test('values are split by app version on demand, each number a list of as many', async () => {
  const { address } = await openPosture()
  const encrypted = field('disk.encrypted')
  await click(encrypted.getByRole('button', { name: 'By app version' }))
  await expect.element(encrypted.getByRole('columnheader', { name: 'App version' })).toBeVisible()
  await expectAccessible()
  const [cell] = encrypted.getByRole('table').getByRole('link').elements()
  const { textContent: count = '' } = cell ?? {}
  expect(count).toMatch(/^[1-9]\d* devices?$/)
  ;(cell as HTMLElement | undefined)?.click()
  await expect.poll(address).toMatch(/^\/devices\?q=posture\.disk\.encrypted:true\+version:/)
  await expect.element(page.getByText(new RegExp(`^${count} match`))).toBeVisible()
})

test('devices without a value are a bar of their own', async () => {
  const { address } = await openPosture()
  await click(field('disk.encrypted').getByRole('link', { name: /^Unknown/ }))
  expect(address()).toBe('/devices?q=posture.disk.encrypted:none')
})

test('fields with a single value are folded', async () => {
  await openPosture()
  const folded = page.getByText(/^\d+ fields with a single value$/)
  const constant = page.getByText('os.name', { exact: true })
  await expect.element(constant).not.toBeVisible()
  await click(folded)
  await expect.element(constant).toBeVisible()
  await expectAccessible()
})

test('the results of all devices are exported with one click', async () => {
  await openPosture()
  await click(field('disk.encrypted').getByRole('checkbox', { name: /^Add to CSV/ }))
  await click(page.getByRole('button', { name: 'Export CSV (1 added field)' }))
  await expect.element(page.getByText('Exported 120 devices')).toBeVisible()
})

test('a network with too many devices to read is said to be too large', async () => {
  renderConsole({ path: '/posture', network: { fleetSize: 300_000 } })
  await expect.element(page.getByText(/^Too many devices/)).toBeVisible()
  expect(page.getByRole('button', { name: 'Export CSV' }).query()).toBeNull()
  await expectAccessible()
})

test('an API whose list has no posture is said to have none', async () => {
  renderConsole({ path: '/posture', network: { fleetSize: 30, thinRows: true } })
  await expect.element(page.getByText('No posture in the list of devices')).toBeVisible()
  await expect.element(page.getByText(/for any of the 30 devices/)).toBeVisible()
  await expectAccessible()
})

test('a posture page that can’t be read says so, and can be retried', async () => {
  const { network } = renderConsole({
    path: '/posture',
    network: { fleetSize: 30, fault: 'forbidden' },
  })
  await expect.element(page.getByRole('alert')).toBeVisible()
  setNetwork(network, { fault: undefined })
  await click(page.getByRole('button', { name: 'Try again' }))
  await expect.element(result()).toBeVisible()
})
