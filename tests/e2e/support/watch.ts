import type { BrowserContext } from '@playwright/test'

declare global {
  interface Window {
    reportViolation: (text: string) => void
  }
}

/** What a browser says on its own account while a test runs. */
export interface Watch {
  /** Errors that no code of the page caught. */
  readonly pageErrors: readonly string[]
  /** What the content security policy refused; Trusted Types are part of it. */
  readonly violations: readonly string[]
  /** Allows refusals of this address, which the test provokes. */
  allowRefusalOf: (address: string) => void
  /** Everything written to the console, failed requests included. */
  readonly console: readonly string[]
}

/** Listens to every page of a context, from its first script on. */
export async function watch(context: BrowserContext): Promise<Watch> {
  const pageErrors: string[] = []
  const violations: string[] = []
  const allowed: string[] = []
  const refuse = (text: string) => {
    if (!allowed.some((address) => text.includes(address))) violations.push(text)
  }
  const written: string[] = []
  context.on('weberror', (error) => pageErrors.push(String(error.error())))
  context.on('console', (message) => {
    written.push(message.text())
    // Refusals before the first script runs are told here alone.
    if (/content security policy|trusted ?type/i.test(message.text())) {
      refuse(message.text())
    }
  })
  await context.exposeFunction('reportViolation', refuse)
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      window.reportViolation(`${event.effectiveDirective}: ${event.blockedURI} ${event.sample}`)
    })
  })
  return {
    pageErrors,
    violations,
    console: written,
    allowRefusalOf: (address) => void allowed.push(address),
  }
}
