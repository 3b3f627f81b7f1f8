import { expect } from '@playwright/test'
import type { RawDevice } from '../../../src/mock/raw.ts'
import { confirmation, heading } from '../support/console.ts'
import {
  allDevices,
  expectChanged,
  expectSoon,
  fleetRead,
  notification,
  phraseField,
  receiptCounts,
  test,
  unseenFor,
} from './frame.ts'

const dayMs = 86_400_000

test('cleaning up forty stale devices takes 4 clicks', async ({ page, api, hand, open }) => {
  const unseen = allDevices(api)
    .filter(({ status, active }) => status !== 'Online' && (status !== 'Deactivated' || active))
    .filter((device) => unseenFor(device) > 0)
    .toSorted((a, b) => unseenFor(b) - unseenFor(a))
  // Between the fortieth and the next, in whole days.
  const days = Math.floor(unseenFor(unseen[39] ?? ({} as RawDevice)) / dayMs)
  const stale = unseen.filter((device) => unseenFor(device) > days * dayMs)
  const count = stale.length
  expect(count).toBeGreaterThanOrEqual(40)
  const reads = api.reads()

  await open()
  await hand.click(page.getByRole('button', { name: 'More views' }))
  await hand.click(page.getByRole('link', { name: 'Clean up stale devices…' }))
  await expect(heading(page, 'Clean up stale devices')).toBeVisible()
  await hand.typeAndEnter(page.getByRole('textbox', { name: 'Another number of days' }), `${days}`)
  await expect(page).toHaveURL(new RegExp(`/clean-up\\?days=${days}$`))
  const everything = page.getByRole('button', { name: `Deactivate ${count} devices` })
  await expectSoon(everything).not.toHaveAttribute('aria-disabled', 'true')
  await hand.click(everything)
  await expect(confirmation(page)).toContainText('skipped if it has connected since')
  await hand.click(phraseField(page))
  await page.keyboard.type(`deactivate ${count}`)
  await page.keyboard.press('Enter')
  await expectSoon(notification(page, `${count} devices deactivated`)).toBeVisible()

  expect(hand.clicks).toBeLessThanOrEqual(4)
  expectChanged(api, 'deactivate', stale)
  expect(api.reads() - reads, 'each is read again before its turn').toBeGreaterThanOrEqual(
    allDevices(api).length / 100 + count,
  )
  expect(
    await receiptCounts(page, `Clean up stale devices: not connected for ${days} days`),
  ).toEqual([`All ${count}`, `Deactivated ${count}`])
})

test('removing what re-imaging left behind takes 5 clicks', async ({ page, api, hand, open }) => {
  const machines = new Map<string, RawDevice[]>()
  for (const device of allDevices(api)) {
    machines.set(device.hardwareId, [...(machines.get(device.hardwareId) ?? []), device])
  }
  const shared = [...machines.values()].filter(({ length }) => length > 1)
  const lastSign = ({ lastConnection, createdAt }: RawDevice) =>
    Math.max(Date.parse(lastConnection ?? createdAt), Date.parse(createdAt))

  await open()
  await hand.click(page.getByRole('button', { name: 'More views' }))
  await hand.click(page.getByRole('link', { name: 'Resolve duplicate hardware IDs…' }))
  const suggest = page.getByRole('button', { name: /^Select \d+ suggested$/ })
  await expectSoon(suggest).toBeVisible()
  // Earlier answers count the devices read so far, and suggest fewer.
  const all = `${shared.length} hardware IDs with ${shared.flat().length} devices`
  await expectSoon(page.getByRole('heading', { name: all, exact: true })).toBeVisible()
  await fleetRead(page)
  await hand.click(suggest)
  const remove = page.getByRole('button', { name: /^Remove \d+ devices$/ })
  await expectSoon(remove).not.toHaveAttribute('aria-disabled', 'true')
  await hand.click(remove)
  const title = confirmation(page).getByRole('heading', { level: 2 })
  const count = Number(/^Remove (\d+) devices\?$/.exec(await title.innerText())?.[1])
  expect(count).toBeGreaterThan(10)
  await hand.click(phraseField(page))
  await page.keyboard.type(`remove ${count}`)
  await page.keyboard.press('Enter')
  await expectSoon(notification(page, `${count} devices removed`)).toBeVisible()

  expect(hand.clicks).toBeLessThanOrEqual(5)
  expect(await receiptCounts(page, 'Duplicates after re-imaging')).toEqual([
    `All ${count}`,
    `Removed ${count}`,
  ])
  expect(api.requests).toHaveLength(count)
  const gone = new Set(api.requests.map(({ id }) => id))
  expect(gone.size).toBe(count)
  for (const group of shared) {
    const [newest, ...older] = group.toSorted((a, b) => lastSign(b) - lastSign(a))
    expect(gone.has(newest?.id ?? ''), 'the newest record of a machine stays').toBe(false)
    for (const device of older) {
      const isInUse = device.status === 'Online' || lastSign(device) > Date.now() - dayMs
      if (isInUse) expect(gone.has(device.id), 'in use, so it stays').toBe(false)
      gone.delete(device.id)
    }
  }
  expect([...gone], 'nothing but older records of machines').toEqual([])
})
