import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { serveBuild } from './serve.ts'
import { heading, names } from './support/console.ts'
import { productionBuild } from './support/sites.ts'
import { demoTest, expect, test } from './support/test.ts'

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

// Only what the component tests cannot see: the document around the app, and what the demo adds.
test('axe finds nothing on a console that is not configured', async ({ page }) => {
  const site = await serveBuild({ directory: productionBuild, config: { auth: 'none' } })
  await page.goto(site.url)
  await expect(heading(page, 'The console isn’t configured')).toBeVisible()
  await expectNothingFoundInBothThemes(page)
  await site.close()
})

demoTest('axe finds nothing in the settings of the demo', async ({ page }) => {
  await page.goto('/devices?size=10')
  await expect(names(page)).toHaveCount(10)
  await page.getByRole('button', { name: 'Demo settings' }).click()
  await expect(page.getByRole('dialog', { name: 'Demo settings' })).toBeVisible()
  await expectNothingFoundInBothThemes(page)
})

async function expectNothingFoundInBothThemes(page: Page): Promise<void> {
  // Rows that are about to be replaced are dimmed.
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  await expectNothingFound(page, (axe) => axe.withTags(tags))
  // The dark theme is the same page in other colors.
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
  await expectNothingFound(page, (axe) => axe.withRules(['color-contrast', 'link-in-text-block']))
}

async function expectNothingFound(
  page: Page,
  choose: (axe: AxeBuilder) => AxeBuilder,
): Promise<void> {
  await page.evaluate(async () => {
    // A changed theme is there with the next frame, and transitions begin with it.
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
    // A canceled animation has ended, too.
    await Promise.allSettled(document.getAnimations().map((animation) => animation.finished))
  })
  const { violations, passes } = await choose(new AxeBuilder({ page })).analyze()
  expect(passes.length).toBeGreaterThan(0)
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${id} (${help}): ${target.join(' ')} ${failureSummary}`,
    ),
  )
  expect(found).toEqual([])
}
