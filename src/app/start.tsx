import { StrictMode, useLayoutEffect, useState, type ComponentType, type ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import { Router, UNSAFE_createBrowserHistory as createBrowserHistory } from 'react-router'
import { createChunk } from '../lib/chunk.ts'
import type { ConfigResult } from '../config/config.ts'
import { watchIdle } from '../session/idle.ts'
import { App } from './app.tsx'
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

/**
 * The address bar's location: the package's BrowserRouter would add 4 KB to the first load. Without
 * transitions, as a key press right after a navigation must act on the new page.
 */
function BrowserRouter({ children }: { children: ReactNode }) {
  const [history] = useState(() => createBrowserHistory({ v5Compat: true }))
  const [{ action, location }, update] = useState({
    action: history.action,
    location: history.location,
  })
  useLayoutEffect(() => history.listen(update), [history])
  return (
    <Router
      basename={import.meta.env.BASE_URL}
      location={location}
      navigationType={action}
      navigator={history}
      useTransitions={false}
    >
      {children}
    </Router>
  )
}
