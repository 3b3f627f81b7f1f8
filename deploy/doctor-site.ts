import type { SortFormatSetting } from '../src/api/sort.ts'
import type { Result } from '../src/check/finding.ts'
import { policyOf } from './headers.ts'
import { missingHeaders } from '../src/check/site-headers.ts'
import type { Target } from '../src/check/wire.ts'
import { readText } from '../src/lib/read-text.ts'
import { readConfig } from '../src/config/config.ts'

/** What a deployed console says of itself. */
export interface Site {
  /** Its content security policy, from its headers or else from its page. */
  policy: string | undefined
  /** The finding for a host that doesn't send the headers of the build. */
  missing?: Result | undefined
  /** What a login answers in the console's place: "status 401". */
  login?: string
  /** From its config.json, as all below; absent when that can't be read. */
  auth?: Target['auth']
  /** Absent when it is a path of the site. */
  apiBaseUrl?: string
  sortFormat?: SortFormatSetting
}

/** Headers that sign a request in at a login in front of the console. */
export type Credentials = Record<string, string>

/** Reads the console at an address; `undefined` when nothing answers there. */
export async function readSite(
  address: string,
  credentials: Credentials = {},
): Promise<Site | undefined> {
  const base = address.endsWith('/') ? address : `${address}/`
  const signal = AbortSignal.timeout(10_000)
  try {
    const page = await fetch(base, { signal, headers: credentials, redirect: 'manual' })
    const login = loginOf(page, base)
    if (!page.ok && login === undefined) return undefined
    const carried = policyOf((await readText(page)) ?? '')
    const policy = page.headers.get('content-security-policy') ?? carried
    const missing =
      login === undefined ? missingHeaders(page.headers, carried !== undefined) : undefined
    const site = {
      policy: login === undefined ? policy : undefined,
      ...(login !== undefined && { login }),
      ...(missing && { missing }),
    }
    const config = await fetch(`${base}config.json`, {
      signal,
      headers: credentials,
      redirect: 'manual',
    })
    const result = config.ok ? readConfig((await readText(config)) ?? '') : undefined
    if (!result || 'fault' in result) return site
    const { apiBaseUrl, auth, sortFormat } = result.config
    return { ...site, auth, sortFormat, ...(!apiBaseUrl.startsWith('/') && { apiBaseUrl }) }
  } catch {
    return undefined
  }
}

/** How a login answered in place of the console's page; `undefined` when it was none. */
function loginOf({ status, headers }: Response, base: string): string | undefined {
  if (status === 401 || status === 403) return `status ${status}`
  if (status < 300 || status > 399) return undefined
  const location = URL.parse(headers.get('location') ?? '', base)
  return location ? `a redirect to ${location.origin}${location.pathname}` : 'a redirect'
}
