import { configureCommand } from '../src/check/commands.ts'
import { cannotTell, fail, notTested, pass, type Result } from '../src/check/finding.ts'
import { pagePath } from '../src/check/pages.ts'
import {
  toReply,
  withoutSecret,
  type FailureCause,
  type Reply,
  type Target,
  type Wire,
} from '../src/check/wire.ts'
import type { Credentials, Site } from './doctor-site.ts'

const timeoutMs = 10_000

/** Creates the wire of the command line, which sees every answer; `site` is the console's, if named. */
export function createNodeWire(
  target: Target,
  key: string | undefined,
  site: Site | undefined,
  credentials: Credentials = {},
): Wire {
  const { apiBaseUrl, siteOrigin } = target
  const origin: Record<string, string> = siteOrigin === undefined ? {} : { Origin: siteOrigin }
  // The proxies of deploy/ refuse what a page of their own origin didn't send.
  if (URL.parse(apiBaseUrl)?.origin === siteOrigin) {
    Object.assign(origin, credentials, { 'Sec-Fetch-Site': 'same-origin' })
  }

  async function send(path: string, init: RequestInit): Promise<Reply> {
    try {
      const signal = AbortSignal.timeout(timeoutMs)
      const response = await fetch(apiBaseUrl + path, { redirect: 'manual', signal, ...init })
      return await toReply(target, response)
    } catch (error) {
      return failureOf(error)
    }
  }

  return {
    seesEverything: true,
    get: (path, withKey) =>
      send(path, {
        headers: {
          Accept: 'application/json',
          ...origin,
          ...(withKey && key !== undefined && { apikey: key }),
        },
      }),
    withoutKey: (text) => withoutSecret(text, key),
    isAnybodyThere: () => Promise.resolve(undefined),
    preflight: (method) =>
      send(pagePath(1, 0), {
        method: 'OPTIONS',
        headers: {
          ...origin,
          'Access-Control-Request-Method': method,
          'Access-Control-Request-Headers': 'apikey',
        },
      }),
    checkSite: () => Promise.resolve(checkSite(apiBaseUrl, siteOrigin, site)),
  }
}

/** Judges the console's own encryption, configuration and content security policy. */
function checkSite(
  apiBaseUrl: string,
  siteOrigin: string | undefined,
  site: Site | undefined,
): Result {
  if (siteOrigin === undefined) {
    return notTested('Add --origin with the address of the console to test this.')
  }
  const { protocol, hostname } = new URL(siteOrigin)
  if (protocol === 'http:' && !/^(?:localhost|127\.[\d.]+|\[::1\])$/.test(hostname)) {
    return fail(
      `${siteOrigin} is plain http, where the console accepts no key.`,
      'Serve the console over https.',
    )
  }
  if (site === undefined) {
    return cannotTell(`No console responded at ${siteOrigin}.`, 'Deploy it, then check again.')
  }
  if (site.login !== undefined) {
    return notTested(
      `${siteOrigin} is behind a login, which answered with ${site.login}. Add --user or --cookie-file, or use Check connection in the console’s menu.`,
    )
  }
  if (site.auth === 'proxy') {
    if (site.missing) return site.missing
    return pass('The console calls a proxy on its own origin, which adds the key.')
  }
  const api = new URL(apiBaseUrl).origin
  if (site.apiBaseUrl !== undefined && site.apiBaseUrl !== apiBaseUrl) {
    return fail(
      `The console’s config.json names another API: ${site.apiBaseUrl}.`,
      'Run configure again, or check that API.',
      { snippet: configureCommand({ apiBaseUrl, siteOrigin }) },
    )
  }
  if (site.policy === undefined) {
    return site.missing ?? pass('The site sends no content security policy, so nothing is blocked.')
  }
  if (allowsConnection(site.policy, api, siteOrigin)) {
    return site.missing ?? pass(`The site’s content security policy allows ${api}.`)
  }
  return fail(
    `The site’s headers don’t allow ${api} (Content-Security-Policy, connect-src).`,
    'Run configure again so that config.json and the headers agree.',
    { snippet: configureCommand({ apiBaseUrl, siteOrigin }) },
  )
}

/** True when a content security policy lets a page of `site` send requests to `api` (both origins). */
function allowsConnection(policy: string, api: string, site: string): boolean {
  const directives = new Map(
    policy.split(';').map((directive) => {
      const [name = '', ...sources] = directive.trim().split(/\s+/)
      return [name.toLowerCase(), sources]
    }),
  )
  const sources = directives.get('connect-src') ?? directives.get('default-src')
  if (sources === undefined) return true
  const { protocol, host, hostname } = new URL(api)
  return sources.some((source) => {
    if (source === "'self'") return api === site
    if (source === '*' || source === protocol) return true
    const allowed = URL.parse(source.includes('://') ? source : `${protocol}//${source}`)
    if (!allowed || allowed.protocol !== protocol) return false
    return allowed.host === host || isBelow(hostname, allowed.hostname)
  })
}

/** Matches `*.example.com`. */
function isBelow(hostname: string, pattern: string): boolean {
  return pattern.startsWith('*.') && hostname.endsWith(pattern.slice(1))
}

const causes: Readonly<Record<string, FailureCause>> = {
  ENOTFOUND: 'unknown host',
  ECONNREFUSED: 'refused',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  ETIMEDOUT: 'timeout',
}

/** Reads the cause of a failed `fetch` from the system's error below it. */
function failureOf(error: unknown): Reply {
  if (error instanceof DOMException && error.name === 'TimeoutError') return { cause: 'timeout' }
  const below = error instanceof Error ? error.cause : undefined
  const code = below instanceof Error && 'code' in below ? String(below.code) : undefined
  if (code === undefined) return { cause: 'network' }
  if (/UNABLE_TO_(?:GET_ISSUER|VERIFY)|SELF_SIGNED/.test(code)) {
    return { cause: 'unknown authority', code }
  }
  const isCertificate = /CERT|ERR_TLS/.test(code)
  return { cause: causes[code] ?? (isCertificate ? 'certificate' : 'network'), code }
}
