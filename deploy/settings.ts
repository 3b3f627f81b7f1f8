import { isHost, isLinkTarget, parseApiAddress, type AddressFault } from '../src/lib/addresses.ts'
import type { SignIn } from './sign-in.ts'

/** The flags of `npm run configure`, as typed. */
export type Flags = {
  api?: string | undefined
  auth?: string | undefined
  'sort-format'?: string | undefined
  'sign-in'?: string | undefined
  'oauth2-proxy'?: string | undefined
  'login-header'?: string | undefined
  'sign-in-url'?: string | undefined
  'sign-out-url'?: string | undefined
  'read-only'?: boolean | undefined
  container?: string | undefined
  'owner-device-limit'?: string | undefined
  domain?: string | undefined
  base?: string | undefined
}

/** Checked flags. */
export type Settings = {
  /** Content of `config.json`. */
  config: Record<string, string | number | boolean>
  /** The API; `undefined` when `--api` is a path that a proxy of the operator answers. */
  api: URL | undefined
  /** Host name in the files for nginx and Caddy; `undefined` when none are wanted. */
  domain: string | undefined
  signIn: SignIn
  isReadOnly: boolean
  /** Folder of the container's run time; `undefined` on a server. */
  container: string | undefined
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
  const { 'sort-format': sort, 'owner-device-limit': limit } = flags
  const { apiBaseUrl, api } = readApi(flags, base)
  const auth = readAuth(flags.auth)
  const signIn = readSignIn(flags, auth)
  if (signIn.kind === 'oauth2-proxy' && base.startsWith('/oauth2/')) {
    throw new FlagError(
      `The build's path ${base} is where oauth2-proxy answers. Build it for another one: npm run build -- --base /console/`,
    )
  }
  const isReadOnly = flags['read-only'] === true
  if (isReadOnly && auth !== 'proxy') {
    throw new FlagError(
      '--read-only needs --auth proxy: whoever has a key can act with it, whatever the console offers.',
    )
  }
  const { signInUrl, signOutUrl } = readLinks(flags, signIn)
  return {
    config: {
      apiBaseUrl,
      auth,
      ...(sort !== undefined && { sortFormat: readSortFormat(sort) }),
      ...(limit !== undefined && { ownerDeviceLimit: readLimit(limit) }),
      ...(signInUrl !== undefined && { signInUrl }),
      ...(signOutUrl !== undefined && { signOutUrl }),
      ...(isReadOnly && { readOnly: true }),
    },
    api,
    domain: flags.domain === undefined ? undefined : readDomain(flags.domain),
    signIn,
    isReadOnly,
    container: flags.container === undefined ? undefined : readContainer(flags.container),
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
  if (/\/tenants(?:\/devices)?$/.test(address)) {
    throw refuse('names the list of devices', 'Leave out everything from /tenants on.')
  }
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

function readSignIn(flags: Flags, auth: 'apikey' | 'proxy'): SignIn {
  const { 'sign-in': kind, 'oauth2-proxy': address, 'login-header': header } = flags
  const misplaced =
    (auth !== 'proxy' && kind !== undefined && '--sign-in needs --auth proxy.') ||
    (kind !== 'oauth2-proxy' &&
      address !== undefined &&
      '--oauth2-proxy needs --sign-in oauth2-proxy.') ||
    (kind !== 'external' && header !== undefined && '--login-header needs --sign-in external.')
  if (misplaced) throw new FlagError(misplaced)
  switch (kind) {
    case undefined:
    case 'basic':
      return { kind: 'basic' }
    case 'oauth2-proxy':
      return { kind, address: readOauth2Proxy(address) }
    case 'external':
      return { kind, header: readLoginHeader(header) }
    default:
      throw new FlagError(
        `--sign-in ${kind} isn't known. Use basic (a file of passwords), oauth2-proxy, or external (a proxy in front of this server signs people in).`,
      )
  }
}

function readOauth2Proxy(given = 'http://127.0.0.1:4180'): string {
  const url = URL.parse(given)
  // What goes there are cookies, so it's a port of this machine or of its own network.
  if (
    url?.protocol === 'http:' &&
    url.href === `${url.origin}/` &&
    /^[a-z\d.-]+$/.test(url.hostname) &&
    url.port !== '0'
  ) {
    return url.origin
  }
  throw new FlagError(
    `--oauth2-proxy ${given} isn't usable. Give the address that oauth2-proxy listens on, such as http://127.0.0.1:4180.`,
  )
}

/** Headers with a secret, which the page and the audit log would show, or that name no person. */
const notLogins =
  /^(?:(?:proxy-)?authorization|(?:set-)?cookie|apikey|x-api-key|host|connection|origin|referer|user-agent|(?:accept|content|sec|transfer)(?:-.*)?|.*token)$/i

function readLoginHeader(given = 'X-Auth-Request-Email'): string {
  if (notLogins.test(given)) {
    throw new FlagError(
      `--login-header ${given} doesn't hold a person's login. Name the header that your proxy adds with it, such as X-Forwarded-Email.`,
    )
  }
  if (/^[A-Za-z][A-Za-z\d-]*$/.test(given)) return given
  throw new FlagError(
    `--login-header ${given} isn't a header. Give the name of the header with the person's login, such as X-Forwarded-Email.`,
  )
}

function readContainer(given: string): string {
  if (/^(\/(?!\.{1,2}(\/|$))[\w.-]+)+$/.test(given)) return given
  throw new FlagError(
    `--container ${given} isn't a folder. Give an absolute path of letters, digits, dots and hyphens.`,
  )
}

/** Where "Sign in" and "Sign out" of the console lead. */
function readLinks(flags: Flags, { kind }: SignIn) {
  const isOauth2 = kind === 'oauth2-proxy'
  const { 'sign-in-url': signIn, 'sign-out-url': signOut } = flags
  // The page that oauth2-proxy shows then signs nobody in again by itself.
  const out = isOauth2 ? '/oauth2/sign_out?rd=%2Foauth2%2Fsign_in' : undefined
  return {
    signInUrl:
      signIn === undefined
        ? isOauth2
          ? '/oauth2/start?rd='
          : undefined
        : readLink('--sign-in-url', signIn, '/oauth2/start?rd='),
    signOutUrl:
      signOut === undefined ? out : readLink('--sign-out-url', signOut, '/oauth2/sign_out'),
  }
}

function readLink(flag: string, given: string, example: string): string {
  if (isLinkTarget(given)) return given
  throw new FlagError(
    `${flag} ${given} isn't usable. Give an https address or a path on this site, such as ${example}.`,
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
