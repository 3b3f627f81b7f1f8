import { expect } from '@playwright/test'
import { confirmation } from '../support/console.ts'
import {
  allDevices,
  expectChanged,
  expectSoon,
  matches,
  notification,
  phraseField,
  receiptCounts,
  selectPage,
  selectionBar,
  test,
} from './frame.ts'

test.use({ fleetSize: 10_000 })

test('many devices are shut out from a phone', async ({ page, api, hand, open }) => {
  const devices = allDevices(api).filter(
    ({ appVersion, status }) => appVersion === '2.0.4' && status === 'Online',
  )
  const count = devices.length
  await open()
  await page.getByRole('combobox', { name: 'Search devices' }).fill('version:2.0.4 status:online')
  await page.keyboard.press('Enter')
  await matches(page, count)
  await hand.click(selectPage(page))
  await hand.click(
    selectionBar(page).getByRole('button', { name: `Select all ${count} that match` }),
  )
  await hand.click(selectionBar(page).getByRole('button', { name: `Deactivate ${count}` }))
  const dialog = confirmation(page)
  const submit = dialog.getByRole('button', { name: `Deactivate ${count} devices` })
  await expect(submit).toBeInViewport()
  await hand.click(phraseField(page))
  await phraseField(page).fill(`deactivate ${count}`)
  await hand.click(submit)
  await expectSoon(notification(page, `${count} devices deactivated`)).toBeVisible()

  expect(hand.clicks).toBeLessThanOrEqual(5)
  expectChanged(api, 'deactivate', devices)
  expect(await receiptCounts(page, `Deactivate ${count} devices`)).toEqual([
    `All ${count}`,
    `Deactivated ${count}`,
  ])
  const excess = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect(excess, 'nothing to scroll sideways').toBeLessThanOrEqual(0)
})
