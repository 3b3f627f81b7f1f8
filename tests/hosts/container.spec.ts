// What the container runs, without a container: its start script, configured by the environment alone.
import { spawn, spawnSync } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { asConsole } from './ask.ts'
import { freePort } from './listen.ts'
import { serverKey } from './prepare.ts'
import { compressedBuild, expect, test } from './test.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const list = '/api/tenants/devices'
const device = `${list}/00000000-0000-4000-8000-000000000000`

/** Sends a request over plain http, as what has the certificate does; a connection refused is 0. */
function statusOf(port: number, path: string, method = 'GET', headers = {}): Promise<number> {
  return new Promise((resolve) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers }, (answer) => {
      answer.resume()
      answer.on('end', () => resolve(answer.statusCode ?? 0))
    })
    sent.on('error', () => resolve(0))
    sent.end()
  })
}

test('the container’s start configures by environment, takes the key from a file, and reports its health', async ({
  programs,
  certificate,
  upstream,
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'device-console-container-'))
  cpSync(compressedBuild, join(folder, 'dist'), { recursive: true })
  cpSync(join(root, 'deploy'), join(folder, 'deploy'), { recursive: true })
  const containerfile = readFileSync(join(root, 'deploy/container/Containerfile'), 'utf8')
  for (const [, source = '', target = ''] of containerfile.matchAll(/^COPY (src\/\S+) (\S+)$/gm)) {
    cpSync(join(root, source), join(folder, target, basename(source)), { recursive: true })
  }
  const run = join(folder, 'run')
  mkdirSync(run)
  const port = await freePort()
  const keyFile = join(folder, 'key')
  const env = {
    PATH: [dirname(process.execPath), dirname(programs.caddy), process.env['PATH']].join(':'),
    CONSOLE_RUN: run,
    CONSOLE_PORT: String(port),
    CONSOLE_API: upstream.url,
    CONSOLE_AUTH: 'proxy',
    CONSOLE_SIGN_IN: 'external',
    CONSOLE_LOGIN_HEADER: 'X-Forwarded-Email',
    CONSOLE_READ_ONLY: 'true',
    CONSOLE_KEY_FILE: keyFile,
    SSL_CERT_FILE: certificate.certFile,
  }
  const start = { cwd: folder, env, encoding: 'utf8' } as const
  const refusal = (wrong: Record<string, string>) => {
    const { status, stderr } = spawnSync('sh', ['deploy/container/start.sh'], {
      ...start,
      env: { ...env, ...wrong },
      // One that isn't refused serves until it's ended.
      timeout: 60_000,
    })
    return [status, stderr]
  }
  const missing = `The API key is missing or can't be read: mount it at ${keyFile}.\n`
  expect(refusal({})).toEqual([2, missing])
  writeFileSync(keyFile, '')
  expect(refusal({})).toEqual([2, missing])
  for (const held of ['a{b', 'a}b', 'a`b']) {
    writeFileSync(keyFile, held)
    expect(refusal({})).toEqual([
      2,
      expect.stringMatching(/^The API key has a brace or a backtick/),
    ])
  }
  // As a secret made on Windows ends.
  writeFileSync(keyFile, `${serverKey}\r\n`)
  // A typing error never opens more than was meant.
  for (const [name, value, sentence] of [
    ['CONSOLE_READ_ONLY', 'yes', /^CONSOLE_READ_ONLY is neither true nor false\.\n$/],
    ['CONSOLE_PORT', '8080 {\n respond x', /^CONSOLE_PORT isn't a port\.\n$/],
    ['CONSOLE_LOGIN_HEADER', `X$(touch ${folder}/x)";touch x`, /^--login-header .* isn't a header/],
  ] as const) {
    expect(refusal({ [name]: value })).toEqual([2, expect.stringMatching(sentence)])
  }

  const child = spawn('sh', ['deploy/container/start.sh'], { cwd: folder, env })
  const said: string[] = []
  child.stdout.on('data', (text: Buffer) => said.push(String(text)))
  const headers = { ...asConsole, 'x-forwarded-email': 'carol@example.com' }
  await expect.poll(() => statusOf(port, '/healthz')).toBe(200)
  const health = () => spawnSync(process.execPath, ['deploy/container/health.js'], start).status
  expect(health()).toBe(0)
  expect(await statusOf(port, '/devices')).toBe(200)
  expect(await statusOf(port, list, 'GET', headers)).toBe(200)
  expect(upstream.received.map(({ headers: arrived }) => arrived['apikey'])).toEqual([serverKey])
  expect(await statusOf(port, device, 'DELETE', headers)).toBe(405)
  // The audit log is the container's output.
  await expect.poll(() => said.join('')).toContain('"login":"carol@example.com"')
  expect(said.join('')).not.toContain(serverKey)
  // All that is written is below one folder.
  expect(readdirSync(folder).toSorted()).toEqual(['deploy', 'dist', 'key', 'run', 'src'])
  expect(readFileSync(join(folder, 'dist/config.json'), 'utf8')).not.toContain('readOnly')

  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await ended
  expect(health()).toBe(1)
  rmSync(folder, { recursive: true })
})
