import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { apiPolicy, passedHeaders } from '../../deploy/api-answers.ts'
import { parseHeaders } from '../../deploy/headers.ts'
import { maxAnswerBytes } from '../../src/lib/read-text.ts'
import { idleLimitMs } from '../../src/session/session.ts'

// SECURITY.md lists what the site sends and stores; a change of either must change it, too.

const root = fileURLToPath(new URL('../..', import.meta.url))
const paper = readFileSync(join(root, 'SECURITY.md'), 'utf8')

/** The code in the first cell of each row of the table with this head. */
function firstCells(head: string): string[] {
  const table = paper.split(`| ${head} |`)[1]?.split('\n\n')[0] ?? ''
  return [...table.matchAll(/^\| `([^`]+)`/gm)].map(([, code]) => code ?? '')
}

const sent = parseHeaders(readFileSync(join(root, 'public/_headers'), 'utf8')).flatMap(
  ({ headers }) => [...headers],
)

test('the table of headers has each header with its value', () => {
  const expected = sent.map(([name, value]) =>
    ['Content-Security-Policy', 'Permissions-Policy'].includes(name) ? name : `${name}: ${value}`,
  )
  expect(new Set(firstCells('Header'))).toEqual(new Set(expected))
})

test('the table of the policy has each directive as it is', () => {
  const policy = new Map(sent).get('Content-Security-Policy')
  expect(firstCells('Directive of the policy')).toEqual(policy?.split('; '))
})

test('the policy of the API’s answers is told, and each header that Caddy passes on', () => {
  const section = paper.split('### Answers of the API')[1] ?? ''
  expect(section).toContain(`\`${apiPolicy}\``)
  const list = /drops all others: ([^.]*)\./.exec(section)?.[1] ?? ''
  expect(list.split(', ')).toEqual(passedHeaders.split(' ').map((name) => `\`${name}\``))
})

test('the fields of the audit log are those that both servers write', () => {
  const told = paper.split('## What the server writes down')[1]?.split('\n## ')[0] ?? ''
  const listed = /password: ([^.]*), and the API's request ID\./.exec(told)?.[1]?.split(', ')
  const nginx = readFileSync(join(root, 'deploy/nginx/site.conf'), 'utf8')
  const format = /log_format .* '\{(.*)\}';/.exec(nginx)?.[1] ?? ''
  const written = [...format.matchAll(/"(\w+)":/g)].map(([, field]) => field ?? '')
  expect(listed).toEqual(
    written.filter((field) => field !== 'request_id').map((field) => `\`${field}\``),
  )
  // Caddy logs a request's headers unless they are deleted.
  const caddy = readFileSync(join(root, 'deploy/caddy/site.caddy'), 'utf8')
  expect(caddy).toContain('request>headers delete')
})

test('the limits and means that it names are those of the code', () => {
  expect(paper).toContain(`Answers are read up to ${maxAnswerBytes / 2 ** 20} MB`)
  expect(paper).toContain(`The session ends after ${idleLimitMs / 60_000} minutes`)
  expect(paper).toContain(`after ${idleLimitMs / 60_000} minutes it opens nothing`)
  const [, means = ''] = /encrypted with a key derived from .* \(([^)]+)\)/.exec(paper) ?? []
  const encryption = readFileSync(join(root, 'src/session/encryption.ts'), 'utf8')
  for (const name of means.split(', ')) expect(encryption).toContain(`'${name}'`)
  // Exact versions, hashes in the lockfile, no install scripts.
  const json = (name: string) => JSON.parse(readFileSync(join(root, name), 'utf8')) as unknown
  const { dependencies } = json('package.json') as { dependencies: Record<string, string> }
  expect(Object.values(dependencies).filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual(
    [],
  )
  const { packages } = json('package-lock.json') as {
    packages: Record<string, { integrity?: string; inBundle?: true }>
  }
  const unhashed = Object.entries(packages).filter(
    // What a package brings along has the package's own hash.
    ([name, { integrity, inBundle }]) => name && !integrity && !inBundle,
  )
  expect(unhashed).toEqual([])
  expect(readFileSync(join(root, '.npmrc'), 'utf8')).toMatch(/^ignore-scripts=true$/m)
})

test('every name that the code stores something under is listed', () => {
  const code = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => readFileSync(join(root, 'src', name), 'utf8'))
    .join('\n')
  const names = [
    ...code.matchAll(/['`](?:device-console\.|\$\{prefix\})([a-z-]+)/g),
    ...code.matchAll(/create(?:StoredValue(?:<[^(]+>)?|TableSettings)\(\s*'([^']+)'/g),
  ].map(([, name]) => name ?? '')
  expect(names.length).toBeGreaterThanOrEqual(15)
  const kept = paper.split('## What is kept')[1]?.split('\n## ')[0] ?? ''
  expect(names.filter((name) => !new RegExp(`[\`.]${name}[\`.]`).test(kept))).toEqual([])
  // Its two ways to store are the only ones.
  expect(code).not.toMatch(/document\.cookie|indexedDB|caches\.open|serviceWorker\.register/)
})
