import type { SortFormatSetting } from '../src/api/sort.ts'
import type { Target } from '../src/check/wire.ts'
import { readText } from '../src/lib/read-text.ts'
import { readConfig } from '../src/session/config.ts'

/** What a deployed console says of itself. */
export interface Site {
  /** Its content security policy, if it sends one. */
  policy: string | undefined
  /** From its config.json, as all below; absent when that can't be read. */
  auth?: Target['auth']
  /** Absent when it is a path of the site. */
  apiBaseUrl?: string
  sortFormat?: SortFormatSetting
}

/** Reads the console at an address; `undefined` when nothing answers there. */
export async function readSite(address: string): Promise<Site | undefined> {
  const base = address.endsWith('/') ? address : `${address}/`
  try {
    const signal = AbortSignal.timeout(10_000)
    const page = await fetch(base, { signal })
    if (!page.ok) return undefined
    const policy = page.headers.get('content-security-policy') ?? undefined
    const config = await fetch(`${base}config.json`, { signal })
    const result = config.ok ? readConfig((await readText(config)) ?? '') : undefined
    if (!result || 'fault' in result) return { policy }
    const { apiBaseUrl, auth, sortFormat } = result.config
    return { policy, auth, sortFormat, ...(!apiBaseUrl.startsWith('/') && { apiBaseUrl }) }
  } catch {
    return undefined
  }
}
