import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Programs } from './programs.ts'

/** The login of the proxy form, and the server's key. */
export const login = { username: 'admin', password: 'open sesame' }
// The password's hash, as the README's commands make it. For Caddy at cost 4: `caddy hash-password`
// takes 14, which costs a slow machine a second for each login.
const hashes = {
  nginx: '$apr1$consoles$yp3I7vG7r5s4YP/o1GG71/',
  caddy: '$2b$04$deviceconsoletestsaltuTZ22pJmMAj16PsH6SXOxgo33lHOOdsS',
}
export const serverKey = 'host-key-51d0'

/** A host's folder, and what `configure` wrote for it. */
export interface Preparation {
  folder: string
  port: number
  /** The server's key for the API. */
  key: string
  read: (name: string) => string
  secret: (name: string, text: string) => void
}

/** Replaces an operator's paths and ports by those of the test; throws if one doesn't occur. */
function replaceAll(text: string, changes: Record<string, string>): string {
  return Object.entries(changes).reduce((changed, [from, to]) => {
    if (!changed.includes(from)) throw new Error(`The server's file does not name ${from}`)
    return changed.replaceAll(from, to)
  }, text)
}

/** Writes nginx's files and the secrets of the proxy form; returns the command that starts it. */
export function prepareNginx(
  { nginx }: Programs,
  { folder, port, key, read, secret }: Preparation,
) {
  const text = read('nginx/sites-enabled/localhost.conf')
  const isProxy = text.includes('proxy_pass')
  const site = replaceAll(text, {
    'listen 80;': `listen unix:${join(folder, 'plain.sock')};`,
    '  listen [::]:80;\n': '',
    'listen 443 ': `listen 127.0.0.1:${port} `,
    '  listen [::]:443 ssl http2;\n': '',
    '/etc/letsencrypt/live/localhost/fullchain.pem': join(folder, 'cert.pem'),
    '/etc/letsencrypt/live/localhost/privkey.pem': join(folder, 'cert-key.pem'),
    '/srv/device-console': join(folder, 'srv'),
    ...(isProxy && {
      '/etc/nginx/device-console/': join(folder, 'secrets/'),
      '/var/log/nginx': join(folder, 'log'),
      '/etc/ssl/certs/ca-certificates.crt': join(folder, 'authority.pem'),
    }),
  })
  writeFileSync(join(folder, 'site.conf'), site)
  secret('secrets/localhost.users', `${login.username}:${hashes.nginx}\n`)
  secret('secrets/localhost.key', keyFile('nginx', key))
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((kind) => `${kind}_temp_path ${join(folder, kind)};`)
    .join(' ')
  const main = join(folder, 'main.conf')
  // Debian's own nginx.conf around a site, with paths of the test.
  writeFileSync(
    main,
    `daemon off; worker_processes 1; pid ${join(folder, 'pid')}; error_log stderr;
events {}
http {
  include /etc/nginx/mime.types; default_type application/octet-stream;
  access_log off; sendfile on; tcp_nopush on; gzip on; ${paths}
  include ${join(folder, 'site.conf')};
}
`,
  )
  const command = [nginx, '-e', 'stderr', '-c', main]
  return { command, reload: [...command, '-s', 'reload'], env: {} }
}

/** As `prepareNginx`, for Caddy. */
export function prepareCaddy(
  { caddy }: Programs,
  { folder, port, key, read, secret }: Preparation,
) {
  const text = read('caddy/device-console/localhost.caddy')
  const isProxy = text.includes('reverse_proxy')
  makeRuntimeDirectory(read('systemd/caddy.service.d/device-console.conf'), folder)
  const main = replaceAll(read('caddy/Caddyfile'), {
    '\n{\n': '\n{\n\tauto_https disable_redirects\n',
    '/run/': `${folder}/run/`,
  })
  const site = replaceAll(text, {
    '\nlocalhost {': `\nlocalhost:${port} {\n\tbind 127.0.0.1\n\ttls ${join(folder, 'cert.pem')} ${join(folder, 'cert-key.pem')}`,
    '/srv/device-console': join(folder, 'srv'),
    ...(isProxy && {
      '/etc/caddy/device-console/': join(folder, 'secrets/'),
      '/var/log/caddy': join(folder, 'log'),
    }),
  })
  writeFileSync(join(folder, 'Caddyfile'), main)
  mkdirSync(join(folder, 'device-console'))
  writeFileSync(join(folder, 'device-console/localhost.caddy'), site)
  if (isProxy) {
    secret('secrets/localhost.users', `${login.username} ${hashes.caddy}\n`)
    secret('secrets/localhost.key', keyFile('caddy', key))
  }
  return {
    command: [caddy, 'run', '--config', join(folder, 'Caddyfile'), '--adapter', 'caddyfile'],
    reload: [caddy, 'reload', '--config', join(folder, 'Caddyfile'), '--force'],
    env: {
      XDG_CONFIG_HOME: join(folder, 'run/caddy'),
      SSL_CERT_FILE: join(folder, 'authority.pem'),
    },
  }
}

/** The results of `keyFile`, because each shell costs as much as a test. */
const keyFiles = new Map<string, string>()

/** What the README's command writes into the server's file for a key that is typed. */
export function keyFile(server: 'nginx' | 'caddy', key: string): string {
  const known = keyFiles.get(server + key)
  if (known !== undefined) return known
  const path = `/etc/${server}/device-console/console.example.com.key`
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
  const command = readme.split('\n').find((line) => line.endsWith(path))
  if (command === undefined) throw new Error(`The README has no command for ${path}`)
  // In place of installing it.
  const script = command.replace(/sudo install .*$/, 'cat')
  const text = execFileSync('bash', ['-c', script], { input: `${key}\n`, encoding: 'utf8' })
  keyFiles.set(server + key, text)
  return text
}

/** Does what systemd does for these lines of a service (systemd.exec(5)), with `run` for /run. */
function makeRuntimeDirectory(service: string, folder: string): void {
  const name = /^RuntimeDirectory=([\w-]+)$/m.exec(service)?.[1]
  const mode = /^RuntimeDirectoryMode=(\d+)$/m.exec(service)?.[1]
  if (name === undefined || mode === undefined) throw new Error('Caddy’s service has no folder')
  mkdirSync(join(folder, 'run'), { mode: 0o755 })
  mkdirSync(join(folder, 'run', name), { mode: Number.parseInt(mode, 8) })
}
