import type { Page } from '@playwright/test'
import { steps, type Step } from '../../src/check/finding.ts'
import { oddKey, startOddApi, type OddApi, type Oddities } from '../api/odd-api.ts'
import { serveBuild, type ServedBuild } from './serve.ts'
import { configFor, productionBuild } from './support/sites.ts'
import { expect, test } from './support/test.ts'

const running: (OddApi | ServedBuild)[] = []
test.afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()))
})

/** Opens the connect page of a console for an API, and checks the connection with its key. */
async function check(page: Page, apiUrl: string, configured = apiUrl): Promise<void> {
  const site = await serveBuild({ directory: productionBuild, config: configFor(configured) })
  running.push(site)
  if (configured !== apiUrl) {
    await page.route('**/config.json', (route) => route.fulfill({ json: configFor(apiUrl) }))
  }
  await page.goto(site.url)
  await page.getByLabel('API key').fill(oddKey)
  await page.getByRole('button', { name: 'Check connection' }).click()
}

async function startApi(oddities: Oddities): Promise<string> {
  const api = await startOddApi(oddities)
  running.push(api)
  return api.url
}

const finding = (page: Page, step: Step) =>
  page
    .getByRole('dialog', { name: 'Check connection' })
    .getByRole('listitem')
    .nth(steps.indexOf(step))

test('a check in a browser names what only a browser meets', async ({ page, watched }) => {
  await test.step('an API without CORS', async () => {
    await check(page, await startApi({ cors: 'none' }))
    await expect(finding(page, 'answer')).toContainText('can’t read the response')
    await expect(finding(page, 'cors')).toContainText('Failed')
  })
  await test.step('a host that does not respond', async () => {
    await check(page, 'http://127.0.0.1:1/qa')
    await expect(finding(page, 'answer')).toContainText(/Failed.*doesn’t respond/)
  })
  await test.step('a missing permission for the key’s header', async () => {
    await check(page, await startApi({ cors: 'without apikey' }))
    await expect(finding(page, 'cors')).toContainText('Passed')
    await expect(finding(page, 'preflight')).toContainText('Failed')
  })
  await test.step('an API that works, whatever it exposes', async () => {
    await check(page, await startApi({ exposed: '' }))
    await expect(page.getByText(/^12 passed, 1 can’t tell, 1 not tested/)).toBeVisible()
  })
  await test.step('headers of the site that do not allow the API', async () => {
    const url = await startApi({})
    watched.allowRefusalOf(new URL(url).origin)
    await check(page, url, 'https://earlier.example/qa')
    const site = finding(page, 'site')
    await expect(site).toContainText('Failed')
    await expect(site).toContainText(`npm run configure -- --domain 127.0.0.1 --api ${url}`)
  })
})
