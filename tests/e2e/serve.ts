import { existsSync, readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { preview, type Plugin } from 'vite'
import { siteHeaders } from '../../deploy/site.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** A served build; `url` ends with the base path, and so with a slash. */
export type ServedBuild = { url: string; close: () => Promise<void> }

/** A reverse proxy at /api of the site, which knows people by a cookie and holds the key. */
export interface Proxy {
  apiUrl: string
  key: string
  /** What a request's cookies must hold; anybody is let through when absent. */
  cookie?: string
}

/**
 * Serves a build on the loopback interface as a host would: headers, fallbacks, and its own config.json.
 * @param directory `dist` or `dist-demo`, relative to the repository, or any absolute folder
 * @param config content of /config.json, whose API origin the policy allows; a string is sent as it
 *   is (for broken ones), `null` makes the file missing, absent leaves the build's own
 * @param port a free one when absent
 * @param proxy what stands before the API on the site's own origin, if anything does
 * @param base what the build was made with (`vite build --base /console/`)
 */
export async function serveBuild({
  directory,
  config,
  port = 0,
  proxy,
  base = '/',
}: {
  directory: string
  proxy?: Proxy
  config?: object | string | null
  port?: number
  base?: string
}): Promise<ServedBuild> {
  const folder = resolve(root, directory)
  if (!existsSync(resolve(folder, 'index.html'))) {
    throw new Error(`${folder} holds no build: run npm run build and npm run build:demo`)
  }
  const text = configText(folder, config)
  const server = await preview({
    root,
    base,
    configFile: false,
    logLevel: 'silent',
    plugins: [...(proxy ? [before(proxy)] : []), siteHeaders(() => text)],
    build: { outDir: folder },
    preview: { host: '127.0.0.1', port, strictPort: port !== 0 },
  })
  const url = server.resolvedUrls?.local[0]
  if (url === undefined) throw new Error('The preview server told no address')
  return { url, close: () => server.close() }
}

function configText(
  folder: string,
  config: object | string | null | undefined,
): string | undefined {
  if (config === null) return undefined
  if (config === undefined) return readFileSync(resolve(folder, 'config.json'), 'utf8')
  return typeof config === 'string' ? config : JSON.stringify(config)
}

function before(proxy: Proxy): Plugin {
  return {
    name: 'proxy-before-the-api',
    configurePreviewServer(server) {
      server.middlewares.use(
        '/api',
        (incoming, outgoing) => void forward(proxy, incoming, outgoing),
      )
    },
  }
}

async function forward(
  { apiUrl, key, cookie = '' }: Proxy,
  { method = 'GET', url = '', headers }: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const answer = (headers.cookie ?? '').includes(cookie)
    ? await fetch(apiUrl + url, { method, headers: { apikey: key } })
    : new Response('Sign in first', { status: 401 })
  const type = answer.headers.get('content-type')
  outgoing.writeHead(answer.status, type === null ? {} : { 'content-type': type })
  outgoing.end(Buffer.from(await answer.arrayBuffer()))
}
