import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { deviceChanges, devicesPath } from '../src/api/device-calls.ts'
import { apiPolicy, hiddenHeaders, passedHeaders } from './api-answers.ts'
import type { HeaderRule } from './headers.ts'
import { headersFor } from './headers.ts'
import { caddySignIn, nginxSignIn, type SignIn } from './sign-in.ts'

/** Values for the files in deploy/nginx and deploy/caddy. */
export type ServerValues = {
  domain: string
  /** `/` or `/console/`. */
  base: string
  auth: 'apikey' | 'proxy'
  api: URL
  /** The rules of `_headers`, with paths below the base (`/assets/*`). */
  rules: HeaderRule[]
  /** How people sign in, in the proxy form. */
  signIn: SignIn
  /** The proxy forwards GET alone. */
  isReadOnly: boolean
  /** For the container: plain http, and all that changes below this folder. */
  container: string | undefined
}

const policyHeader = 'Content-Security-Policy'

const lines = (indent: string, each: string[]) => each.map((line) => indent + line).join('\n')

const aDevice = '/[0-9A-Fa-f-]{36}'
const changes = Object.entries(deviceChanges).map(([name, change]) => ({ name, ...change }))
const callsOfDevice = Map.groupBy(
  [{ name: 'device', method: 'GET', path: '' }, ...changes],
  ({ path }) => path,
)
/** Paths of the calls below the API, as regular expressions; `$` is the server's own end of a path. */
const calls: [name: string, methods: string[], path: string][] = [
  ['list', ['GET'], devicesPath],
  ...[...callsOfDevice].map(([path, same]): [string, string[], string] => [
    same[0]?.name ?? '',
    same.map(({ method }) => method),
    devicesPath + aDevice + path,
  ]),
]

function callsOf({ isReadOnly }: ServerValues) {
  if (!isReadOnly) return calls
  return calls
    .filter(([, methods]) => methods.includes('GET'))
    .map(([name, , path]) => [name, ['GET'], path] satisfies [string, string[], string])
}

/** Returns the files for nginx and Caddy by their paths; those of a container are Caddy's alone. */
export function renderServerFiles(values: ServerValues): Record<string, string> {
  const isProxy = values.auth === 'proxy'
  // The static form is the same without what %proxy% and %end% enclose.
  const template = (path: string) =>
    readFileSync(new URL(path, import.meta.url), 'utf8').replaceAll(
      /^%proxy%\n(.*?)^%end%\n/gms,
      isProxy ? '$1' : '',
    )
  const common = commonParts(values)
  const caddy = { ...common, ...caddyParts(values) }
  const forCaddy = {
    'caddy/Caddyfile': fill(template('caddy/Caddyfile'), caddy),
    [`caddy/device-console/${values.domain}.caddy`]: fill(template('caddy/site.caddy'), caddy),
  }
  if (values.container !== undefined) return forCaddy
  const nginx = { ...common, ...nginxParts(values) }
  return {
    ...forCaddy,
    [`nginx/sites-enabled/${values.domain}.conf`]: fill(template('nginx/site.conf'), nginx),
    'systemd/caddy.service.d/device-console.conf': fill(template('caddy/device-console.conf'), {}),
    ...(isProxy && {
      'systemd/device-console-dns@.service': fill(template('nginx/dns.service'), {}),
      'systemd/device-console-dns@.timer': fill(template('nginx/dns.timer'), {}),
    }),
  }
}

function commonParts(values: ServerValues): Record<string, string> {
  const { domain, base, auth, api } = values
  const port = api.port || (api.protocol === 'https:' ? '443' : '80')
  return {
    domain,
    api:
      auth === 'proxy'
        ? `The API is below ${base}api/, with the key that only this server knows.`
        : 'People enter their API key, and the browser calls the API itself.',
    // nginx takes several sites without a warning while its variables have at most 14 letters
    // (variables_hash_bucket_size).
    id: `c${createHash('sha256').update(domain).digest('hex').slice(0, 5)}`,
    base,
    base_pattern: base.replaceAll('.', String.raw`\.`),
    api_policy: apiPolicy,
    api_origin: api.origin,
    api_scheme: api.protocol.slice(0, -1),
    api_address: `${api.hostname}:${port}`,
    api_host: api.host,
    api_name: api.hostname,
    api_path: api.pathname.replace(/\/+$/, ''),
    any_call: `(${calls.map(([, , path]) => path).join('|')})`,
  }
}

function nginxParts(values: ServerValues): Record<string, string> {
  const { base, auth, rules, signIn } = values
  const common = commonParts(values)
  const { id, base_pattern: pattern } = common
  return {
    headers: lines(
      '  ',
      everywhere(rules).map(([name, value]) => {
        const isPolicy = auth === 'proxy' && name === policyHeader
        return `add_header ${name} ${isPolicy ? `$${id}_policy` : `"${value}"`} always;`
      }),
    ),
    page_policy: new Map(everywhere(rules)).get(policyHeader) ?? '',
    cache_control: lines(
      '  ',
      cached(rules).map(([path, value]) => `${nginxPattern(base, path)} "${value}";`),
    ),
    calls: lines(
      '  ',
      callsOf(values).map(
        ([, methods, path]) =>
          `"~^${methods.length > 1 ? `(${methods.join('|')})` : methods.join()} ${pattern}api${path}\\z" allowed;`,
      ),
    ),
    hidden: lines(
      '    ',
      [...new Set([...everywhere(rules).map(([name]) => name), ...hiddenHeaders]), 'X-Login'].map(
        (name) => `proxy_hide_header ${name};`,
      ),
    ),
    // The rest of a shared domain is for other applications.
    above:
      base === '/'
        ? ''
        : `  location = / { return 302 ${base}; }\n  location = ${base.slice(0, -1)} { return 302 ${base}; }\n  location / { return 404; }\n`,
    ...nginxSignIn(signIn, common),
    ...(auth === 'apikey' && { open: '' }),
  }
}

function nginxPattern(base: string, path: string): string {
  const full = base + path.slice(1)
  return full.endsWith('*') ? `~^${full.slice(0, -1).replaceAll('.', '\\.')}` : full
}

function caddyParts(values: ServerValues): Record<string, string> {
  const { base, rules, domain, container, signIn } = values
  const isContainer = container !== undefined
  const common = commonParts(values)
  const { id, base_pattern: pattern } = common
  const secrets = isContainer ? `${container}/site` : `/etc/caddy/device-console/${domain}`
  return {
    address: isContainer ? 'http://:{$CONSOLE_PORT:8080}' : domain,
    admin: isContainer ? 'off' : 'unix//run/caddy/admin.sock',
    root: isContainer ? `${container}/dist` : `/srv/device-console/${domain}/current`,
    secrets,
    audit_output: isContainer
      ? 'stdout'
      : `file /var/log/caddy/device-console.${domain}.audit.log {\n\t\t\troll_size 10MiB\n\t\t\troll_keep 1000\n\t\t\troll_keep_for 8760h\n\t\t}`,
    headers: lines(
      '\t\t',
      everywhere(rules).map(([name, value]) => `${name} "${value}"`),
    ),
    api_headers: lines(
      '\t\t',
      everywhere(rules).map(
        ([name, value]) => `${name} "${name === policyHeader ? apiPolicy : value}"`,
      ),
    ),
    unlogged: lines(
      '\t\t\t\t',
      [
        ...everywhere(rules).map(([name]) => name),
        'Cache-Control',
        'Content-Type',
        ...passedHeaders.split(' ').filter((name) => !name.endsWith('Request-Id')),
      ].map((name) => `resp_headers>${canonical(name)} delete`),
    ),
    cache_control: cached(rules)
      .map(([path, value], index) =>
        lines('\t\t', [
          `@cached${index} {`,
          `\tpath ${base}${path.slice(1)}`,
          // A cached 404 would outlast the release that adds the file.
          '\tfile',
          '}',
          `header @cached${index} Cache-Control "${value}"`,
        ]),
      )
      .join('\n'),
    calls: callsOf(values)
      .map(([name, methods, path]) =>
        lines('\t\t', [
          `@${name} {`,
          `\tmethod ${methods.join(' ')}`,
          `\tpath_regexp call ^${pattern}api(${path})$`,
          '}',
          `handle @${name} {`,
          `\timport ${id}_api`,
          '}',
        ]),
      )
      .join('\n'),
    passed: passedHeaders,
    // Without the slash, Caddy would answer a sub-path with nothing.
    redirect: base === '/' ? '' : `\tredir ${base.slice(0, -1)} ${base}\n\tredir / ${base}`,
    // The rest of a shared domain is for other applications.
    above: base === '/' ? '' : '\trespond 404\n',
    ...caddySignIn(signIn, { ...common, secrets }),
  }
}

/** A header's name as Go spells it: `X-RateLimit-Limit` becomes `X-Ratelimit-Limit`. */
function canonical(name: string): string {
  return name.toLowerCase().replaceAll(/(?<=^|-)[a-z]/g, (letter) => letter.toUpperCase())
}

function everywhere(rules: HeaderRule[]): [string, string][] {
  return [...headersFor(rules, '/*')].filter(([name]) => name !== 'Cache-Control')
}

/** Paths with a rule of their own for caches. */
function cached(rules: HeaderRule[]): [path: string, value: string][] {
  return rules.flatMap(({ path, headers }) => {
    const value = headers.get('Cache-Control')
    return value === undefined ? [] : [[path, value] satisfies [string, string]]
  })
}

function fill(template: string, parts: Record<string, string>): string {
  const [, ...content] = template.split('\n')
  return [
    '# Written by `npm run configure -- --domain …`, which overwrites changes made here.',
    ...(content[0] === '# the %names%.' ? content.slice(1) : content),
  ]
    .join('\n')
    .replaceAll(/%(\w+)%/g, (_match, name: string) => {
      const part = parts[name]
      if (part === undefined) throw new Error(`A file of deploy/ names %${name}%, which is unknown`)
      return part
    })
}
