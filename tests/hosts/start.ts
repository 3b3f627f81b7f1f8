import { spawn, type ChildProcess } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { configure } from '../../deploy/configure.ts'
import type { Certificate } from './certificate.ts'
import { freePort } from './listen.ts'
import { prepareCaddy, prepareNginx, serverKey } from './prepare.ts'
import type { Programs } from './programs.ts'

export type ServerName = 'nginx' | 'caddy'

/** A host as an operator sets it up, with the files that `configure` wrote. */
export interface Host {
  /** Origin and base, with a slash at the end. */
  readonly url: string
  /** The folder with all its files, the build in `site` below its base. */
  readonly folder: string
  /** What the server has written to its log. */
  log: () => string
  close(): Promise<void>
}

export interface HostOptions {
  server: ServerName
  auth: 'apikey' | 'proxy'
  /** A built folder; it is copied. */
  build: string
  base?: string
  apiUrl: string
  certificate: Certificate
  /** Authority that vouches for the API in the server's eyes; by default `certificate`. */
  authority?: Certificate
  /** The server's key for the API; by default `serverKey`. */
  key?: string
  /** Last change to the server's file before it starts. */
  edit?: (text: string) => string
}

/** Servers run without privileges, also where the tests run as root (nobody on Debian). */
export const unprivileged = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}

/** Configures a copy of the build and starts a server with it. Throws with the server's own words. */
export async function startHost(programs: Programs, options: HostOptions): Promise<Host> {
  const { server, auth, build, base = '/', apiUrl, certificate, key = serverKey } = options
  const folder = mkdtempSync(join(tmpdir(), 'device-console-host-'))
  const dist = join(folder, 'dist')
  cpSync(build, dist, { recursive: true })
  configure(dist, { api: apiUrl, auth, domain: 'localhost' })
  cpSync(dist, join(folder, 'site', base), { recursive: true })
  const port = await freePort()
  const files = join(folder, 'dist-server')
  const read = (name: string) => (options.edit ?? String)(readFileSync(join(files, name), 'utf8'))
  const secret = (name: string, text: string) =>
    writeFileSync(join(folder, name), text, { mode: 0o600 })
  writeFileSync(join(folder, 'authority.pem'), (options.authority ?? certificate).cert)
  writeFileSync(join(folder, 'cert.pem'), certificate.cert)
  secret('cert-key.pem', certificate.key.toString())
  const start = server === 'nginx' ? prepareNginx : prepareCaddy
  const { command, env } = start(programs, { folder, port, key, read, secret })
  giveAway(folder)

  const child = spawn(command[0] ?? '', command.slice(1), {
    ...unprivileged,
    cwd: folder,
    env: { PATH: process.env['PATH'], HOME: folder, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (text: Buffer) => (said += text.toString()))
  const onExit = () => child.kill('SIGKILL')
  process.on('exit', onExit)
  const close = async () => {
    process.off('exit', onExit)
    await end(child)
    rmSync(folder, { recursive: true, force: true })
  }
  if (!(await answers(child, port))) {
    await close()
    throw new Error(`${server} did not start:\n${said}`)
  }
  return { url: `https://localhost:${port}${base}`, folder, log: () => said, close }
}

/** The files belong to the user that the server runs as. */
function giveAway(folder: string): void {
  const { uid, gid } = unprivileged
  // As open as /etc and /run are: what is secret in it has a mode of its own.
  chmodSync(folder, 0o755)
  if (uid === undefined || gid === undefined) return
  chownSync(folder, uid, gid)
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    chownSync(join(folder, name), uid, gid)
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await ended
}

/** Waits until the port takes a connection; `false` when the server ended instead. */
async function answers(child: ChildProcess, port: number): Promise<boolean> {
  while (child.exitCode === null && child.signalCode === null) {
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true))
      socket.on('error', () => setTimeout(resolve, 20, false))
      socket.on('connect', () => socket.destroy())
    })
    if (isOpen) return true
  }
  return false
}
