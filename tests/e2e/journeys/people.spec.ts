import { expect } from '@playwright/test'
import { confirmation, deviceTable, heading, names, row } from '../support/console.ts'
import {
  allDevices,
  byOwner,
  expectChanged,
  expectSoon,
  fleetRead,
  matches,
  notification,
  receiptCounts,
  shownIds,
  test,
} from './frame.ts'

test('offboarding a person with four devices takes 3 clicks', async ({ page, api, hand, open }) => {
  const theirs = byOwner(allDevices(api)).find(
    (devices) =>
      devices.length === 4 &&
      devices.every(({ status, user }) => status !== 'Deactivated' && user?.email && user.lastName),
  )
  const person = theirs?.[0]?.user
  if (!theirs || !person) throw new Error('Nobody has four devices')
  const name = `${person.firstName} ${person.lastName}`

  await open()
  await hand.search(person.email ?? '')
  await hand.click(names(page).first().locator('xpath=ancestor::tr').getByRole('link', { name }))
  await expect(heading(page, name)).toBeVisible()
  await expect(page).toHaveURL(new RegExp(`/people/${person.id}$`))
  const everything = page.getByRole('button', { name: 'Offboard…' })
  await expectSoon(everything).not.toHaveAttribute('aria-disabled', 'true')
  await hand.click(everything)
  const dialog = confirmation(page)
  await expect(dialog.getByRole('heading', { level: 2 })).toHaveText('Deactivate 4 devices?')
  await expect(
    dialog.getByRole('region', { name: '4 to deactivate' }).getByRole('listitem'),
  ).toHaveCount(4)
  await hand.click(dialog.getByRole('button', { name: 'Deactivate 4 devices' }))
  await expectSoon(notification(page, '4 devices deactivated')).toBeVisible()

  expect(hand.clicks).toBeLessThanOrEqual(3)
  expectChanged(api, 'deactivate', theirs)
  await expect(page.getByText('The account stays active')).toBeVisible()
  expect(await receiptCounts(page, `Offboarding ${name}`)).toEqual(['All 4', 'Deactivated 4'])
})

test('freeing a slot for somebody at the device limit takes 3 clicks', async ({
  page,
  api,
  hand,
  open,
}) => {
  const unused = allDevices(api).find(({ name }) => name === 'ana-mac-mini')
  if (!unused) throw new Error('The unused device is missing')

  await open()
  await hand.search('ana kovacevic')
  await hand.click(row(page, 'ana-mac-mini').getByRole('link', { name: 'Ana Kovačević' }))
  await expectSoon(page.getByText('Device limit reached: 5 of 5 devices')).toBeVisible()
  await hand.click(page.getByRole('button', { name: 'Remove ana-mac-mini' }))
  const dialog = confirmation(page)
  await expect(dialog).toContainText('Frees one')
  await hand.click(dialog.getByRole('button', { name: 'Remove device' }))
  await expectSoon(page.getByText('4 of 5 devices count against the limit')).toBeVisible()

  expect(hand.clicks).toBeLessThanOrEqual(3)
  expectChanged(api, 'remove', [unused])
  await expect(page.getByText('ana-mac-mini', { exact: true })).toHaveCount(0)
})

test('seeing who is new this week takes no click, only typing', async ({
  page,
  api,
  hand,
  open,
}) => {
  await open()
  await hand.search('registered:<7d')
  await matches(page, newThisWeek(api).length)
  expect(hand.clicks).toBeLessThanOrEqual(1)
  await expect(page).toHaveURL(/\/devices\?q=registered:%3C7d$/)
})

test('seeing who is new this week, the newest first, takes 1 click', async ({
  page,
  api,
  hand,
  open,
}) => {
  await open()
  await hand.click(page.getByRole('link', { name: 'Registered this week' }))
  await fleetRead(page)
  const newest = newThisWeek(api)
  await matches(page, newest.length)
  expect(hand.clicks).toBeLessThanOrEqual(1)
  await expect(page).toHaveURL(/\/devices\?q=registered:%3C7d&sort=-createdAt$/)
  await expect(deviceTable(page)).not.toHaveAttribute('aria-busy')
  expect(await shownIds(page)).toEqual(newest.slice(0, 25).map(({ id }) => id))
})

function newThisWeek(api: Parameters<typeof allDevices>[0]) {
  const weekAgo = Date.now() - 7 * 86_400_000
  return allDevices(api, [{ field: 'createdAt', descending: true }]).filter(
    ({ createdAt }) => Date.parse(createdAt) > weekAgo,
  )
}
