// Checks the built files after every build: node deploy/budget.ts
import { readdirSync, readFileSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

// Bytes; 1.25 times the least page that shows the same rows with the same libraries (98.7 KB).
const budget = 123_000

// Strings that occur only in MSW and in the demo's data.
const demoMarkers = [/\bmsw\b/i, /demo-key/]

const root = fileURLToPath(new URL('..', import.meta.url))

function textFiles(folder: string): { name: string; text: string }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(woff2?|png|ico|br|gz)$/.test(entry.name))
    .map((entry) => ({
      name: entry.name,
      text: readFileSync(join(entry.parentPath, entry.name), 'utf8'),
    }))
}

/** Gzipped bytes of each script that index.html loads or preloads, which the first rows wait for. */
export function firstLoad(folder: string): { name: string; bytes: number }[] {
  const html = readFileSync(join(folder, 'index.html'), 'utf8')
  const tags = html.match(/<script[^>]*\ssrc=[^>]*>|<link[^>]*rel="modulepreload"[^>]*>/g) ?? []
  return tags.map((tag) => {
    const name = basename(/\s(?:src|href)="([^"]+)"/.exec(tag)?.[1] ?? '')
    return { name, bytes: gzipSync(readFileSync(join(folder, 'assets', name))).length }
  })
}

/** Describes content that the content security policy would block or that must not be shipped. */
export function faults(production: string, demo: string): string[] {
  const html = readFileSync(join(production, 'index.html'), 'utf8')
  const shipped = textFiles(production)
  const shown = textFiles(demo)
  const found: string[] = []
  if (/<script(?![^>]*\ssrc=)/.test(html)) found.push('index.html has an inline script')
  if (/<style|\sstyle=|\son[a-z]+=/.test(html))
    found.push('index.html has an inline style or handler')
  for (const { name, text } of shipped) {
    if (extname(name) === '.css' && /url\(["']?data:/.test(text))
      found.push(`${name} has data: URLs`)
    for (const marker of demoMarkers) {
      if (marker.test(text)) found.push(`${name} contains ${String(marker)}, which is the demo's`)
    }
  }
  for (const marker of demoMarkers) {
    // Otherwise the check above could never fail after a marker was renamed.
    if (!shown.some(({ text }) => marker.test(text))) {
      found.push(`The demo build does not contain ${String(marker)}: choose another marker`)
    }
  }
  return found
}

if (import.meta.main) {
  const scripts = firstLoad(join(root, 'dist'))
  const bytes = scripts.reduce((sum, script) => sum + script.bytes, 0)
  const problems = faults(join(root, 'dist'), join(root, 'dist-demo'))
  if (!scripts.some(({ name }) => name.startsWith('app-')))
    problems.push('index.html does not preload the app beside the boot script')
  if (bytes > budget) problems.push(`the first load is ${bytes - budget} bytes over its budget`)
  for (const script of scripts) process.stdout.write(`${script.name}: ${script.bytes} bytes\n`)
  process.stdout.write(
    `${(bytes / 1000).toFixed(1)} of ${budget / 1000} KB of gzipped scripts first\n`,
  )
  for (const problem of problems) process.stderr.write(`${problem}\n`)
  process.exitCode = problems.length === 0 ? 0 : 1
}
