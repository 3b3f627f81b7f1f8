import * as v from 'valibot'
import { sortFormatSettings } from '../api/sort.ts'
import { learnServerTime } from '../lib/clock.ts'
import type { ConfigFault } from './config-problem.ts'

/** Authentication: an API key entered by the person, or a same-origin proxy that adds it. */
const authModes = ['apikey', 'proxy'] as const

const apiBaseUrl = v.pipe(
  v.string(),
  v.trim(),
  v.check(isUsableAddress, 'usable'),
  v.check(isEncryptedOrLocal, 'encrypted'),
  v.transform((address) => address.replace(/\/+$/, '')),
)

const ownerDeviceLimit = v.custom<number>(
  (limit) => Number.isInteger(limit) && Number(limit) >= 1 && Number(limit) <= 1_000,
)

const signOutUrl = v.custom<string>((address) =>
  // Browsers read "/\host" as "//host", which is another origin.
  /^(https:\/\/[^/\s]\S*|\/([^/\\\s]\S*)?)$/i.test(String(address)),
)

const configSchema = v.strictObject({
  apiBaseUrl: v.optional(apiBaseUrl, 'https://public-api.cipherscale.com/qa'),
  auth: v.optional(v.picklist(authModes), 'apikey'),
  sortFormat: v.optional(v.picklist(sortFormatSettings), 'auto'),
  // The API doesn't report it; five is the vendor's default (API.md, "What the two actions mean").
  ownerDeviceLimit: v.optional(ownerDeviceLimit, 5),
  signOutUrl: v.optional(signOutUrl),
})

/** The content of `config.json` with defaults. */
export type Config = v.InferOutput<typeof configSchema>

/** A configuration or a fault, which config-problem.ts puts into words. */
export type ConfigResult = { config: Config } | { fault: ConfigFault }

/** Fetches and checks the configuration; never throws. */
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
  return ok ? readConfig(body) : { fault: { kind: 'missing', status, address: url } }
}

/** Parses and validates the text of a `config.json`. */
export function readConfig(body: string): ConfigResult {
  if (body.trimStart().startsWith('<')) return { fault: { kind: 'html' } }
  let json: unknown
  try {
    json = JSON.parse(body)
  } catch (error) {
    return { fault: { kind: 'not-json', error } }
  }
  // The schema would accept an empty array as an object with all defaults.
  const result = v.safeParse(configSchema, Array.isArray(json) ? undefined : json)
  if (result.success) return { config: result.output }
  const { issues } = result
  return { fault: { kind: 'wrong-settings', issues, settings: Object.keys(configSchema.entries) } }
}

function isUsableAddress(address: string): boolean {
  // A path is resolved against this origin, where a proxy answers.
  const base = globalThis.location?.href ?? 'http://localhost'
  if (!/^https?:\/\//i.test(address) && !/^\/(?!\/)/.test(address)) return false
  const url = URL.parse(address, base)
  return url !== null && !url.username && !url.password && !url.search && !url.hash
}

function isEncryptedOrLocal(address: string): boolean {
  const url = URL.parse(address)
  // `URL` normalizes every form of an IPv4 address, so no domain name can match.
  const loopback = /^((.+\.)?localhost|127\.[\d.]+|\[::1\])$/
  return url?.protocol !== 'http:' || loopback.test(url.hostname)
}
