import { showFont } from './app/font.ts'
import { followTheme } from './lib/preferences.ts'
import { isSamePath } from './lib/paths.ts'
import { deviceList } from './devices/device-list.ts'
import { deviceQueries } from './devices/queries.ts'
import { loadConfig } from './config/config.ts'
import { session, startSession } from './session/session.ts'

/** Time (ms) after which the app counts as missing. */
const appTimeoutMs = 20_000

// browser-check.js leaves its message in the page of a browser that is too old.
if (!document.querySelector('#root[data-unsupported]')) void boot()

async function boot() {
  // The app downloads while the configuration and the first page are read.
  const app = import('./app/start.tsx')
  followTheme()
  // Without its font, the page has the local one below it.
  showFont(app).catch(() => undefined)
  const base = import.meta.env.BASE_URL
  const isList = isSamePath(location.pathname.slice(base.length - 1), deviceList.path)
  // index.html shows the list's skeleton at every address.
  if (!isList) {
    document.querySelector('main')?.replaceChildren()
    document.querySelector('nav [aria-current]')?.removeAttribute('aria-current')
  }
  const result = await loadConfig(`${base}config.json`)
  const demo =
    import.meta.env.MODE === 'demo' && 'config' in result
      ? (await import('./mock/demo.tsx')).startDemo(result.config.apiBaseUrl)
      : undefined
  if ('config' in result) startSession(result.config, demo?.key)
  const current = session.get()
  if (!current.connection) {
    // Neither the connect page nor a configuration error has a list or a navigation.
    document.querySelector('main')?.replaceChildren()
    document.querySelector('nav')?.remove()
  } else if (isList) {
    const params = deviceList.parse(location.search)
    // For the list of this session, which finds it in its cache. A search needs all devices.
    if (params.q === '') {
      void current.queryClient.prefetchQuery(deviceQueries.list(current, params))
    }
  }
  const timeout = setTimeout(reportMissing, appTimeoutMs)
  const module = await app.catch(() => undefined)
  clearTimeout(timeout)
  if (module) module.start(result, demo)
  else reportMissing()
}

/** Stands for the page while the app is missing. If it comes later, it still takes its place. */
function reportMissing() {
  const heading = Object.assign(document.createElement('h1'), {
    textContent: 'The console couldn’t be loaded',
  })
  const text = Object.assign(document.createElement('p'), {
    textContent: 'Your network is slow or down. Check it, then try again.',
  })
  const button = Object.assign(document.createElement('button'), {
    textContent: 'Try again',
    className: 'underline',
    onclick: () => location.reload(),
  })
  const main = document.querySelector('main')
  // The skeleton of index.html is inert.
  main?.removeAttribute('inert')
  main?.replaceChildren(heading, text, button)
}
