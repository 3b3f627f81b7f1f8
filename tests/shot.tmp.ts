import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright'
import { browserLaunchOptions } from './browser.ts'
import { serveBuild } from './e2e/serve.ts'
const root = fileURLToPath(new URL('..', import.meta.url))
const site = await serveBuild({ directory: `${root}dist-demo` })
const browser = await chromium.launch(browserLaunchOptions())
for (const [w, h, scheme] of [
  [1280, 900, 'light'],
  [390, 844, 'dark'],
] as const) {
  const page = await browser.newPage({
    viewport: { width: w, height: h },
    colorScheme: scheme,
    reducedMotion: 'reduce',
  })
  await page.goto(new URL('posture', site.url).href)
  await page.getByRole('heading', { name: 'Failing checks' }).waitFor()
  await page.screenshot({ path: `/tmp/shots/posture-${w}.png`, fullPage: true })
  await page.getByText(/^All fields/).click()
  await page.screenshot({ path: `/tmp/shots/posture-${w}-open.png`, fullPage: true })
  await page.close()
}
await browser.close()
await site.close()
process.exit(0)
