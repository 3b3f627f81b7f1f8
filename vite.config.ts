import { fileURLToPath } from 'node:url'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import type { TestProjectInlineConfiguration } from 'vitest/config'
import { browserCheck } from './deploy/browser-check.ts'
import { buildInfo } from './deploy/build-info.ts'
import { compileFirstChunks, firstChunks } from './deploy/first-chunks.ts'
import { preloadApp } from './deploy/preload.ts'
import { siteHeaders } from './deploy/site.ts'
import { staticShell } from './deploy/static-shell.ts'
import { licenseNotices } from './deploy/third-party.ts'
import { leaveOutUnusedParts } from './deploy/unused-parts.ts'

const papers = licenseNotices()

// Only Vitest: in the production build of React, which takes half of the time, or (mode "development")
// in the one that tells of its misuse and renders everything twice.
const isTest = process.env['VITEST'] !== undefined

export default defineConfig(async ({ mode }) => ({
  plugins: [
    react(),
    tailwindcss(),
    leaveOutUnusedParts(),
    browserCheck('src/browser-check.js'),
    preloadApp('src/app/start.tsx'),
    compileFirstChunks(),
    staticShell('src/app/static-shell.tsx'),
    siteHeaders(),
    papers.main,
  ],
  // Lists and earlier exports are read by chunks of the worker's own.
  worker: { format: 'es' as const, plugins: () => [papers.worker] },
  define: buildInfo(),
  // TanStack Store ships a polyfill of a hook that React 19 has.
  resolve: {
    alias: {
      'use-sync-external-store/shim/with-selector': 'use-sync-external-store/with-selector',
    },
  },
  build: {
    outDir: mode === 'demo' ? 'dist-demo' : 'dist',
    // Browsers of the last two years; keep in sync with src/browser-check.js and the README.
    target: ['chrome131', 'edge131', 'firefox133', 'safari18.1'],
    // The content security policy blocks data: URLs.
    assetsInlineLimit: 0,
    sourcemap: false,
    // Only pages preload what they import: everything else downloads when the browser is idle or is
    // rarely shown, and a list of its files would cost the first chunks 0.9 KB.
    modulePreload: {
      polyfill: false,
      resolveDependencies: (file: string, dependencies: string[]) =>
        /(?:(?<!search-|fault-|problem-)pages?|disconnected)-[^/]*$/.test(file)
          ? dependencies.filter((name) => !/(?:index|rolldown-runtime)-[^/]*$/.test(name))
          : [],
    },
    // Two first chunks: the boot script, and the code of the first page.
    rolldownOptions: {
      output: { codeSplitting: { groups: firstChunks('src/app/start.tsx') } },
    },
  },
  // Only for Vitest, because looking for a browser may install one.
  ...(isTest && { test: { projects: await testProjects(mode) } }),
}))

async function testProjects(mode: string): Promise<TestProjectInlineConfiguration[]> {
  const isStrict = mode === 'development'
  process.env['NODE_ENV'] = isStrict ? 'development' : 'production'
  const { playwright } = await import('@vitest/browser-playwright')
  const { browserLaunchOptions } = await import('./tests/browser.ts')
  const { wholeWorker } = await import('./tests/whole-worker.ts')
  return [
    {
      test: {
        name: 'unit',
        environment: 'node',
        include: ['tests/unit/**/*.test.ts'],
        setupFiles: ['tests/unit/setup.ts'],
        // Only ends what hangs: a test claims no time, and a busy machine is slow, not wrong.
        testTimeout: 180_000,
        // By itself Vitest leaves one of two processors to the rest of the machine.
        maxWorkers: 2,
        // Loading the modules anew for each file takes twice the time of the tests.
        isolate: false,
      },
    },
    {
      extends: true,
      plugins: [wholeWorker()],
      ...(!isStrict && {
        resolve: {
          alias: {
            'react-dom/test-utils': fileURLToPath(
              new URL('tests/component/act.ts', import.meta.url),
            ),
          },
        },
      }),
      test: {
        name: isStrict ? 'strict' : 'component',
        include: [`tests/${isStrict ? 'strict' : 'component'}/**/*.test.tsx`],
        setupFiles: ['tests/component/setup.ts'],
        testTimeout: 180_000,
        // What a test waits for may take as long as the test: on a busy machine, less is too soon.
        expect: { poll: { timeout: 120_000, interval: 30 } },
        // The console's modules are loaded once by each worker, not by each file.
        isolate: false,
        maxWorkers: 3,
        browser: {
          enabled: true,
          headless: true,
          ui: false,
          provider: playwright({
            launchOptions: browserLaunchOptions(),
            // An animation without end never finishes, and a color in transition can't be judged.
            contextOptions: { reducedMotion: 'reduce' },
          }),
          instances: [{ browser: 'chromium' }],
          viewport: { width: 1280, height: 800 },
          // A failure's text says what is wrong; pictures would land beside the sources.
          screenshotFailures: false,
        },
      },
      // A dependency first met in the middle of a run makes Vite reload the page under the tests.
      optimizeDeps: {
        include: [
          'react',
          'react/jsx-runtime',
          'react/jsx-dev-runtime',
          'react-dom',
          'react-dom/client',
          'react-router',
          '@tanstack/react-query',
          '@tanstack/react-table',
          'lucide-react',
          'msw',
          'papaparse',
          'msw/browser',
          'msw/http',
          '@testing-library/react',
          '@testing-library/user-event',
          'axe-core',
          'fast-check',
        ],
      },
    },
  ]
}
