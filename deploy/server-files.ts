import { readFileSync } from 'node:fs'
import type { HeaderRule } from './headers.ts'
import { headersFor } from './headers.ts'

/** Values for the files in deploy/nginx and deploy/caddy. */
export type ServerValues = {
  domain: string
  /** `/` or `/console/`. */
  base: string
  auth: 'apikey' | 'proxy'
  api: URL
  /** The rules of `_headers`, with paths below the base (`/assets/*`). */
  rules: HeaderRule[]
}

const lines = (indent: string, each: string[]) => each.map((line) => indent + line).join('\n')

// Headers of the API's answers that would speak for the console's own origin.
const foreignHeaders = ['Set-Cookie', 'Alt-Svc', 'NEL', 'Report-To', 'Clear-Site-Data', 'Refresh']

const keyOfCaddy = `# One line, mode 600: CIPHERSCALE_KEY=…
EnvironmentFile=/etc/caddy/device-console.key
# Debian's own command writes the environment, and so the key, into the log.
ExecStart=
ExecStart=/usr/bin/caddy run --config /etc/caddy/Caddyfile`

/** Returns the files for nginx and Caddy by their names. */
export function renderServerFiles(values: ServerValues): Record<string, string> {
  const form = values.auth === 'proxy' ? 'proxy' : 'static'
  const template = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')
  const common = commonParts(values)
  return {
    'nginx.conf': fill(template(`nginx/${form}.conf`), { ...common, ...nginxParts(values) }),
    Caddyfile: fill(template(`caddy/${form}.Caddyfile`), { ...common, ...caddyParts(values) }),
    'caddy-service.conf': fill(template('caddy/service.conf'), {
      key: form === 'proxy' ? keyOfCaddy : '',
    }),
  }
}

function commonParts({ domain, base, api }: ServerValues): Record<string, string> {
  const port = api.port || (api.protocol === 'https:' ? '443' : '80')
  return {
    domain,
    base,
    api_origin: api.origin,
    api_scheme: api.protocol.slice(0, -1),
    api_address: `${api.hostname}:${port}`,
    api_host: api.host,
    api_name: api.hostname,
    api_path: api.pathname.replace(/\/+$/, ''),
  }
}

function nginxParts({ base, rules }: ServerValues): Record<string, string> {
  const hidden = [
    ...everywhere(rules).map(([name]) => name),
    ...foreignHeaders,
    ...['Origin', 'Credentials', 'Methods', 'Headers'].map(
      (name) => `Access-Control-Allow-${name}`,
    ),
    'Access-Control-Expose-Headers',
    'Access-Control-Max-Age',
    'Cache-Control',
    'Expires',
  ]
  return {
    headers: lines(
      '  ',
      everywhere(rules).map(([name, value]) => `add_header ${name} "${value}" always;`),
    ),
    cache_control: lines(
      '  ',
      cached(rules).map(([path, value]) => `${nginxPattern(base, path)} "${value}";`),
    ),
    hidden: lines(
      '    ',
      hidden.map((name) => `proxy_hide_header ${name};`),
    ),
  }
}

function nginxPattern(base: string, path: string): string {
  const full = base + path.slice(1)
  return full.endsWith('*') ? `~^${full.slice(0, -1).replaceAll('.', '\\.')}` : full
}

function caddyParts({ base, rules }: ServerValues): Record<string, string> {
  const hidden = [
    ...everywhere(rules).map(([name]) => name),
    ...foreignHeaders,
    'Access-Control-*',
    'Cache-Control',
    'Expires',
  ]
  return {
    headers: lines(
      '\t\t',
      everywhere(rules).map(([name, value]) => `${name} "${value}"`),
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
    hidden: lines(
      '\t\t',
      hidden.map((name) => `header_down -${name}`),
    ),
    // Without the slash, Caddy would answer a sub-path with nothing.
    redirect: base === '/' ? '' : `\tredir ${base.slice(0, -1)} ${base}`,
  }
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
    ...content,
  ]
    .join('\n')
    .replaceAll(/%(\w+)%/g, (_match, name: string) => {
      const part = parts[name]
      if (part === undefined) throw new Error(`A file of deploy/ names %${name}%, which is unknown`)
      return part
    })
}
