import { expect, type Page } from '@playwright/test'

/** Whatever goes wrong, a person has a page with one heading and a main part. */
export async function expectNotBlank(page: Page): Promise<void> {
  await expect(page.getByRole('main')).toHaveCount(1)
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1)
}

/** The key stays where it belongs: nowhere that a script, a person or a history entry could read it. */
export async function expectNoTraceOf(page: Page, key: string): Promise<void> {
  const traces = await page.evaluate(async () => {
    const databases = await indexedDB.databases()
    const fields = [...document.querySelectorAll('input, textarea')].map((field) => [
      (field as HTMLInputElement).value,
    ])
    return JSON.stringify([
      document.documentElement.outerHTML,
      fields,
      location.href,
      document.cookie,
      history.state,
      document.referrer,
      window.name,
      Object.entries(localStorage),
      Object.entries(sessionStorage),
      databases,
      performance.getEntries().map(({ name }) => name),
      await caches.keys(),
    ])
  })
  expect(traces).not.toContain(key)
}
