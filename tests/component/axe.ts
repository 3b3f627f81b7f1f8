import axe, { type RunOptions } from 'axe-core'
import { expect, onTestFinished } from 'vitest'
import { theme } from '../../src/lib/preferences.ts'

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** Asserts that axe finds nothing on the page, in the light theme and in the dark one. */
export async function expectAccessible(): Promise<void> {
  onTestFinished(() => theme.set('system'))
  // Rows that are about to be replaced are dimmed.
  await expect.poll(() => document.querySelectorAll('[aria-busy="true"]')).toHaveLength(0)
  theme.set('light')
  await expectNothingFound({ runOnly: tags })
  theme.set('dark')
  // The dark theme is the same page in other colors.
  await expectNothingFound({ runOnly: ['color-contrast', 'link-in-text-block'] })
}

async function expectNothingFound(options: RunOptions): Promise<void> {
  await transitionsEnd()
  const { violations, passes } = await axe.run(document, {
    ...options,
    // Only what is told is worked out in full.
    resultTypes: ['violations'],
  })
  expect(passes.length, 'rules that applied').toBeGreaterThan(0)
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
  )
  expect(found.join('\n')).toBe('')
}

/** Resolves when no color is on its way to another; a canceled animation has ended, too. */
async function transitionsEnd(): Promise<void> {
  // A changed theme is there with the next frame, and transitions begin with it.
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
  await Promise.allSettled(document.getAnimations().map((animation) => animation.finished))
}
