import { StrictMode, type ComponentType } from 'react'
import { createRoot } from 'react-dom/client'
import { createChunk } from '../lib/chunk.ts'
import type { ConfigResult } from '../config/config.ts'
import { watchIdle } from '../session/idle.ts'
import { App } from './app.tsx'
import { BrowserRouter } from './browser-router.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { lazyPage } from './lazy-page.tsx'
import { onMissingChunk } from './new-version.ts'

const ConfigProblemPage = lazyPage(
  createChunk('configuration', () => import('../config/config-problem-page.tsx')),
  (module) => module.ConfigProblemPage,
)

/** Renders the console, or explains a configuration error; only the demo build has a banner. */
export function start(result: ConfigResult, demo: { Banner: ComponentType } | undefined): void {
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
          <ConfigProblemPage fault={result.fault} />
        )}
      </ErrorBoundary>
    </StrictMode>,
  )
  if ('config' in result) watchIdle()
}
