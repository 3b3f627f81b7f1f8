import type { Page } from '@playwright/test'
import { createBackend } from '../../../src/mock/backend.ts'
import { counted } from '../support/clicks.ts'
import {
  confirmation,
  heading,
  names,
  pagination,
  range,
  row,
  rowAction,
  sortBy,
} from '../support/console.ts'
import { demoTest, expect } from '../support/test.ts'
import {
  allDevices,
  fileOf,
  fleetRead,
  idsOf,
  matches,
  notification,
  phraseField,
  selectPage,
  selectionBar,
} from './frame.ts'

// Journeys in the demo build, where the page itself answers. The others rest on the same handlers
// in component tests.

/** The fleet that the demo begins with. */
const fleet = allDevices({ backend: createBackend({ size: 1_248 }) })

async function open(page: Page) {
  await page.goto('/devices')
  await expect(names(page)).toHaveCount(25)
  // The keys are listened to once what comes after the rows is there.
  await expect(page.getByRole('button', { name: 'Menu' })).toBeVisible()
  return counted(page)
}

demoTest('on the demo, a lost laptop is off the network after 3 clicks', async ({ page }) => {
  const hand = await open(page)
  await hand.search('weber lost')
  await hand.click(rowAction(row(page, 'lost-laptop-01'), 'Deactivate'))
  await hand.click(confirmation(page).getByRole('button', { name: 'Deactivate device' }))
  await expect(notification(page, 'lost-laptop-01 was deactivated')).toBeVisible()
  await expect(row(page, 'lost-laptop-01')).toContainText('Deactivated')
  expect(hand.clicks).toBeLessThanOrEqual(3)
})

demoTest('on the demo, an incident is shut out with 4 clicks', async ({ page }) => {
  const affected = fleet.filter(
    ({ appVersion, status }) => appVersion === '2.9.4' && status !== 'Deactivated',
  ).length
  expect(affected).toBeGreaterThan(50)

  const hand = await open(page)
  await hand.search('version:2.9.4 -status:deactivated')
  await fleetRead(page)
  await matches(page, affected)
  await hand.click(selectPage(page))
  await hand.click(
    selectionBar(page).getByRole('button', { name: `Select all ${affected} that match` }),
  )
  await hand.click(selectionBar(page).getByRole('button', { name: `Deactivate ${affected}` }))
  await hand.click(phraseField(page))
  await page.keyboard.type(`deactivate ${affected}`)
  await page.keyboard.press('Enter')
  await expect(notification(page, `${affected} devices deactivated`)).toBeVisible()
  expect(hand.clicks).toBeLessThanOrEqual(4)
  await matches(page, 0)
})

demoTest('on the demo, an auditor gets everything after 2 clicks', async ({ page }) => {
  const hand = await open(page)
  await hand.click(page.getByRole('button', { name: 'Export options' }))
  const { text } = await fileOf(page, () =>
    hand.click(
      page
        .getByRole('dialog', { name: 'Export' })
        .getByRole('button', { name: 'JSON', exact: true }),
    ),
  )
  const file = JSON.parse(text) as { devices: { id: string }[] }
  expect(file).toMatchObject({ complete: true, count: 1_248 })
  expect(idsOf(file.devices)).toEqual(idsOf(fleet))
  expect(hand.clicks).toBeLessThanOrEqual(2)
})

demoTest('on the demo, a key that was rotated costs 1 click and no place', async ({ page }) => {
  await open(page)
  await sortBy(page, 'Name').click()
  await pagination(page, 'Next').click()
  await expect(range(page, '26–50 of 1,248')).toBeVisible()
  await page.getByRole('button', { name: 'Demo settings' }).click()
  await page.getByRole('button', { name: 'Revoke the key' }).click()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Refresh' }).click()
  await expect(heading(page, 'Connect')).toBeVisible()

  const hand = counted(page)
  await page.keyboard.insertText('demo-key')
  await hand.click(page.getByRole('button', { name: 'Connect', exact: true }))
  await expect(page).toHaveURL(/\?sort=name&page=2$/)
  await expect(range(page, '26–50 of 1,248')).toBeVisible()
  expect(hand.clicks).toBeLessThanOrEqual(1)
})
