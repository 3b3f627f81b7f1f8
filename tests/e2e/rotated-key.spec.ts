import type { Locator, Page } from '@playwright/test'
import { confirmation, deviceTable, heading, keyField, openConnected } from './support/console.ts'
import { notifications } from './support/journey.ts'
import { rotatedKey } from './support/sites.ts'
import { expect, test } from './support/test.ts'

test('a key rotated in the middle of a run costs 1 click and loses nothing', async ({
  page,
  api,
}) => {
  api.reset(150)
  const online = api.backend.list([], 100, 0).data.filter(({ status }) => status === 'Online')
  const devices = online.slice(0, 30)
  for (const { id } of devices) api.backend.edit(id, { appVersion: '9.9.9' })
  await openConnected(page, '/devices?q=version:9.9.9&size=100')
  await expect(page.getByText('30 devices match', { exact: true })).toBeVisible()
  await deviceTable(page).getByRole('checkbox', { name: 'Select all on this page' }).check()
  const selection = page.getByRole('region', { name: 'Selection' })
  await selection.getByRole('button', { name: 'Deactivate 30' }).click()
  await phraseField(page).fill('deactivate 30')
  api.intercept(() => {
    if (api.requests.length === 10) api.revokeKey()
    return undefined
  })
  await page.keyboard.press('Enter')

  await expect(heading(page, 'Connect')).toBeVisible()
  await expect(keyField(page)).toBeFocused()
  await page.keyboard.insertText(rotatedKey)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/devices\?q=version:9\.9\.9&size=100$/)
  const underWay = page.getByRole('region', { name: 'Activity in progress' })
  const goOn = underWay.getByRole('button', { name: /^(Resume|Retry)/ })
  const left = Number(/\d+/.exec(await goOn.innerText())?.[0])
  expect(left).toBeGreaterThanOrEqual(10)
  await goOn.click()
  // What an earlier session knew of the devices is checked before anything may be confirmed.
  await expect(confirmation(page)).toContainText(/hecked/)
  await expect(confirmation(page)).not.toContainText('Checking')
  await phraseField(page).fill(`deactivate ${left}`)
  await page.keyboard.press('Enter')
  await expect(notifications(page)).toContainText(`${left} devices deactivated`)

  const worked = api.requests.filter(({ status = 500 }) => status < 300)
  expect(idsOf(worked), 'each device once, and none twice').toEqual(idsOf(devices))
  expect(api.requests.filter(({ status }) => status === 401).length).toBeGreaterThan(0)
  await notifications(page).getByRole('link', { name: 'Open receipt' }).click()
  await expect(heading(page, `Deactivate ${left} devices`)).toBeVisible()
  await expect(outcomes(page)).toContainText(`Deactivated ${left}`)
  await page.getByRole('link', { name: 'an earlier run' }).click()
  await expect(heading(page, 'Deactivate 30 devices')).toBeVisible()
  await expect(outcomes(page)).toContainText(`Deactivated ${30 - left}`)
})

const idsOf = (devices: readonly { id: string }[]) => devices.map(({ id }) => id).toSorted()

function phraseField(page: Page): Locator {
  return confirmation(page).getByRole('textbox')
}

function outcomes(page: Page): Locator {
  return page.getByRole('navigation', { name: 'Filter by outcome' })
}
