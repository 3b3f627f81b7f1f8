import { test as base } from '@playwright/test'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compress } from '../../deploy/compress.ts'
import { watch, type Watch } from '../e2e/support/watch.ts'
import { makeCertificate, type Certificate } from './certificate.ts'
import { findPrograms, type Programs } from './programs.ts'
import { serverKey } from './prepare.ts'
import { startHost, type Host, type HostOptions, type ServerName } from './start.ts'
import { startUpstream, type Upstream } from './upstream.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The production build under test. */
export const build = join(root, 'dist')

export interface HostTestOptions {
  server: ServerName
}

interface WorkerFixtures extends HostTestOptions {
  programs: Programs
  /** For files that the tests of one worker share. */
  folder: string
  certificate: Certificate
  sharedUpstream: Upstream
  /** The production build, with compressed scripts so that hosts needn't make them anew. */
  compressedBuild: string
  /** The production build in the static form. */
  staticHost: Host
  /** The production build in the proxy form. */
  proxyHost: Host
}

interface TestFixtures {
  /** The API behind TLS, as at the beginning. */
  upstream: Upstream
  /** The browser's own messages. */
  watched: Watch
  /** Starts another host, with a page of one line unless a build is given; it ends with the test. */
  start: (options: Partial<HostOptions>) => Promise<Host>
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  server: ['nginx', { scope: 'worker', option: true }],
  programs: [
    async ({ browserName: _browser }, provide) => {
      const programs = findPrograms()
      if (typeof programs === 'string') throw new Error(`Not on this machine: ${programs}`)
      await provide(programs)
    },
    { scope: 'worker' },
  ],
  folder: [
    async ({ browserName: _browser }, provide) => {
      const folder = mkdtempSync(join(tmpdir(), 'device-console-hosts-'))
      await provide(folder)
      rmSync(folder, { recursive: true, force: true })
    },
    { scope: 'worker' },
  ],
  certificate: [
    async ({ programs, folder }, provide) => {
      await provide(makeCertificate(programs.openssl, folder, 'certificate'))
    },
    { scope: 'worker' },
  ],
  sharedUpstream: [
    async ({ certificate }, provide) => {
      const upstream = await startUpstream(certificate, serverKey)
      await provide(upstream)
      await upstream.close()
    },
    { scope: 'worker' },
  ],
  compressedBuild: [
    async ({ folder }, provide) => {
      const copy = join(folder, 'compressed')
      cpSync(build, copy, { recursive: true })
      compress(join(copy, 'assets'))
      await provide(copy)
    },
    { scope: 'worker' },
  ],
  staticHost: [
    async ({ programs, server, sharedUpstream, certificate, compressedBuild }, provide) => {
      const options = { server, build: compressedBuild, apiUrl: sharedUpstream.url, certificate }
      const host = await startHost(programs, { ...options, auth: 'apikey' })
      await provide(host)
      await host.close()
    },
    { scope: 'worker' },
  ],
  proxyHost: [
    async ({ programs, server, sharedUpstream, certificate, compressedBuild }, provide) => {
      const options = { server, build: compressedBuild, apiUrl: sharedUpstream.url, certificate }
      const host = await startHost(programs, { ...options, auth: 'proxy' })
      await provide(host)
      await host.close()
    },
    { scope: 'worker' },
  ],
  upstream: [
    async ({ sharedUpstream }, provide) => {
      sharedUpstream.reset()
      await provide(sharedUpstream)
    },
    { auto: true },
  ],
  watched: async ({ context }, provide) => {
    await provide(await watch(context))
  },
  start: async ({ programs, server, upstream, certificate, folder }, provide) => {
    const hosts: Host[] = []
    await provide(async (options) => {
      const { base: path = '/' } = options
      const common = { server, apiUrl: upstream.url, certificate, auth: 'proxy' } as const
      const small = options.build ?? smallBuild(folder, path)
      const host = await startHost(programs, { ...common, ...options, build: small })
      hosts.push(host)
      return host
    })
    await Promise.all(hosts.map((host) => host.close()))
  },
})

/** A build of one page, one script and the headers, made for a base path. */
function smallBuild(folder: string, path: string): string {
  const directory = mkdtempSync(join(folder, 'build-'))
  mkdirSync(join(directory, 'assets'))
  writeFileSync(
    join(directory, 'index.html'),
    `<!doctype html><title>Console</title><script type="module" src="${path}assets/start-abc.js"></script>`,
  )
  writeFileSync(join(directory, 'assets/start-abc.js'), 'export {}\n')
  const headers = readFileSync(join(root, 'public/_headers'), 'utf8')
  writeFileSync(join(directory, '_headers'), headers.replaceAll(/^\//gm, path))
  writeFileSync(join(directory, '_redirects'), '')
  return directory
}

export { expect } from '@playwright/test'
