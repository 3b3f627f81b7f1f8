import { once } from 'node:events'
import { readdir, readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, relative, sep } from 'node:path'
import { gzipSync } from 'node:zlib'
import { apiOrigin, headersFor, parseHeaders, withApiOrigin } from '../../deploy/headers.ts'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
}

const headersFile = join(import.meta.dirname, '../../public/_headers')

/**
 * Serves a build on a free loopback port, by the same rules for every site of the bench: text as
 * gzip, the headers the console ships with, unknown paths are `index.html`, a missing file is a
 * 404. `config` becomes /config.json, and its API the one the page may talk to.
 */
export async function serveSite(
  directory: string,
  config: { apiBaseUrl: string; [setting: string]: string },
) {
  const rules = withApiOrigin(parseHeaders(await readFile(headersFile, 'utf8')), apiOrigin(config))
  const files = new Map<string, Buffer>()
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const file = join(entry.parentPath, entry.name)
    files.set(`/${relative(directory, file).split(sep).join('/')}`, await readFile(file))
  }
  files.set('/config.json', Buffer.from(JSON.stringify(config)))
  const answers = new Map(
    [...files].map(([path, plain]) => {
      const compress = extname(path) !== '.woff2'
      return [
        path,
        {
          body: compress ? gzipSync(plain) : plain,
          headers: {
            'Content-Type': types[extname(path)] ?? 'application/octet-stream',
            ...Object.fromEntries(headersFor(rules, path)),
            ...(compress ? { 'Content-Encoding': 'gzip' } : {}),
          },
        },
      ]
    }),
  )

  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    const isFile = path.startsWith('/assets/') || extname(path) !== ''
    const answer = answers.get(path) ?? (isFile ? undefined : answers.get('/index.html'))
    if (!answer) {
      response.writeHead(404).end()
      return
    }
    response.writeHead(200, { ...answer.headers, 'Content-Length': answer.body.length })
    response.end(answer.body)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => server.close().closeAllConnections(),
  }
}
