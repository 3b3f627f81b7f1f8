import { defineConfig } from '@playwright/test'
import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { compress } from '../../deploy/compress.ts'
import { browserLaunchOptions } from '../browser.ts'
import { makeCertificate, publicKeyHash, readCertificate } from './certificate.ts'
import { findPrograms } from './programs.ts'
import { build, certificateFolder, compressedBuild, type HostTestOptions } from './test.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

if (!existsSync(join(build, 'index.html'))) {
  throw new Error('dist holds no build: run npm run build')
}
// Workers read this file, too.
if (process.env['TEST_WORKER_INDEX'] === undefined) {
  rmSync(compressedBuild, { recursive: true, force: true })
  cpSync(build, compressedBuild, { recursive: true })
  compress(join(compressedBuild, 'assets'))
  mkdirSync(certificateFolder, { recursive: true })
  const programs = findPrograms()
  if (typeof programs === 'string') throw new Error(`Not on this machine: ${programs}`)
  makeCertificate(programs.openssl, certificateFolder, 'certificate')
}
const certificate = readCertificate(certificateFolder, 'certificate')
const browser = browserLaunchOptions()

export default defineConfig<object, HostTestOptions>({
  testDir: '.',
  outputDir: join(root, 'test-results/hosts'),
  reporter: [['dot'], ['json', { outputFile: join(root, '.cache/tests/hosts.json') }]],
  workers: 2,
  retries: 0,
  timeout: 180_000,
  expect: { timeout: 120_000 },
  forbidOnly: true,
  use: {
    // The certificate vouches for itself. A browser that only overlooks that (`ignoreHTTPSErrors`) caches
    // nothing, and compiles every script anew at each load.
    launchOptions: {
      ...browser,
      args: [
        ...browser.args,
        `--ignore-certificate-errors-spki-list=${publicKeyHash(certificate)}`,
      ],
    },
    locale: 'en-US',
    viewport: { width: 1440, height: 900 },
    contextOptions: { reducedMotion: 'reduce' },
  },
  // One worker each, so that each server starts once in each form. What a page does by itself is the
  // same with either server, and looked at with one.
  projects: [
    {
      name: 'nginx',
      workers: 1,
      use: { server: 'nginx' },
      testIgnore: ['caddy.spec.ts', 'container.spec.ts', 'releases.spec.ts'],
    },
    {
      name: 'caddy',
      workers: 1,
      use: { server: 'caddy' },
      testIgnore: ['dns.spec.ts', 'page.spec.ts'],
    },
  ],
})
