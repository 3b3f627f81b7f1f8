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
