import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode, Suspense, type ComponentType } from 'react'
import { createRoot } from 'react-dom/client'
import { BrowserRouter } from 'react-router'
import { forgetRemoved } from '../actions/removed.ts'
import { deviceQueries } from '../devices/queries.ts'
import { takeSettledAhead } from '../devices/read-page.ts'
import { clearSelection } from '../devices/selection.ts'
import { lazyComponent, whenPreloaded } from '../lib/lazy-component.tsx'
import type { ConfigResult } from '../session/config.ts'
import { session } from '../session/session.ts'
import { App } from './app.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { onMissingChunk } from './new-version.ts'

const ConfigProblemPage = lazyComponent(
  async () => (await import('./config-problem-page.tsx')).ConfigProblemPage,
  'if shown',
)

/** What the demo build adds above the app. */
export interface Demo {
  Banner: ComponentType
}

/** Renders the console, or why it cannot run. */
export function start(result: ConfigResult, demo: Demo | undefined): void {
  const root = document.getElementById('root')
  if (!root) throw new Error('index.html has no #root')
  addEventListener('vite:preloadError', (event) => onMissingChunk(event))

  const queryClient = createQueryClient()
  // When the first answer came before the app, its rows are the first thing rendered.
  const ahead = takeSettledAhead()
  if (ahead) queryClient.setQueryData(deviceQueries.list(ahead.params).queryKey, ahead.page)
  session.subscribe(() => {
    if (session.get().open) return
    // Data of a closed session must not outlive it, nor be acted on with another key.
    queryClient.clear()
    clearSelection()
    forgetRemoved()
  })

  createRoot(root).render(
    <StrictMode>
      <ErrorBoundary>
        {'config' in result ? (
          <QueryClientProvider client={queryClient}>
            {/* Not as transitions: what is shown must keep up with the address, or the next key press
                acts on the order or page before. */}
            <BrowserRouter basename={import.meta.env.BASE_URL} useTransitions={false}>
              {demo && <demo.Banner />}
              <App config={result.config} />
            </BrowserRouter>
          </QueryClientProvider>
        ) : (
          <Suspense>
            <ConfigProblemPage problem={result.problem} />
          </Suspense>
        )}
      </ErrorBoundary>
    </StrictMode>,
  )
  if ('config' in result && result.config.auth === 'apikey') {
    whenPreloaded(async () => (await import('../session/idle.ts')).watchIdle())
  }
}

/** A cache that leaves retries to the wire, which knows what may be repeated. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { retry: false, networkMode: 'always', staleTime: 10_000, gcTime: 15 * 60_000 },
      mutations: { retry: false, networkMode: 'always' },
    },
  })
}
