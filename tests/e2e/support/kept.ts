import { expect, type Locator, type Page } from '@playwright/test'
import { connect, names } from './console.ts'
import { goodKey } from './sites.ts'

/** Opens the list with a key that this tab remembers. */
export async function openRemembered(page: Page, path = '/devices', key = goodKey): Promise<void> {
  await page.goto(path)
  await page.getByRole('checkbox', { name: /Remember until I close this tab/ }).check()
  await connect(page, key)
  await expect(names(page).first()).toBeVisible()
}

/** The way to what this tab has done. */
export function activityLink(page: Page): Locator {
  return page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Activity' })
}
