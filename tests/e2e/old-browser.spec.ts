import { heading } from './support/console.ts'
import { expectNotBlank } from './support/oracles.ts'
import { expect, test } from './support/test.ts'

test('a browser that is too old or runs no scripts says so, and the console does not start', async ({
  browser,
  page,
  productionSite,
}) => {
  // Stands for Chrome 125, which lacks `URL.parse`; an error that nobody catches fails the test.
  await page.addInitScript(() => Reflect.deleteProperty(URL, 'parse'))
  await page.goto('/devices', { waitUntil: 'networkidle' })
  await expectNotBlank(page)
  await expect(heading(page, 'This browser is too old')).toBeVisible()
  await expect(page.getByRole('main')).toContainText('Chrome or Edge 131, Firefox 133, Safari 18.1')

  const withoutScripts = await browser.newPage({ javaScriptEnabled: false })
  await withoutScripts.goto(productionSite)
  await expect(withoutScripts.locator('body')).toHaveText(
    /^The device console needs JavaScript\./,
    { useInnerText: true },
  )
  await withoutScripts.close()
})
