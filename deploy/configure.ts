// Configures a build for one installation, without building it again:
//   npm run configure -- --api https://host/path [--auth proxy] [--domain console.example.com]
//     [--sort-format auto] [--sign-out-url /oauth2/sign_out] [--owner-device-limit 5]
//     [--base /console/] [--out dist]
// Beside a packed build, `node deploy/configure.ts` does the same with Node 22.18 or newer alone.
import { existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { compress } from './compress.ts'
import { apiOrigin, parseHeaders, renderHeaders, withApiOrigin } from './headers.ts'
import { renderServerFiles } from './server-files.ts'
import type { Flags } from './settings.ts'
import { FlagError, readSettings } from './settings.ts'

/**
 * Writes config.json, the headers and the compressed files of the build in `folder`, and with a domain
 * the files for nginx and Caddy into `<folder>-server`. Returns sentences that say what was done.
 */
export function configure(folder: string, flags: Flags): string[] {
  const base = baseOf(folder)
  const { config, api, domain } = readSettings(flags, base)
  const isProxy = config['auth'] === 'proxy'
  const rules = withApiOrigin(readRules(folder, base), apiOrigin(config))
  writeFileSync(join(folder, 'config.json'), `${JSON.stringify(config, null, 2)}\n`)
  writeFileSync(join(folder, '_headers'), renderHeaders(rules, base))
  compress(join(folder, 'assets'))
  const done = [
    isProxy
      ? `${folder}: the browser calls ${config['apiBaseUrl']} on the console's own origin, and the server adds the key.`
      : `${folder}: the browser calls ${config['apiBaseUrl']} with the key that a person enters.`,
  ]
  if (api === undefined) return done
  if (domain === undefined)
    return [...done, 'For the files of nginx and Caddy, add --domain and your host name.']

  const server = `${folder}-server`
  const files = renderServerFiles({ domain, base, auth: isProxy ? 'proxy' : 'apikey', api, rules })
  mkdirSync(server, { recursive: true })
  for (const [name, text] of Object.entries(files)) writeFileSync(join(server, name), text)
  // nginx passes the name to X509_check_host(), which looks at no IP address of a certificate.
  const isUnnamed = isProxy && api.protocol === 'https:' && /^(\[|[\d.]+$)/.test(api.hostname)
  return [
    ...done,
    ...(isUnnamed
      ? ['nginx checks certificates by host name alone. Give the API a name, or use Caddy.']
      : []),
    `${server}: the files of nginx and Caddy for https://${domain}${base}, with dist copied to /srv/device-console${base}`,
  ]
}

/** The path that the build was made for, read from the address of its first script. */
function baseOf(folder: string): string {
  const page = join(folder, 'index.html')
  const html = existsSync(page) ? readFileSync(page, 'utf8') : ''
  const base = /<script[^>]*\ssrc="(\/[^"]*)assets\//.exec(html)?.[1]
  if (base !== undefined) return base
  throw new FlagError(`${folder} holds no build. Run "npm run build" first, or name it with --out.`)
}

function readRules(folder: string, base: string) {
  const prefix = base.slice(0, -1)
  return parseHeaders(readFileSync(join(folder, '_headers'), 'utf8')).map(({ path, headers }) => ({
    path: path.slice(prefix.length),
    headers,
  }))
}

// `import.meta.main` needs Node 24.
if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === import.meta.filename) {
  const text = { type: 'string' } as const
  try {
    const { values } = parseArgs({
      options: {
        api: text,
        auth: text,
        'sort-format': text,
        'sign-out-url': text,
        'owner-device-limit': text,
        domain: text,
        base: text,
        out: { ...text, default: 'dist' },
      },
    })
    const { out, ...flags } = values
    for (const line of configure(out.replace(/\/+$/, ''), flags)) process.stdout.write(`${line}\n`)
  } catch (error) {
    const isTyped =
      error instanceof FlagError ||
      (error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'))
    if (!isTyped) throw error
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 2
  }
}
