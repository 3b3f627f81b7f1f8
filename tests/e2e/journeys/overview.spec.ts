import { expect, type Page } from '@playwright/test'
import { confirmation, heading } from '../support/console.ts'
import {
  allDevices,
  expectChanged,
  expectSoon,
  fileOf,
  fleetRead,
  idsOf,
  matches,
  shownIds,
  test,
} from './frame.ts'

// Small enough to be read without being asked to.
test.use({ fleetSize: 1_248 })

async function openOverview(page: Page, open: () => Promise<void>): Promise<void> {
  await open()
  await page.goto('/overview')
  await fleetRead(page)
}

test('the state of the fleet takes no click, and prints on one page', async ({ page, open }) => {
  await openOverview(page, open)
  await expect(page.getByRole('region', { name: 'Needs attention' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Registrations per week' })).toBeVisible()
  const file = (await page.pdf({ format: 'A4' })).toString('latin1')
  expect(file.match(/\/Type\s*\/Page\b/g)).toHaveLength(1)
})

test('who is still on 2.1 takes 1 click from the overview', async ({ page, api, hand, open }) => {
  await openOverview(page, open)
  await hand.click(
    page.getByRole('region', { name: 'App version' }).getByRole('link', { name: /^2\.1 / }),
  )
  const old = allDevices(api).filter(({ appVersion }) => appVersion?.startsWith('2.1.'))
  await matches(page, old.length)
  await expect.poll(async () => (await shownIds(page)).toSorted()).toEqual(idsOf(old))
  expect(hand.clicks).toBe(1)
})

test('a file of what is not compliant takes 3 clicks', async ({ page, api, hand, open }) => {
  await openOverview(page, open)
  await hand.click(
    page
      .getByRole('region', { name: 'Needs attention' })
      .getByRole('link', { name: / Not compliant/ }),
  )
  const failed = allDevices(api).filter(
    ({ posture }) => (posture as { compliant?: unknown } | null | undefined)?.compliant === false,
  )
  await matches(page, failed.length)
  await hand.click(page.getByRole('button', { name: 'Export options' }))
  const { text } = await fileOf(page, () =>
    hand.click(
      page
        .getByRole('dialog', { name: 'Export' })
        .getByRole('button', { name: 'JSON', exact: true }),
    ),
  )
  const { devices } = JSON.parse(text) as { devices: { id: string }[] }
  expect(idsOf(devices)).toEqual(idsOf(failed))
  expect(hand.clicks).toBe(3)
})

test('freeing a slot of somebody at the device limit takes 4 clicks from the overview', async ({
  page,
  api,
  hand,
  open,
}) => {
  const unused = allDevices(api).find(({ name }) => name === 'ana-mac-mini')
  if (!unused) throw new Error('The unused device is missing')

  await openOverview(page, open)
  await hand.click(
    page
      .getByRole('region', { name: 'Needs attention' })
      .getByRole('link', { name: / People at or over the device limit/ }),
  )
  await hand.click(page.getByRole('table').getByRole('link', { name: 'Ana Kovačević' }))
  await expectSoon(page.getByText('Device limit reached: 5 of 5 devices')).toBeVisible()
  await hand.click(page.getByRole('button', { name: 'Remove ana-mac-mini' }))
  await hand.click(confirmation(page).getByRole('button', { name: 'Remove device' }))
  await expectSoon(page.getByText('4 of 5 devices count against the limit')).toBeVisible()
  expect(hand.clicks).toBe(4)
  expectChanged(api, 'remove', [unused])
})

test('any device opens by its name from anywhere, without a click', async ({
  page,
  api,
  hand,
  open,
}) => {
  const names = Map.groupBy(allDevices(api), ({ name }) => name)
  const [wanted] = [...names.values()].filter(({ length }) => length === 1).at(-1) ?? []
  if (!wanted) throw new Error('No device has a name of its own')

  for (const path of ['/activity', '/people', '/clean-up']) {
    await open()
    await page.goto(path)
    await expect(page.getByRole('button', { name: 'Menu' })).toBeVisible()
    await page.keyboard.press('ControlOrMeta+K')
    await expect(page.getByRole('combobox', { name: 'Search everything' })).toBeFocused()
    await page.keyboard.insertText(wanted.name)
    await page.keyboard.press('Enter')
    await expectSoon(page).toHaveURL(new RegExp(`/devices/${wanted.id}$`))
    await expect(heading(page, wanted.name)).toBeVisible()
  }
  expect(hand.clicks).toBe(0)
})
