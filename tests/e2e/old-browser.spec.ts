import { heading } from './support/console.ts'
import { expectNotBlank } from './support/oracles.ts'
import { expect, test } from './support/test.ts'

// Stands for Chrome 125, which lacks `URL.parse`; an error that nobody catches fails each test.
test('a browser that is too old says so, and the console does not start', async ({ page }) => {
  await page.addInitScript(() => Reflect.deleteProperty(URL, 'parse'))
  await page.goto('/devices', { waitUntil: 'networkidle' })
  await expectNotBlank(page)
  await expect(heading(page, 'This browser is too old')).toBeVisible()
  await expect(page.getByRole('main')).toContainText('Chrome or Edge 131, Firefox 133, Safari 18.1')
})

test('a browser without scripts is told that the console needs them', async ({
  browser,
  productionSite,
}) => {
  const page = await browser.newPage({ javaScriptEnabled: false })
  await page.goto(productionSite)
  await expect(page.locator('body')).toHaveText(/^The device console needs JavaScript\./, {
    useInnerText: true,
  })
  await page.close()
})
