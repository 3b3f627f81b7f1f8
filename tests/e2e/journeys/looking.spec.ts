import { expect } from '@playwright/test'
import {
  confirmation,
  deviceTable,
  fact,
  heading,
  keyField,
  names,
  pagination,
  range,
  row,
  rowAction,
  sortBy,
} from '../support/console.ts'
import { goodKey } from '../support/sites.ts'
import {
  allDevices,
  expectChanged,
  expectSoon,
  fileOf,
  fleetRead,
  idsOf,
  matches,
  notification,
  shownIds,
  test,
} from './frame.ts'

test('first contact takes 1 click: from the key to the list', async ({ page, hand, api }) => {
  await page.goto('/devices')
  await expect(keyField(page)).toBeFocused()
  await page.keyboard.insertText(goodKey)
  await hand.click(page.getByRole('button', { name: 'Connect', exact: true }))
  await expect(heading(page, 'Devices')).toBeVisible()
  await expect(range(page, '1–25 of 3,000')).toBeVisible()
  expect(hand.clicks).toBeLessThanOrEqual(1)
  expect(await shownIds(page)).toEqual(api.backend.list([], 25, 0).data.map(({ id }) => id))
})

test('taking a lost laptop off the network takes 3 clicks', async ({ page, api, hand, open }) => {
  const laptop = api.backend.list([], 3, 0).data[2]
  if (laptop?.name !== 'lost-laptop-01') throw new Error('The lost laptop is missing')

  await open()
  await hand.search('weber lost')
  await hand.click(rowAction(row(page, 'lost-laptop-01'), 'Deactivate'))
  const dialog = confirmation(page)
  await expect(fact(dialog, 'Owner')).toContainText('Jonas Weber')
  await expect(fact(dialog, 'Hardware ID')).toContainText(laptop.hardwareId)
  await hand.click(dialog.getByRole('button', { name: 'Deactivate device' }))
  await expectSoon(notification(page, 'lost-laptop-01 was deactivated')).toBeVisible()

  expect(hand.clicks).toBeLessThanOrEqual(3)
  expectChanged(api, 'deactivate', [laptop])
})

test('finding out which device this is takes 1 click, with its hardware ID pasted', async ({
  page,
  api,
  hand,
  open,
}) => {
  const [device] = api.backend.list([], 1, 2_777).data
  if (!device) throw new Error('The device is missing')

  await open()
  await hand.search(device.hardwareId)
  await expectSoon(names(page)).toHaveCount(1)
  await hand.click(names(page))
  await expect(page).toHaveURL(new RegExp(`/devices/${device.id}$`))
  await expect(fact(page.getByRole('main'), 'Hardware ID')).toContainText(device.hardwareId)
  expect(hand.clicks).toBeLessThanOrEqual(1)
})

test('an audit of posture is a file after 3 clicks', async ({ page, api, hand, open }) => {
  const failing = allDevices(api).filter(
    ({ posture }) => (posture as { compliant?: unknown } | undefined)?.compliant === false,
  )

  await open()
  await hand.click(page.getByRole('button', { name: 'Posture', exact: true }))
  await hand.click(
    page
      .getByRole('dialog', { name: 'Filter by posture' })
      .getByRole('link', { name: /^Not compliant/i }),
  )
  const { name, text } = await fileOf(page, () =>
    hand.click(page.getByRole('button', { name: 'Export CSV' })),
  )
  expect(hand.clicks).toBeLessThanOrEqual(3)
  expect(name).toMatch(/^devices_posture-noncompliant_\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ\.csv$/)
  const lines = text.trimEnd().split('\r\n')
  expect(lines[0]).toMatch(/^\u{feff}Name,Status,Owner/u)
  expect(lines).toHaveLength(failing.length + 1)
  // The header, the search's count and the file tell the same.
  await matches(page, failing.length)
  for (const device of failing.slice(0, 20).filter(({ name: plain }) => /^[\w-]+$/.test(plain))) {
    expect(text).toContain(device.name)
  }
})

test('a list of everything for an auditor is a file after 2 clicks', async ({
  page,
  api,
  hand,
  open,
}) => {
  await open()
  await hand.click(page.getByRole('button', { name: 'Export options' }))
  const { name, text } = await fileOf(page, () =>
    hand.click(
      page
        .getByRole('dialog', { name: 'Export' })
        .getByRole('button', { name: 'JSON', exact: true }),
    ),
  )
  expect(hand.clicks).toBeLessThanOrEqual(2)
  expect(name).toMatch(/^devices_all_.*Z\.json$/)
  const file = JSON.parse(text) as {
    complete: boolean
    count: number
    devices: { id: string; owner?: { email?: string } }[]
  }
  const expected = allDevices(api)
  expect(file).toMatchObject({ complete: true, count: 3_000, missing: 0, filter: 'all' })
  expect(idsOf(file.devices)).toEqual(idsOf(expected))
  const emails = new Map(file.devices.map(({ id, owner }) => [id, owner?.email]))
  for (const { id, user } of expected.slice(0, 200)) expect(emails.get(id)).toBe(user?.email)
  expect(text).not.toContain(goodKey)
})

test('a result is sorted and paged as the list is', async ({ page, api, hand, open }) => {
  const offline = allDevices(api, [
    { field: 'lastConnection', descending: true },
    { field: 'createdAt', descending: true },
  ]).filter(({ status }) => status === 'Offline')
  const total = offline.length.toLocaleString('en')
  const idsAt = (start: number, size: number) =>
    offline.slice(start, start + size).map(({ id }) => id)

  await open()
  await hand.search('status:offline')
  await fleetRead(page)
  await matches(page, offline.length)
  await sortBy(page, 'Last connection').click()
  await sortBy(page, 'Last connection').click()
  await sortBy(page, 'Registered').click({ modifiers: ['Shift'] })
  await sortBy(page, 'Registered').click({ modifiers: ['Shift'] })
  await expect(page).toHaveURL(/\?q=status:offline&sort=-lastConnection,-createdAt$/)
  await expect.poll(() => shownIds(page)).toEqual(idsAt(0, 25))

  await pagination(page, 'Next').click()
  await expect(range(page, `26–50 of ${total}`)).toBeVisible()
  await expect.poll(() => shownIds(page)).toEqual(idsAt(25, 25))

  await page.getByRole('combobox', { name: 'Rows per page' }).selectOption('50')
  await expect(range(page, `1–50 of ${total}`)).toBeVisible()
  await pagination(page, 'Last').click()
  const lastStart = Math.floor((offline.length - 1) / 50) * 50
  await expect.poll(() => shownIds(page)).toEqual(idsAt(lastStart, 50))
  await expect(pagination(page, 'Next')).toHaveAttribute('aria-disabled', 'true')

  await page.goBack()
  await expect(range(page, `1–50 of ${total}`)).toBeVisible()
  await expect.poll(() => shownIds(page)).toEqual(idsAt(0, 50))
  // A device of the result leads back to that very page of it.
  await names(page).nth(3).click()
  await expect(fact(page.getByRole('main'), 'Device ID')).toContainText(idsAt(3, 1)[0] ?? '')
  await page.goBack()
  await expect.poll(() => shownIds(page)).toEqual(idsAt(0, 50))
  await expect(deviceTable(page)).not.toHaveAttribute('aria-busy')
})
