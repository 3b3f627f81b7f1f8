import { expect, type Locator, type Page, type Request } from '@playwright/test'

declare global {
  interface Window {
    /** Whether a jump in time may end requests: only where they are known never to be answered. */
    answersHang?: boolean
  }
}

const inFlight = new WeakMap<Page, Set<Request>>()

/**
 * Puts the page's timers under the test's hand; time goes on by itself until it is told to jump.
 * Call it before the page is opened.
 */
export async function takeClock(page: Page): Promise<void> {
  const pending = new Set<Request>()
  inFlight.set(page, pending)
  page.on('request', (request) => pending.add(request))
  page.on('requestfinished', (request) => pending.delete(request))
  page.on('requestfailed', (request) => pending.delete(request))
  await page.clock.install()
  // Playwright's clock does not reach the browser's own timers behind AbortSignal.timeout.
  await page.addInitScript(() => {
    AbortSignal.timeout = (ms) => {
      const controller = new AbortController()
      setTimeout(() => {
        if (!window.answersHang) return
        controller.abort(new DOMException('Timed out', 'TimeoutError'))
      }, ms)
      return controller.signal
    }
  })
}

interface Steps {
  /** 0: time only passes by itself. */
  stepMs?: number
  /** Which requests are known never to be answered; time does not jump while any other is under way. */
  hung?: 'reads' | 'changes' | undefined
}

/** Lets time jump in steps until something is seen. */
export async function passTimeUntil(
  page: Page,
  seen: Locator,
  { stepMs = 1_000, hung }: Steps = {},
): Promise<void> {
  await page.evaluate((hang) => (window.answersHang = hang), hung !== undefined)
  const isLive = (request: Request) => (request.method() === 'GET' ? 'reads' : 'changes') !== hung
  await expect(async () => {
    if (await seen.isVisible()) return
    const mayJump = ![...(inFlight.get(page) ?? [])].some(isLive)
    if (mayJump && stepMs > 0) await page.clock.fastForward(stepMs)
    await expect(seen).toBeVisible({ timeout: 60 })
  }).toPass({ intervals: [0] })
}
