import { readFileSync } from 'node:fs'
import { apiPolicy, hiddenHeaders, passedHeaders } from './api-answers.ts'
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

const policyHeader = 'Content-Security-Policy'

const lines = (indent: string, each: string[]) => each.map((line) => indent + line).join('\n')

const keyOfCaddy = `# One line, mode 600: CIPHERSCALE_KEY="…"
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
    base_pattern: base.replaceAll('.', String.raw`\.`),
    api_policy: apiPolicy,
    api_origin: api.origin,
    api_scheme: api.protocol.slice(0, -1),
    api_address: `${api.hostname}:${port}`,
    api_host: api.host,
    api_name: api.hostname,
    api_path: api.pathname.replace(/\/+$/, ''),
  }
}

function nginxParts({ base, auth, rules }: ServerValues): Record<string, string> {
  return {
    headers: lines(
      '  ',
      everywhere(rules).map(([name, value]) => {
        const isPolicy = auth === 'proxy' && name === policyHeader
        return `add_header ${name} ${isPolicy ? '$console_policy' : `"${value}"`} always;`
      }),
    ),
    page_policy: new Map(everywhere(rules)).get(policyHeader) ?? '',
    cache_control: lines(
      '  ',
      cached(rules).map(([path, value]) => `${nginxPattern(base, path)} "${value}";`),
    ),
    hidden: lines(
      '    ',
      [...new Set([...everywhere(rules).map(([name]) => name), ...hiddenHeaders])].map(
        (name) => `proxy_hide_header ${name};`,
      ),
    ),
  }
}

function nginxPattern(base: string, path: string): string {
  const full = base + path.slice(1)
  return full.endsWith('*') ? `~^${full.slice(0, -1).replaceAll('.', '\\.')}` : full
}

function caddyParts({ base, rules }: ServerValues): Record<string, string> {
  return {
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
    passed: passedHeaders,
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
