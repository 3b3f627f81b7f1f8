import { defineConfig } from '@playwright/test'
import { cpSync, existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { compress } from '../../deploy/compress.ts'
import { browserLaunchOptions } from '../browser.ts'
import { build, compressedBuild, type HostTestOptions } from './test.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

if (!existsSync(join(build, 'index.html'))) {
  throw new Error('dist holds no build: run npm run build')
}
// Workers read this file, too.
if (process.env['TEST_WORKER_INDEX'] === undefined) {
  rmSync(compressedBuild, { recursive: true, force: true })
  cpSync(build, compressedBuild, { recursive: true })
  compress(join(compressedBuild, 'assets'))
}

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
    launchOptions: browserLaunchOptions(),
    // The certificate is made for the test and vouches for itself.
    ignoreHTTPSErrors: true,
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
