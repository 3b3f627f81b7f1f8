import { expect, test as base } from '@playwright/test'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { watch, type Watch } from '../e2e/support/watch.ts'
import { readCertificate, type Certificate } from './certificate.ts'
import { startIdentity, type Identity } from './identity.ts'
import { findPrograms, type Programs } from './programs.ts'
import { serverKey } from './prepare.ts'
import { startHost, type Host, type HostOptions, type ServerName } from './start.ts'
import { startUpstream, type Upstream } from './upstream.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The production build under test. */
export const build = join(root, 'dist')
/** The same with its scripts compressed once (playwright.config.ts) instead of for each host. */
export const compressedBuild = join(root, '.cache/tests/hosts-build')

/** The certificate of all hosts, which the browser accepts (playwright.config.ts). */
export const certificateFolder = join(root, '.cache/tests/hosts-certificate')

export interface HostTestOptions {
  server: ServerName
}

/** Starts a host, by default in the proxy form. */
type Start = (options: Partial<HostOptions>) => Promise<Host>

interface WorkerFixtures extends HostTestOptions {
  programs: Programs
  /** For files that the tests of one worker share. */
  folder: string
  certificate: Certificate
  sharedUpstream: Upstream
  /** The host ends with the worker. */
  startShared: Start
  /** The production build in the static form. */
  staticHost: Host
  /** The production build in the proxy form. */
  proxyHost: Host
  /** oauth2-proxy and the identity provider. */
  identity: Identity
  /** The production build in the proxy form, behind `identity`. */
  signInHost: Host
}

interface TestFixtures {
  /** The API behind TLS, as at the beginning. */
  upstream: Upstream
  /** The browser's own messages. */
  watched: Watch
  /** Starts another host, with a page of one line unless a build is given; it ends with the test. */
  start: Start
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
    async ({ browserName: _browser }, provide) => {
      await provide(readCertificate(certificateFolder, 'certificate'))
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
  startShared: [
    async ({ programs, server, sharedUpstream: { url: apiUrl }, certificate }, provide) => {
      const common = { server, apiUrl, certificate, auth: 'proxy', build: compressedBuild } as const
      await withHosts((options) => startHost(programs, { ...common, ...options }), provide)
    },
    { scope: 'worker' },
  ],
  staticHost: [
    async ({ startShared }, provide) => provide(await startShared({ auth: 'apikey' })),
    { scope: 'worker' },
  ],
  proxyHost: [
    async ({ startShared }, provide) => provide(await startShared({})),
    { scope: 'worker' },
  ],
  identity: [
    async ({ certificate }, provide) => {
      const identity = await startIdentity(certificate)
      await provide(identity)
      await identity.close()
    },
    { scope: 'worker' },
  ],
  signInHost: [
    async ({ startShared, identity: { flags } }, provide) => provide(await startShared({ flags })),
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
  start: async ({ programs, server, upstream: { url: apiUrl }, certificate, folder }, provide) => {
    const common = { server, apiUrl, certificate, auth: 'proxy' } as const
    await withHosts(
      (options) =>
        startHost(programs, { ...common, build: smallBuild(folder, options.base), ...options }),
      provide,
    )
  },
})

/** Provides `begin`, and ends what it began. */
async function withHosts(begin: Start, provide: (start: Start) => Promise<void>): Promise<void> {
  const hosts: Host[] = []
  await provide(async (options) => {
    const host = await begin(options)
    hosts.push(host)
    return host
  })
  await Promise.all(hosts.map((host) => host.close()))
}

/** A build of one page, one script and the headers, made for a base path. */
function smallBuild(folder: string, path = '/'): string {
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

/** Asserts that the browser found no error that nobody caught, and refused nothing by the policy. */
export function expectNoComplaint({ pageErrors, violations }: Watch): void {
  expect(pageErrors, 'errors that nobody caught').toEqual([])
  expect(violations, 'refusals by the content security policy').toEqual([])
}
