import { StrictMode, Suspense, type ComponentType } from 'react'
import { createRoot } from 'react-dom/client'
import { lazyComponent } from '../lib/lazy-component.tsx'
import { whenPreloaded } from '../lib/preload.ts'
import type { ConfigResult } from '../session/config.ts'
import { App } from './app.tsx'
import { BrowserRouter } from './browser-router.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { onMissingChunk } from './new-version.ts'

const ConfigProblemPage = lazyComponent(
  async () => (await import('./config-problem-page.tsx')).ConfigProblemPage,
  'if shown',
)

/** Parts that only the demo build has. */
export interface Demo {
  Banner: ComponentType
}

/** Renders the console, or explains a configuration error. */
export function start(result: ConfigResult, demo: Demo | undefined): void {
  const root = document.getElementById('root')
  if (!root) throw new Error('index.html has no #root')
  addEventListener('vite:preloadError', (event) => onMissingChunk(event))

  createRoot(root).render(
    <StrictMode>
      <ErrorBoundary>
        {'config' in result ? (
          <BrowserRouter>
            {demo && <demo.Banner />}
            <App config={result.config} />
          </BrowserRouter>
        ) : (
          <Suspense>
            <ConfigProblemPage fault={result.fault} />
          </Suspense>
        )}
      </ErrorBoundary>
    </StrictMode>,
  )
  if ('config' in result) {
    whenPreloaded(async () => (await import('../session/idle.ts')).watchIdle())
  }
}
