import { parseArgs } from 'node:util'

/** A mistake at the command line; the message says what is wrong and what to do. */
export class UsageError extends Error {}

const usage =
  'Usage: npm run doctor -- --api https://host/path [--origin https://console.example.com]'

/** What the command line asks for. */
export interface Arguments {
  api: string
  origin: string | undefined
  user?: string | undefined
  cookieFile?: string | undefined
}

/** Reads the arguments. Throws a `UsageError`; no message repeats an argument that may be the key. */
export function readArguments(args: string[]): Arguments {
  const text = { type: 'string' } as const
  const { values, positionals } = parseArgs({
    args,
    options: { api: text, origin: text, user: text, 'cookie-file': text },
    allowPositionals: true,
    strict: false,
  })
  const isKey = (name: string) => /key|token|secret/i.test(name)
  if (positionals.length > 0 || Object.keys(values).some(isKey)) {
    throw new UsageError(
      'The key is never an argument, where the shell’s history and other users of this machine can read it. Enter it when asked, or set CIPHERSCALE_KEY.',
    )
  }
  const known = ['api', 'origin', 'user', 'cookie-file']
  const unknown = Object.keys(values).find((name) => !known.includes(name))
  if (unknown !== undefined) throw new UsageError(`--${unknown} isn’t known. ${usage}`)
  const { api, origin, user, 'cookie-file': cookieFile } = values
  if (typeof api !== 'string' || !/^https?:\/\//i.test(api)) {
    throw new UsageError(`--api takes the API’s address in full. ${usage}`)
  }
  if (origin === undefined) return { api, origin }
  const site = typeof origin === 'string' ? URL.parse(origin) : null
  if (!site || !/^https?:$/.test(site.protocol) || site.username || site.search || site.hash) {
    throw new UsageError(
      '--origin takes the console’s address, such as https://console.example.com',
    )
  }
  if (user !== undefined && (typeof user !== 'string' || user.includes(':'))) {
    throw new UsageError('--user takes a name; enter the password when asked.')
  }
  if (cookieFile !== undefined && typeof cookieFile !== 'string') {
    throw new UsageError('--cookie-file takes a file with the line of a Cookie header.')
  }
  return { api, origin: site.origin + site.pathname, user, cookieFile }
}
