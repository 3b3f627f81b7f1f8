/** The flags of `npm run configure`, as typed. */
export type Flags = {
  api?: string | undefined
  auth?: string | undefined
  'sort-format'?: string | undefined
  'sign-out-url'?: string | undefined
  'owner-device-limit'?: string | undefined
  domain?: string | undefined
  base?: string | undefined
}

/** Checked flags. */
export type Settings = {
  /** Content of `config.json`. */
  config: Record<string, string | number>
  /** The API; `undefined` when `--api` is a path that a proxy of the operator answers. */
  api: URL | undefined
  /** Host name in the files for nginx and Caddy; `undefined` when none are wanted. */
  domain: string | undefined
}

/** A mistake at the command line; the message says what is wrong and what to do. */
export class FlagError extends Error {}

const sortFormats = ['auto', 'prefix', 'colon', 'comma']

/** Checks the flags for a build made for `base`. Throws a `FlagError`. */
export function readSettings(flags: Flags, base: string): Settings {
  if (flags.base !== undefined) checkBase(readBase(flags.base), base)
  const { 'sort-format': sort, 'sign-out-url': signOut, 'owner-device-limit': limit } = flags
  const { apiBaseUrl, api } = readApi(flags, base)
  return {
    config: {
      apiBaseUrl,
      auth: readAuth(flags.auth),
      ...(sort !== undefined && { sortFormat: readSortFormat(sort) }),
      ...(limit !== undefined && { ownerDeviceLimit: readLimit(limit) }),
      ...(signOut !== undefined && { signOutUrl: readSignOutUrl(signOut) }),
    },
    api,
    domain: flags.domain === undefined ? undefined : readDomain(flags.domain),
  }
}

/** Returns a sub-path with its slashes: `console` becomes `/console/`. Throws a `FlagError`. */
export function readBase(given: string): string {
  const parts = given.split('/').filter((part) => part !== '')
  // The files for the servers quote nothing, so the base holds nothing that needs it.
  if (parts.some((part) => !/^[\w-][\w.-]*$/.test(part))) {
    throw new FlagError(
      `--base ${given} isn't a path. Use letters, digits, dots and hyphens, such as --base /console/.`,
    )
  }
  return parts.length === 0 ? '/' : `/${parts.join('/')}/`
}

/** The addresses of scripts are part of a build, so another base needs another build. */
function checkBase(wanted: string, built: string): void {
  if (wanted === built) return
  throw new FlagError(
    `This build is for ${built}, not for ${wanted}. Build it again: npm run build${wanted === '/' ? '' : ` -- --base ${wanted}`}`,
  )
}

function readAuth(given = 'apikey'): 'apikey' | 'proxy' {
  if (given === 'apikey' || given === 'proxy') return given
  throw new FlagError(
    `--auth ${given} isn't known. Use apikey (each person enters a key) or proxy (the server has it).`,
  )
}

function readApi({ api, auth, domain }: Flags, base: string) {
  if (api === undefined) {
    throw new FlagError(
      '--api is missing. Give the address of the device API, such as --api https://public-api.cipherscale.com/qa',
    )
  }
  const isProxy = readAuth(auth) === 'proxy'
  const isPath = /^\/(?!\/)/.test(api)
  if (isPath && (!isProxy || domain !== undefined)) {
    throw new FlagError(
      `--api ${api} is a path, which only a proxy of your own can answer. Give the full https address, or --auth proxy without --domain.`,
    )
  }
  const url = readUrl(api)
  const path = url.pathname.replace(/\/+$/, '')
  if (isPath) return { apiBaseUrl: path === '' ? '/' : path, api: undefined }
  return { apiBaseUrl: isProxy ? `${base}api` : url.origin + path, api: url }
}

function readUrl(api: string): URL {
  const refuse = (what: string, next: string) =>
    new FlagError(`--api ${api.replace(/\/\/[^/]*@/, '//…@')} ${what}. ${next}`)
  const isAddress = /^(https?:\/\/|\/(?!\/))/i.test(api) && URL.canParse(api, 'http://localhost')
  if (!isAddress) throw refuse("isn't a web address", 'Give it in full: https://host/path')
  const url = new URL(api, 'http://localhost')
  if (url.username !== '' || url.password !== '') {
    throw refuse(
      'holds a user name or password',
      'The API takes its key in a header: leave both out.',
    )
  }
  if (/[?#]/.test(api)) {
    throw refuse('has a query or fragment', 'Leave out everything from "?" or "#" on.')
  }
  // The files for the servers quote nothing.
  if (!/^[\w.~/-]*$/.test(url.pathname)) {
    throw refuse('has a path with unusual characters', 'Use letters, digits, dots and hyphens.')
  }
  // `URL` normalizes every form of an IPv4 address, so no domain name can match.
  const isLoopback = /^((.+\.)?localhost|127\.[\d.]+|\[::1\])$/.test(url.hostname)
  if (url.protocol === 'http:' && !isLoopback) {
    throw refuse(
      'would send the key unencrypted',
      'Use https:// (http:// is for this machine only).',
    )
  }
  return url
}

function readSortFormat(given: string): string {
  if (sortFormats.includes(given)) return given
  throw new FlagError(`--sort-format ${given} isn't known. Use one of: ${sortFormats.join(', ')}.`)
}

function readLimit(given: string): number {
  if (/^([1-9]\d{0,2}|1000)$/.test(given)) return Number(given)
  throw new FlagError(
    `--owner-device-limit ${given} isn't a limit. Use a whole number from 1 to 1000.`,
  )
}

function readSignOutUrl(given: string): string {
  // Browsers read "/\host" as "//host", which is another origin.
  const isAddress = /^(https:\/\/|\/(?![/\\]))/i.test(given)
  if (isAddress && URL.canParse(given, 'http://localhost')) return given
  throw new FlagError(
    `--sign-out-url ${given} isn't usable. Give an https address or a path on this site, such as /oauth2/sign_out.`,
  )
}

function readDomain(given: string): string {
  if (/^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i.test(given)) return given
  throw new FlagError(
    `--domain ${given} isn't a host name. Give it without https:// and path, such as --domain console.example.com`,
  )
}
