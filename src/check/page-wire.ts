import { isBlockedBySite } from '../api/blocked-origins.ts'
import { devicesPath } from '../api/device-calls.ts'
import { wait } from '../lib/wait.ts'
import { configureCommand } from './commands.ts'
import { missingHeaders } from './site-headers.ts'
import { fail, pass } from './finding.ts'
import { toReply, withoutSecret, type Reply, type Target, type Wire } from './wire.ts'

const timeoutMs = 10_000
/** The event of a request that the site's policy blocked comes a moment after the failure. */
const policyDelayMs = 100
/** The report of a blocked answer comes from another process, so it may take longer. */
const reportWithinMs = 2_000

/** Sent where no key was entered: only its header matters then. */
const madeUpKey = 'connection-check'

/**
 * Creates the wire of a page.
 * @param authorize adds the key to a request's headers; absent without one
 */
export function createPageWire(
  target: Target,
  authorize: ((headers: Headers) => void) | undefined,
  signal: AbortSignal,
): Wire {
  const { apiBaseUrl, siteOrigin, auth } = target
  const request = (path: string, init: RequestInit) =>
    fetch(apiBaseUrl + path, {
      credentials: auth === 'proxy' ? 'same-origin' : 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      ...init,
    })

  async function get(path: string, withKey: boolean): Promise<Reply> {
    const headers = new Headers({ Accept: 'application/json' })
    if (withKey && auth === 'apikey') {
      if (authorize) authorize(headers)
      else headers.set('apikey', madeUpKey)
    }
    try {
      // Not followed, because a redirect to another origin would carry the key along.
      const response = await request(path, { headers, redirect: 'manual' })
      return await toReply(target, response)
    } catch (error) {
      signal.throwIfAborted()
      if (error instanceof DOMException && error.name === 'TimeoutError')
        return { cause: 'timeout' }
      await wait(policyDelayMs, signal)
      return { cause: isBlockedBySite(apiBaseUrl) ? 'blocked' : 'unreadable' }
    }
  }

  return {
    seesEverything: false,
    get,
    withoutKey: (text) => {
      const headers = new Headers()
      authorize?.(headers)
      return withoutSecret(text, headers.get('apikey'))
    },
    isAnybodyThere: () => isAnybodyThere(request, signal),
    async checkSite(first) {
      if ('cause' in first && first.cause === 'blocked') {
        return fail(
          `This site’s headers don’t allow ${new URL(apiBaseUrl).origin} (Content-Security-Policy, connect-src).`,
          'Run configure again so that config.json and the headers agree.',
          { snippet: configureCommand({ apiBaseUrl, siteOrigin }) },
        )
      }
      const page = await fetch(location.href, { method: 'HEAD', signal }).catch(() => undefined)
      signal.throwIfAborted()
      // The sign-in in front of the site may answer instead, with headers of its own.
      const isOurs = page?.ok && !page.redirected
      const missing = isOurs && missingHeaders(page.headers, carriesPolicy())
      return missing || pass('The site’s headers allow requests to the API.')
    },
  }
}

function carriesPolicy(): boolean {
  return document.querySelector('meta[http-equiv="Content-Security-Policy"]') !== null
}

/**
 * Sends a request whose answer can't be read but shows that somebody answers. A site with
 * Cross-Origin-Embedder-Policy blocks such an answer, which Chromium alone reports.
 */
async function isAnybodyThere(
  request: (path: string, init: RequestInit) => Promise<Response>,
  signal: AbortSignal,
): Promise<boolean | undefined> {
  const report = Promise.withResolvers<boolean>()
  const observer =
    'ReportingObserver' in globalThis
      ? new ReportingObserver((reports) => {
          if (reports.some(({ type }) => type === 'coep')) report.resolve(true)
        })
      : undefined
  observer?.observe()
  try {
    await request(devicesPath, { mode: 'no-cors' })
    return true
  } catch {
    signal.throwIfAborted()
    // Without isolation the site blocks no answer, so there was none.
    if (!globalThis.crossOriginIsolated) return false
    const isReported = await Promise.race([report.promise, wait(reportWithinMs, signal)])
    if (isReported) return true
    const isChromium = 'userAgentData' in navigator
    return isChromium ? false : undefined
  } finally {
    observer?.disconnect()
  }
}
