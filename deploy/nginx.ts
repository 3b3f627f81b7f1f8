// Prints the site's headers and fallbacks as an nginx include:
//   npm run headers:nginx -- [--base /console/] [--config dist/config.json]
import { readFileSync } from 'node:fs'
import process from 'node:process'
import { parseArgs } from 'node:util'
import type { HeaderRule } from './headers.ts'
import { apiOrigin, headersFor, parseHeaders, withApiOrigin } from './headers.ts'

/**
 * Returns the body of an nginx `server` block whose `root` holds the build at `base`. Every location
 * repeats all headers, because nginx drops inherited ones when a location adds its own.
 */
export function renderNginx(rules: HeaderRule[], base: string): string {
  const location = (match: string, example: string, files: string) => {
    const headers = [...headersFor(rules, example)].map(
      ([name, value]) =>
        // A cached 404 would outlast the release that adds the file.
        `  add_header ${name} "${value}"${name === 'Cache-Control' ? '' : ' always'};`,
    )
    return [`location ${match} {`, ...headers, `  try_files ${files};`, '}'].join('\n')
  }
  return [
    location(`= ${base}config.json`, '/config.json', '$uri =404'),
    location(`${base}assets/`, '/assets/any', '$uri =404'),
    location(`= ${base}index.html`, '/index.html', '$uri =404'),
    location(base, '/any', `$uri ${base}index.html`),
  ].join('\n\n')
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      base: { type: 'string', default: '/' },
      config: { type: 'string', default: 'public/config.json' },
    },
  })
  const rules = parseHeaders(readFileSync(new URL('../public/_headers', import.meta.url), 'utf8'))
  const config: unknown = JSON.parse(readFileSync(values.config, 'utf8'))
  const include = renderNginx(withApiOrigin(rules, apiOrigin(config)), values.base)
  process.stdout.write(`# Inside a server block whose root holds the build.\n${include}\n`)
}
