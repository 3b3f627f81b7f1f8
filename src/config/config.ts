import { isRecord } from '../lib/is-record.ts'
import { sortFormatSettings, type SortFormatSetting } from '../api/sort.ts'
import { isLinkTarget, parseApiAddress } from '../lib/addresses.ts'
import { learnServerTime } from '../lib/clock.ts'
import type { ConfigFault } from './config-problem.ts'

/** The content of `config.json` with defaults. */
export interface Config {
  apiBaseUrl: string
  /** An API key entered by the person, or a same-origin proxy that adds it. */
  auth: 'apikey' | 'proxy'
  sortFormat: SortFormatSetting
  ownerDeviceLimit: number
  /** Where "Sign in" leads; when it ends in "=", the address to come back to is added. */
  signInUrl?: string | undefined
  signOutUrl?: string | undefined
  /** Actions are shown, but disabled: the proxy forwards reads alone. */
  readOnly?: boolean | undefined
}

const defaults: Config = {
  apiBaseUrl: 'https://public-api.cipherscale.com/qa',
  auth: 'apikey',
  sortFormat: 'auto',
  // The API doesn't report it; five is the vendor's default.
  ownerDeviceLimit: 5,
}

const isValid: { [Setting in keyof Config]-?: (value: unknown) => boolean } = {
  apiBaseUrl: (address) => typeof address === 'string' && 'address' in parseApiAddress(address),
  auth: (mode) => mode === 'apikey' || mode === 'proxy',
  sortFormat: (format) => sortFormatSettings.some((known) => known === format),
  ownerDeviceLimit: (limit) =>
    Number.isInteger(limit) && Number(limit) > 0 && Number(limit) <= 1_000,
  signInUrl: isLinkTarget,
  signOutUrl: isLinkTarget,
  readOnly: (value) => value === !!value,
}

export const settingNames = Object.keys(isValid)

/** A configuration or a fault, which config-problem.ts puts into words. */
export type ConfigResult = { config: Config } | { fault: ConfigFault }

/** Fetches and checks the configuration, whose `apiBaseUrl` is absolute then; never throws. */
export async function loadConfig(address: string): Promise<ConfigResult> {
  let response: Response
  let body: string
  try {
    response = await fetch(address, { signal: AbortSignal.timeout(10_000) })
    body = await response.text()
    learnServerTime(response.headers)
  } catch {
    return { fault: { kind: 'no-answer' } }
  }
  const { ok, status, url } = response
  if (!ok) return { fault: { kind: 'missing', status, address: url } }
  const result = readConfig(body)
  if ('config' in result && !/^https?:/.test(result.config.apiBaseUrl)) {
    result.config.apiBaseUrl = location.origin + result.config.apiBaseUrl
  }
  return result
}

/** Parses and validates the text of a `config.json`; an API of the site's own origin stays a path. */
export function readConfig(body: string): ConfigResult {
  if (body.trimStart().startsWith('<')) return { fault: { kind: 'html' } }
  let json: unknown
  try {
    json = JSON.parse(body)
  } catch (error) {
    return { fault: { kind: 'not-json', error } }
  }
  if (!isRecord(json)) return { fault: { kind: 'not-an-object' } }
  const wrong = Object.entries(json).filter(
    ([name, value]) => !(Object.hasOwn(isValid, name) && isValid[name as keyof Config](value)),
  )
  if (wrong.length > 0) return { fault: { kind: 'wrong-settings', wrong } }
  const config = { ...defaults, ...json }
  const parsed = parseApiAddress(config.apiBaseUrl)
  return { config: 'address' in parsed ? { ...config, apiBaseUrl: parsed.address } : config }
}
