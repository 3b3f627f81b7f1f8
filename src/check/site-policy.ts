import { warn, type Result } from './finding.ts'

/** Headers without which another site, or a network, can do more than it should. */
const protective = [
  'Content-Security-Policy',
  'Strict-Transport-Security',
  'X-Content-Type-Options',
  'X-Frame-Options',
  'Cross-Origin-Opener-Policy',
]

/**
 * A warning for a host that doesn't send all of these; `undefined` when it does.
 * @param isConfigured whether the page carries a policy itself, as `configure` has it do
 */
export function missingHeaders(headers: Headers, isConfigured: boolean): Result | undefined {
  const missing = protective.filter((name) => !headers.has(name))
  if (missing.length === 0) return undefined
  const told = `This site’s host doesn’t send ${missing.join(', ')}.`
  const fix = 'Have the host send the headers of dist/_headers, or use one that can.'
  if (!missing.includes('Content-Security-Policy')) return warn(told, fix)
  return isConfigured
    ? warn(
        `${told} The page carries its policy itself and refuses to run in a frame, but nothing stands for the rest.`,
        fix,
      )
    : warn(
        `${told} The page refuses to run in a frame, but carries no policy itself, because this build wasn’t configured.`,
        `Run configure and upload the build again. ${fix}`,
      )
}

/** True when a content security policy lets a page of `site` send requests to `api` (both origins). */
export function allowsConnection(policy: string, api: string, site: string): boolean {
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
