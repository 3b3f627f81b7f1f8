import { existsSync, readFileSync, statSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join, resolve } from 'node:path'
import type { Plugin, ResolvedConfig } from 'vite'
import type { HeaderRule } from './headers.ts'
import { apiOrigin, headersFor, parseHeaders, renderHeaders, withApiOrigin } from './headers.ts'

/** Returns the text that the preview serves as /config.json; `undefined` means 404. */
export type ConfigText = () => string | undefined

/**
 * Writes `_headers` and `_redirects` at build, and applies them in `vite preview`, with `configText` as
 * its config.json.
 */
export function siteHeaders(configText?: ConfigText): Plugin {
  let config: ResolvedConfig
  const publicFile = (name: string) => readFileSync(join(config.publicDir, name), 'utf8')
  return {
    name: 'site-headers',
    configResolved(resolved) {
      config = resolved
    },
    generateBundle() {
      const rules = rulesFor(
        publicFile('_headers'),
        readText(join(config.publicDir, 'config.json')),
      )
      const redirects = publicFile('_redirects').replaceAll(/(?<=^|\s)\//gm, config.base)
      this.emitFile({
        type: 'asset',
        fileName: '_headers',
        source: renderHeaders(rules, config.base),
      })
      this.emitFile({ type: 'asset', fileName: '_redirects', source: redirects })
    },
    configurePreviewServer(server) {
      const folder = resolve(config.root, config.build.outDir)
      const read = configText ?? (() => readText(join(folder, 'config.json')))
      server.middlewares.use((request, response, next) => {
        const text = read()
        const rules = rulesFor(publicFile('_headers'), text)
        if (!answer({ folder, base: config.base, rules, configText: text }, request, response)) {
          next()
        }
      })
    },
  }
}

type Site = {
  folder: string
  base: string
  rules: HeaderRule[]
  configText: string | undefined
}

/** Sets the headers, and responds itself where Vite's preview differs from a real host. */
function answer(site: Site, request: IncomingMessage, response: ServerResponse): boolean {
  const address = URL.parse(request.url ?? '/', 'http://localhost')
  if (address === null || !address.pathname.startsWith(site.base)) return false
  const pathname = `/${address.pathname.slice(site.base.length)}`
  const setHeaders = (path: string) => {
    for (const [name, value] of headersFor(site.rules, path)) response.setHeader(name, value)
  }
  const notFound = () => {
    setHeaders(pathname)
    response.removeHeader('Cache-Control')
    response.writeHead(404, { 'Content-Type': 'text/plain' }).end('Not found')
    return true
  }
  if (pathname === '/config.json') {
    if (site.configText === undefined) return notFound()
    setHeaders(pathname)
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(site.configText)
    return true
  }
  if (isFile(join(site.folder, decode(pathname)))) {
    setHeaders(pathname)
    return false
  }
  if (pathname.startsWith('/assets/')) return notFound()
  setHeaders('/index.html')
  request.url = `${site.base}index.html`
  return false
}

function rulesFor(headersText: string, configText: string | undefined): HeaderRule[] {
  return withApiOrigin(parseHeaders(headersText), apiOrigin(parseJson(configText)))
}

function parseJson(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text)
  } catch {
    // The app explains a malformed config.json; here the default origin stays.
    return undefined
  }
}

function readText(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
}

function decode(pathname: string): string {
  try {
    return decodeURIComponent(pathname)
  } catch {
    return pathname
  }
}
