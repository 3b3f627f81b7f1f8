import { followTheme } from './lib/preferences.ts'
import { isSamePath } from './lib/paths.ts'
import { deviceList } from './devices/device-list.ts'
import { readPageAhead } from './devices/read-page.ts'
import { loadConfig } from './session/config.ts'
import { session, startSession } from './session/session.ts'

// browser-check.js has filled the page if the browser is too old for the console.
if (!document.getElementById('root')?.hasChildNodes()) void boot()

async function boot() {
  // Everything below that can go side by side does: the app downloads while the
  // configuration is read, and the first list is asked for before React is there.
  const app = import('./app/start.tsx')
  followTheme()
  const base = import.meta.env.BASE_URL
  const result = await loadConfig(`${base}config.json`)
  const demo =
    import.meta.env.MODE === 'demo' && 'config' in result
      ? (await import('./mock/demo.ts')).startDemo(result.config.apiBaseUrl)
      : undefined
  if ('config' in result) {
    startSession(result.config, demo?.key)
    const { connection } = session.get()
    const path = location.pathname.slice(base.length - 1)
    if (connection && (path === '/' || isSamePath(path, deviceList.path))) {
      // A failure is told where the page is shown.
      readPageAhead(connection, deviceList.parse(location.search)).catch(() => undefined)
    }
  }
  const { start } = await app
  start(result, demo)
}
