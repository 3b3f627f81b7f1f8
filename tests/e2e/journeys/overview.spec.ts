import { expect, type Page } from '@playwright/test'
import { allDevices, fileOf, fleetRead, idsOf, matches, shownIds, test } from './frame.ts'

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
