import { isHost, isLinkTarget, parseApiAddress, type AddressFault } from '../src/lib/addresses.ts'

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
export class FlagError extends Error {
  constructor(message: string) {
    // What was typed is part of most messages, and a terminal would obey it.
    super(message.replaceAll(/\p{Cc}/gu, '�'))
  }
}

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
  const refuse = (what: string, next: string) =>
    new FlagError(`--api ${api.replace(/\/\/[^/]*@/, '//…@')} ${what}. ${next}`)
  const parsed = parseApiAddress(api)
  if ('fault' in parsed) throw refuse(...faults[parsed.fault])
  const { address } = parsed
  const isProxy = readAuth(auth) === 'proxy'
  const url = URL.parse(address)
  if (url === null) {
    if (isProxy && domain === undefined) return { apiBaseUrl: address || '/', api: undefined }
    throw refuse(
      'is a path, which only a proxy of your own can answer',
      'Give the full https address, or --auth proxy without --domain.',
    )
  }
  if (isProxy) return { apiBaseUrl: `${base}api`, api: url }
  if (!/^[a-z\d.-]+$/.test(url.hostname)) {
    throw refuse(
      "has a host that a browser's security policy can't name",
      'Use a host name without "_" or an IPv4 address, or --auth proxy.',
    )
  }
  return { apiBaseUrl: address, api: url }
}

const faults: Record<AddressFault, [what: string, next: string]> = {
  form: ["isn't a web address", 'Give it in full: https://host/path'],
  credentials: [
    'holds a user name or password',
    'The API takes its key in a header: leave both out.',
  ],
  query: ['has a query or fragment', 'Leave out everything from "?" or "#" on.'],
  host: [
    'has no valid host name',
    'Use letters, digits, dots and hyphens, without "*" and without a dot at the end.',
  ],
  path: ['has a path with unusual characters', 'Use letters, digits, dots and hyphens.'],
  unencrypted: [
    'would send the key unencrypted',
    'Use https:// (http:// is for this machine only).',
  ],
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
  if (isLinkTarget(given)) return given
  throw new FlagError(
    `--sign-out-url ${given} isn't usable. Give an https address or a path on this site, such as /oauth2/sign_out.`,
  )
}

/** Returns the name as certificates and servers write it: in lower case, without letters like "ü". */
function readDomain(given: string): string {
  const name = /[/\\?#@:%\s]/.test(given) ? undefined : URL.parse(`https://${given}`)?.hostname
  const isUsable = name !== undefined && isHost(name) && !name.includes('_')
  // `URL` completes a part of an IPv4 address.
  if (isUsable && (name === given || !/^[\d.]+$/.test(name))) return name
  throw new FlagError(
    `--domain ${given} isn't a host name. Give it without https://, port and path, such as --domain console.example.com`,
  )
}
