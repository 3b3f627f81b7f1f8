import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/**
 * Checks a page in both themes: only what the component tests cannot see needs this.
 * @param parts selectors of what to look at; the whole page when absent
 */
export async function expectAxeFindsNothing(page: Page, parts: string[] = []): Promise<void> {
  // Rows that are about to be replaced are dimmed.
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
  // By itself, axe takes a second page for its report, and joins frames that the console has none of.
  const axe = () =>
    parts.reduce((all, part) => all.include(part), new AxeBuilder({ page }).setLegacyMode())
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  await expectNothingFound(page, axe().withTags(tags))
  // The dark theme is the same page in other colors.
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
  await expectNothingFound(page, axe().withRules(['color-contrast', 'link-in-text-block']))
}

async function expectNothingFound(page: Page, axe: AxeBuilder): Promise<void> {
  await page.evaluate(async () => {
    // A changed theme is there with the next frame, and transitions begin with it.
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
    // A canceled animation has ended, too.
    await Promise.allSettled(document.getAnimations().map((animation) => animation.finished))
  })
  const { violations, passes } = await axe.analyze()
  expect(passes.length).toBeGreaterThan(0)
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${id} (${help}): ${target.join(' ')} ${failureSummary}`,
    ),
  )
  expect(found).toEqual([])
}
