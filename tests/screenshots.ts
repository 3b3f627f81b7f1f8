// Takes the pictures of the README from the demo build: npm run screenshots
// The names in them need fonts of Chinese and Japanese (Debian: fonts-noto-cjk).
import { mkdirSync } from 'node:fs'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { chromium, type Page } from 'playwright'
import { build } from 'vite'
import { browserLaunchOptions } from './browser.ts'
import { serveBuild } from './e2e/serve.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = `${root}docs/screenshots`
const device = 'lost-laptop-01'

async function openOverview(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Overview' }).click()
  await page.getByText(/^All [\d,]+ devices · updated/).waitFor()
  await page.getByText('so far').first().waitFor({ state: 'detached' })
}

const scenes: Record<string, (page: Page) => Promise<void>> = {
  overview: openOverview,
  list: async (page) => {
    // With the figures of its tabs, which come once all devices are loaded.
    await openOverview(page)
    await page.getByRole('link', { name: 'Devices', exact: true }).click()
    await page.getByRole('link', { name: /^Not compliant \d/ }).waitFor()
    await page.mouse.move(0, 0)
  },
  device: async (page) => {
    await page.getByRole('link', { name: device }).click()
    await page.getByRole('heading', { name: device, level: 1 }).waitFor()
    await page.getByRole('button', { name: 'Copy JSON' }).waitFor()
  },
  dialog: async (page) => {
    await page.getByRole('button', { name: `Deactivate ${device}` }).click()
    await page
      .getByRole('alertdialog')
      .getByRole('button', { name: 'Deactivate device', disabled: false })
      .waitFor()
  },
}

await build({ root, mode: 'demo', logLevel: 'warn' })
const site = await serveBuild({ directory: `${root}dist-demo` })
const browser = await chromium.launch(browserLaunchOptions())
mkdirSync(folder, { recursive: true })
try {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const [scene, prepare] of Object.entries(scenes)) {
      const page = await browser.newPage({
        viewport: { width: 1280, height: 800 },
        colorScheme,
        reducedMotion: 'reduce',
        timezoneId: 'Europe/Berlin',
      })
      await page.goto(new URL('devices', site.url).href)
      await page.getByRole('link', { name: device }).waitFor()
      await page.getByRole('link', { name: 'Next page' }).waitFor()
      await page.evaluate(() => document.fonts.ready)
      await prepare(page)
      await page.screenshot({ path: `${folder}/${scene}-${colorScheme}.png` })
      await page.close()
    }
  }
} finally {
  await browser.close()
  await site.close()
}
process.stdout.write(`Pictures are in docs/screenshots\n`)
