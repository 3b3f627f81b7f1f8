import { explainConfig } from '../config/config-problem.ts'
import { loadConfig } from '../config/config.ts'
import { fail, type Finding } from './finding.ts'
import { runChecks, untested } from './run-checks.ts'
import { createPageWire } from './page-wire.ts'
import type { Target } from './wire.ts'

/** Adds the key to a request's headers. */
export type Authorize = (headers: Headers) => void

/**
 * Checks the connection of this page with the settings that config.json has now. Rejects when `signal`
 * aborts.
 * @param authorize absent without a key
 */
export async function* checkFromPage(
  configAddress: string,
  authorize: Authorize | undefined,
  signal: AbortSignal,
): AsyncGenerator<Finding, void> {
  const result = await loadConfig(configAddress)
  signal.throwIfAborted()
  if ('fault' in result) {
    const { title, details } = explainConfig(result.fault)
    const fix = 'Correct config.json next to index.html, or run configure again.'
    yield { step: 'configuration', ...fail(`${title}. ${details.join(' ')}`, fix) }
    yield* untested('configuration', ['configuration'])
    return
  }
  const { apiBaseUrl, auth, sortFormat } = result.config
  const target: Target = {
    apiBaseUrl,
    siteOrigin: location.origin,
    auth,
    sortFormat,
    hasKey: auth === 'apikey' && authorize !== undefined,
  }
  yield* runChecks(target, createPageWire(target, authorize, signal))
}
