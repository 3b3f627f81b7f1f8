import * as v from 'valibot'
import { sortFormats } from '../api/sort.ts'
import { learnServerTime } from '../lib/clock.ts'

/** Ways the API learns who asks: a key from the person, or a same-origin proxy that holds it. */
const authModes = ['apikey', 'proxy'] as const

const apiBaseUrl = v.pipe(
  v.string('must be a text such as "https://public-api.cipherscale.com/qa"'),
  v.trim(),
  v.check(isUsableAddress, 'must be an http(s) address without user name, query or fragment'),
  v.check(
    isEncryptedOrLocal,
    'must start with https://, because http would send the key in clear text',
  ),
  v.transform((address) => address.replace(/\/+$/, '')),
)

const ownerDeviceLimit = v.custom<number>(
  (limit) => Number.isInteger(limit) && Number(limit) >= 1 && Number(limit) <= 1_000,
  'must be a whole number from 1 to 1000',
)

const configSchema = v.strictObject({
  apiBaseUrl: v.optional(apiBaseUrl, 'https://public-api.cipherscale.com/qa'),
  auth: v.optional(v.picklist(authModes, 'must be "apikey" or "proxy"'), 'apikey'),
  sortFormat: v.optional(v.picklist(sortFormats, 'must be "prefix", "colon" or "comma"'), 'prefix'),
  // The API does not tell it; five is the vendor's default (API.md, "What the two actions mean").
  ownerDeviceLimit: v.optional(ownerDeviceLimit, 5),
})

/** What `config.json` says, with its defaults filled in. */
export type Config = v.InferOutput<typeof configSchema>

/** Why there is no configuration, in words. */
export interface ConfigProblem {
  what: string
  details: string[]
}

export type ConfigResult = { config: Config } | { problem: ConfigProblem }

/** Fetches and checks the configuration; never throws. */
export async function loadConfig(address: string): Promise<ConfigResult> {
  let response: Response
  let body: string
  try {
    response = await fetch(address, { signal: AbortSignal.timeout(10_000) })
    body = await response.text()
    learnServerTime(response.headers)
  } catch {
    return problem('config.json could not be fetched', [
      'The host of this site did not answer. Check the connection, then reload.',
    ])
  }
  if (!response.ok) {
    return problem(`config.json is missing (the host answered ${response.status})`, [
      `Put a config.json beside index.html, at ${response.url}.`,
    ])
  }
  return readConfig(body)
}

/** Checks the text of a `config.json`. */
export function readConfig(body: string): ConfigResult {
  if (body.trimStart().startsWith('<')) {
    return problem('config.json is missing: the host answered with an HTML page', [
      'The host sends index.html for files it does not have. Put a config.json beside index.html.',
    ])
  }
  let json: unknown
  try {
    json = JSON.parse(body)
  } catch (error) {
    return problem('config.json is not valid JSON', [
      error instanceof Error ? error.message : 'It could not be parsed.',
    ])
  }
  // To the schema an array is an object too, and an empty one would pass for all defaults.
  const result = v.safeParse(configSchema, Array.isArray(json) ? undefined : json)
  if (result.success) return { config: result.output }
  return problem('config.json has settings the console cannot use', result.issues.map(explainIssue))
}

function explainIssue(issue: v.InferIssue<typeof configSchema>): string {
  const path = v.getDotPath(issue)
  if (!path) return 'It must be one JSON object: { "apiBaseUrl": "…", "auth": "apikey" }.'
  if (issue.expected === 'never') {
    return `${path} is not a setting. Settings are ${Object.keys(configSchema.entries).join(', ')}.`
  }
  return `${path} ${issue.message}, but is ${issue.received}.`
}

function isUsableAddress(address: string): boolean {
  // A proxy on this very origin may be written as a path.
  const base = globalThis.location?.href ?? 'http://localhost'
  if (!/^https?:\/\//i.test(address) && !/^\/(?!\/)/.test(address)) return false
  const url = URL.parse(address, base)
  return url !== null && !url.username && !url.password && !url.search && !url.hash
}

function isEncryptedOrLocal(address: string): boolean {
  const url = URL.parse(address)
  // `URL` writes every form of an IPv4 address in digits, so no domain passes for one.
  const loopback = /^((.+\.)?localhost|127\.[\d.]+|\[::1\])$/
  return url?.protocol !== 'http:' || loopback.test(url.hostname)
}

function problem(what: string, details: string[]): ConfigResult {
  return { problem: { what, details } }
}
