import { execFile, execFileSync, spawn, type ChildProcess } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  lchownSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { promisify } from 'node:util'
import { configure } from '../../deploy/configure.ts'
import type { Flags } from '../../deploy/settings.ts'
import type { Certificate } from './certificate.ts'
import { freePort } from './listen.ts'
import { keyFile, prepareCaddy, prepareNginx, serverKey } from './prepare.ts'
import type { Programs } from './programs.ts'

export type ServerName = 'nginx' | 'caddy'

/** A host as an operator sets it up, with the files that `configure` wrote. */
export interface Host {
  /** Origin and base, with a slash at the end. */
  readonly url: string
  /** The folder with all its files. */
  readonly folder: string
  /** The folder that is served. */
  readonly root: string
  readonly pid: number
  /** What the server has written to its log. */
  log: () => string
  /** The lines of its audit log. */
  audit: () => unknown[]
  /** Replaces the server's key for the API. */
  writeKey: (key: string) => void
  /** What `systemctl reload` does. */
  reload: () => Promise<void>
  close(): Promise<void>
}

export interface HostOptions {
  server: ServerName
  auth: 'apikey' | 'proxy'
  /** More flags of `configure`. */
  flags?: Flags
  /** A built folder; it is copied. */
  build: string
  base?: string
  apiUrl: string
  certificate: Certificate
  /** Authority that vouches for the API in the server's eyes; by default `certificate`. */
  authority?: Certificate
  /** The server's key for the API; by default `serverKey`. */
  key?: string
  /** A command that starts the server's command, which is appended, in surroundings of its own. */
  within?: string[]
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
  configure(dist, { api: apiUrl, auth, domain: 'localhost', ...options.flags })
  for (const name of ['secrets', 'log']) mkdirSync(join(folder, name))
  const site = join(folder, 'srv/localhost')
  const release = join(site, 'releases/1', base)
  mkdirSync(dirname(release), { recursive: true })
  renameSync(dist, release)
  symlinkSync('releases/1', join(site, 'current'))
  const port = await freePort()
  const files = join(folder, 'dist-server')
  const read = (name: string) => (options.edit ?? String)(readFileSync(join(files, name), 'utf8'))
  const secret = (name: string, text: string) =>
    writeFileSync(join(folder, name), text, { mode: 0o600 })
  writeFileSync(join(folder, 'authority.pem'), (options.authority ?? certificate).cert)
  writeFileSync(join(folder, 'cert.pem'), certificate.cert)
  secret('cert-key.pem', certificate.key.toString())
  const start = server === 'nginx' ? prepareNginx : prepareCaddy
  const {
    command,
    reload: reloadCommand,
    env,
  } = start(programs, {
    folder,
    port,
    key,
    read,
    secret,
  })
  const environment = { PATH: process.env['PATH'], HOME: folder, ...env }
  giveAway(folder)

  const [program = '', ...args] = [...(options.within ?? []), ...command]
  const child = spawn(program, args, {
    // What starts it gives the privileges up.
    ...(options.within === undefined && unprivileged),
    cwd: folder,
    env: environment,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (text: Buffer) => (said += text.toString()))
  const onExit = () => child.kill('SIGKILL')
  process.on('exit', onExit)
  const close = async () => {
    process.off('exit', onExit)
    // Both end at once: by the other signal, Caddy waits for connections that browsers keep open.
    await end(child, server === 'caddy' ? 'SIGQUIT' : 'SIGTERM')
    rmSync(folder, { recursive: true, force: true })
  }
  if (!(await answers(child, port))) {
    await close()
    throw new Error(`${server} did not start:\n${said}`)
  }
  const logFile = join(folder, 'log/device-console.localhost.audit.log')
  return {
    url: `https://localhost:${port}${base}`,
    folder,
    root: join(site, 'current'),
    pid: child.pid ?? 0,
    log: () => said,
    audit: () =>
      // Caddy makes it with its first line.
      (existsSync(logFile) ? readFileSync(logFile, 'utf8') : '')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as unknown),
    writeKey(given) {
      secret('secrets/localhost.key', keyFile(server, given))
    },
    async reload() {
      const [reloader = '', ...how] = reloadCommand
      await promisify(execFile)(reloader, how, { ...unprivileged, cwd: folder, env: environment })
    },
    close,
  }
}

/** Switches a site's link to a release, as the README does for an upgrade and a rollback. */
export function switchTo(site: string, version: string): void {
  execFileSync('ln', ['-sfn', `releases/${version}`, join(site, 'current')])
}

/** The files belong to the user that the server runs as. */
function giveAway(folder: string): void {
  const { uid, gid } = unprivileged
  // As open as /etc and /run are: what is secret in it has a mode of its own.
  chmodSync(folder, 0o755)
  if (uid === undefined || gid === undefined) return
  chownSync(folder, uid, gid)
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    lchownSync(join(folder, name), uid, gid)
  }
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill(signal)
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
