import type { Page } from '@playwright/test'
import { steps, type Step } from '../../src/check/finding.ts'
import { oddKey, startOddApi, type Oddities } from '../api/odd-api.ts'
import { serveBuild } from './serve.ts'
import { configFor, productionBuild } from './support/sites.ts'
import { expect, test } from './support/test.ts'

const finding = (page: Page, step: Step) =>
  page
    .getByRole('dialog', { name: 'Check connection' })
    .getByRole('listitem')
    .nth(steps.indexOf(step))

test('a check in a browser names what only a browser meets', async ({ page, watched }) => {
  // It changes with each step; one console checks it again and again.
  const oddities: Oddities = { cors: 'none' }
  const api = await startOddApi(oddities)
  const site = await serveBuild({ directory: productionBuild, config: configFor(api.url) })
  const again = () => page.getByRole('button', { name: 'Check again' }).click()
  const begin = async () => {
    await page.goto(site.url)
    await page.getByLabel('API key').fill(oddKey)
    await page.getByRole('button', { name: 'Check connection' }).click()
  }
  await test.step('an API without CORS', async () => {
    await begin()
    await expect(finding(page, 'answer')).toContainText('can’t read the response')
    await expect(finding(page, 'cors')).toContainText('Failed')
  })
  await test.step('a missing permission for the key’s header', async () => {
    oddities.cors = 'without apikey'
    await again()
    await expect(finding(page, 'cors')).toContainText('Passed')
    await expect(finding(page, 'preflight')).toContainText('Failed')
  })
  await test.step('an API that works, whatever it exposes', async () => {
    delete oddities.cors
    oddities.exposed = ''
    await again()
    await expect(page.getByText(/^12 passed, 1 can’t tell, 1 not tested/)).toBeVisible()
  })
  await test.step('a host that does not respond', async () => {
    await api.close()
    await again()
    await expect(finding(page, 'answer')).toContainText(/Failed.*doesn’t respond/)
  })
  await test.step('headers of the site that do not allow the API', async () => {
    // The headers are those of the API before.
    const other = await startOddApi()
    watched.allowRefusalOf(new URL(other.url).origin)
    await page.route('**/config.json', (route) => route.fulfill({ json: configFor(other.url) }))
    await begin()
    const found = finding(page, 'site')
    await expect(found).toContainText('Failed')
    await expect(found).toContainText(`npm run configure -- --domain 127.0.0.1 --api ${other.url}`)
    await other.close()
  })
  await site.close()
})
