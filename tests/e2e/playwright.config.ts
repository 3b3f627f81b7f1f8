import { defineConfig } from '@playwright/test'
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { browserLaunchOptions } from '../browser.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

// `npm test` has built both before; only a run of Playwright alone on a fresh tree comes here.
for (const [folder, mode] of [
  ['dist', 'production'],
  ['dist-demo', 'demo'],
] as const) {
  if (existsSync(join(root, folder, 'index.html'))) continue
  const vite = join(root, 'node_modules/vite/bin/vite.js')
  const build = spawnSync(process.execPath, [vite, 'build', '--mode', mode], {
    cwd: root,
    encoding: 'utf8',
  })
  if (build.status !== 0) throw new Error(`The ${mode} build failed.\n${build.stderr}`)
}

export default defineConfig({
  testDir: '.',
  outputDir: join(root, 'test-results'),
  reporter: [['dot'], ['json', { outputFile: join(root, '.cache/tests/e2e.json') }]],
  // One more than the processors: each test waits for its page now and then.
  workers: 3,
  // Otherwise one worker runs a whole file, and the other waits for it at the end.
  fullyParallel: true,
  // A test that passes only at the second try is a failure to look into.
  retries: 0,
  // A loaded machine is slow, not wrong; what is green costs no time.
  timeout: 180_000,
  expect: { timeout: 120_000 },
  forbidOnly: true,
  use: {
    viewport: { width: 1440, height: 900 },
    launchOptions: browserLaunchOptions(),
    trace: 'off',
    locale: 'en-US',
    // Not UTC, so that local and universal time can be told apart.
    timezoneId: 'Europe/Berlin',
    // A colour on its way to another is not what is looked at.
    contextOptions: { reducedMotion: 'reduce' },
  },
})
