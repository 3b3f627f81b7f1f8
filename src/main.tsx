import { followTheme } from './lib/preferences.ts'
import { isDeviceList } from './lib/paths.ts'
import { parseListParams } from './devices/list-params.ts'
import { readPageAhead } from './devices/read-page.ts'
import { loadConfig } from './session/config.ts'
import { session, startSession } from './session/session.ts'
import { storeKey } from './session/vault.ts'

// Everything below that can go side by side does: the app downloads while the
// configuration is read, and the first list is asked for before React is there.
const app = import('./app/start.tsx')
followTheme()
void boot()

async function boot() {
  const base = import.meta.env.BASE_URL
  const result = await loadConfig(`${base}config.json`)
  const demo =
    import.meta.env.MODE === 'demo' && 'config' in result
      ? (await import('./mock/demo.ts')).startDemo(result.config.apiBaseUrl)
      : undefined
  if ('config' in result) {
    if (demo) storeKey(demo.key, false)
    startSession(result.config)
    const path = location.pathname.slice(base.length - 1)
    if (session.get().open && (path === '/' || isDeviceList(path))) {
      readPageAhead(parseListParams(location.search))
    }
  }
  const { start } = await app
  start(result, demo)
}
