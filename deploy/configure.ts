// Configures a build for one installation, without building it again:
//   npm run configure -- --api https://host/path [--auth proxy] [--domain console.example.com]
//     [--sign-in basic|oauth2-proxy|external] [--oauth2-proxy http://127.0.0.1:4180]
//     [--login-header X-Auth-Request-Email] [--sign-in-url /oauth2/start?rd=]
//     [--sign-out-url /oauth2/sign_out] [--read-only] [--sort-format auto] [--owner-device-limit 5]
//     [--base /console/] [--build dist] [--out dist] [--container /var/lib/device-console]
// With --out, the build stays as it is and a copy is configured, so one build makes several sites.
// Beside a packed build, `node deploy/configure.ts` does the same with Node 22.18 or newer alone.
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { compress } from './compress.ts'
import {
  apiOrigin,
  headersFor,
  parseHeaders,
  renderHeaders,
  withApiOrigin,
  withPolicy,
} from './headers.ts'
import { renderServerFiles } from './server-files.ts'
import type { Flags } from './settings.ts'
import { FlagError, readSettings } from './settings.ts'

/**
 * Configures the build in `folder`, which may be a copy of `build`, and with a domain writes the
 * servers' files. Says what was done.
 */
export function configure(folder: string, flags: Flags, build = folder): string[] {
  const base = baseOf(build)
  const settings = readSettings(flags, base)
  const { config, api, domain } = settings
  if (resolve(build) !== resolve(folder)) copyBuild(build, folder)
  const isProxy = config['auth'] === 'proxy'
  const rules = withApiOrigin(readRules(folder, base), apiOrigin(config))
  writeFileSync(join(folder, 'config.json'), `${JSON.stringify(config, null, 2)}\n`)
  writeFileSync(join(folder, '_headers'), renderHeaders(rules, base))
  const page = join(folder, 'index.html')
  const policy = headersFor(rules, '/').get('Content-Security-Policy') ?? ''
  writeFileSync(page, withPolicy(readFileSync(page, 'utf8'), policy))
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
  const auth = isProxy ? 'proxy' : 'apikey'
  const files = renderServerFiles({ ...settings, domain, base, auth, api, rules })
  // Whatever an earlier release or another form of the site left there.
  rmSync(server, { recursive: true, force: true })
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(server, name)), { recursive: true })
    writeFileSync(join(server, name), text)
  }
  // nginx passes the name to X509_check_host(), which looks at no IP address of a certificate.
  const isUnnamed = isProxy && api.protocol === 'https:' && /^(\[|[\d.]+$)/.test(api.hostname)
  return [
    ...done,
    ...(isUnnamed
      ? ['nginx checks certificates by host name alone. Give the API a name, or use Caddy.']
      : []),
    `${server}: the files of nginx and Caddy for https://${domain}${base}, with ${folder} copied to /srv/device-console/${domain}/releases/VERSION${base}`,
  ]
}

/** Replaces `folder`, which may hold an earlier build and nothing else, by a copy of the build. */
function copyBuild(build: string, folder: string): void {
  const isFree = !existsSync(folder) || readdirSync(folder).length === 0
  // A folder named by mistake isn't emptied.
  if (!isFree) baseOf(folder)
  rmSync(folder, { recursive: true, force: true })
  cpSync(build, folder, { recursive: true })
}

/** The path that the build was made for, read from the address of its first script. */
function baseOf(folder: string): string {
  const page = join(folder, 'index.html')
  const html = existsSync(page) ? readFileSync(page, 'utf8') : ''
  const base = /<script[^>]*\ssrc="(\/[^"]*)assets\//.exec(html)?.[1]
  if (base !== undefined) return base
  throw new FlagError(
    `${folder} holds no build. Run "npm run build" first, or name it with --build.`,
  )
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
        'sign-in': text,
        'oauth2-proxy': text,
        'login-header': text,
        'sign-in-url': text,
        'sign-out-url': text,
        'read-only': { type: 'boolean' },
        container: text,
        'owner-device-limit': text,
        domain: text,
        base: text,
        build: { ...text, default: 'dist' },
        out: text,
      },
    })
    const { build, out = build, ...flags } = values
    const [from, folder] = [build, out].map((path) => path.replace(/\/+$/, ''))
    for (const line of configure(folder ?? '', flags, from)) process.stdout.write(`${line}\n`)
  } catch (error) {
    const isTyped =
      error instanceof FlagError ||
      (error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'))
    if (!isTyped) throw error
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 2
  }
}
