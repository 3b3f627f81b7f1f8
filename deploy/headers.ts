/** One block of `_headers`: a path (`/*` and `/assets/*` match by prefix) and its headers. */
export type HeaderRule = { path: string; headers: Map<string, string> }

/** Reads the `_headers` format of Netlify and Cloudflare. Throws on a line that a host would skip silently. */
export function parseHeaders(text: string): HeaderRule[] {
  const rules: HeaderRule[] = []
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (/^\s*(#|$)/.test(line)) continue
    const header = /^\s+([\w-]+):\s*(\S.*?)\s*$/.exec(line)
    const rule = rules.at(-1)
    if (header?.[1] !== undefined && header[2] !== undefined && rule !== undefined) {
      rule.headers.set(header[1], header[2])
    } else if (/^\/\S*$/.test(line)) {
      rules.push({ path: line, headers: new Map() })
    } else {
      throw new Error(`_headers, line ${index + 1} is neither a path nor a header: ${line}`)
    }
  }
  return rules
}

function matches(rulePath: string, pathname: string): boolean {
  return rulePath.endsWith('*') ? pathname.startsWith(rulePath.slice(0, -1)) : pathname === rulePath
}

/** Headers for a site path (without the base path); later rules override earlier ones. */
export function headersFor(rules: HeaderRule[], pathname: string): Map<string, string> {
  const merged = new Map<string, string>()
  for (const rule of rules) {
    if (!matches(rule.path, pathname)) continue
    for (const [name, value] of rule.headers) merged.set(name, value)
  }
  return merged
}

/** The API's origin for `connect-src` from `config.json`: `null` for a proxy, `undefined` where it doesn't say. */
export function apiOrigin(config: unknown): string | null | undefined {
  if (typeof config !== 'object' || config === null) return undefined
  if ('auth' in config && config.auth === 'proxy') return null
  if (!('apiBaseUrl' in config) || typeof config.apiBaseUrl !== 'string') return undefined
  if (config.apiBaseUrl.startsWith('/') && !config.apiBaseUrl.startsWith('//')) return null
  const address = URL.parse(config.apiBaseUrl)
  // `origin` is "null" for any scheme but http and https.
  return address?.protocol === 'https:' || address?.protocol === 'http:'
    ? address.origin
    : undefined
}

/** Returns the rules with `connect-src` set to `'self'` and the given origin (see `apiOrigin`). */
export function withApiOrigin(
  rules: HeaderRule[],
  origin: string | null | undefined,
): HeaderRule[] {
  if (origin === undefined) return rules
  const sources = origin === null ? "connect-src 'self'" : `connect-src 'self' ${origin}`
  return rules.map(({ path, headers }) => ({
    path,
    headers: new Map(
      [...headers].map(([name, value]) => [
        name,
        name.toLowerCase() === 'content-security-policy'
          ? value.replace(/(?<=^|;\s*)connect-src[^;]*/, sources)
          : value,
      ]),
    ),
  }))
}

/** Formats rules as `_headers` text for a site served below `base` (`/` or `/console/`). */
export function renderHeaders(rules: HeaderRule[], base: string): string {
  return rules
    .map(({ path, headers }) => {
      const lines = [...headers].map(([name, value]) => `  ${name}: ${value}\n`)
      return `${base.slice(0, -1)}${path}\n${lines.join('')}`
    })
    .join('\n')
}

/** Directives that browsers ignore in a page (CSP 3, "The meta element"). */
const headerOnly = /^(?:frame-ancestors|report-uri|sandbox)\b/

const carried = /\s*<meta http-equiv="Content-Security-Policy" content="([^"]*)"[^>]*>/

/** The content security policy that a page carries; `undefined` when it has none. */
export function policyOf(html: string): string | undefined {
  return carried.exec(html)?.[1]
}

/** Writes a content security policy into a page, or replaces one, without what only a header can carry. */
export function withPolicy(html: string, policy: string): string {
  const content = policy.split('; ').filter((directive) => !headerOnly.test(directive))
  const meta = `<meta http-equiv="Content-Security-Policy" content="${content.join('; ')}" />`
  return html
    .replace(carried, '')
    .replace(/(\s*)<meta charset="utf-8" \/>/, (charset, indent: string) => charset + indent + meta)
}
