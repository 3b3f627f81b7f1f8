import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseAst } from 'vite'
import { describe, expect, test } from 'vitest'

// Rules that keep a change in one room. Each is proven below to refuse a violation of it.

type Source = { path: string; text: string }

const root = fileURLToPath(new URL('../..', import.meta.url))

// Arrows point down only: a folder imports from the rows below its own, never from its own row.
const rows = [
  ['app'],
  ['device-page', 'people', 'clean-up', 'from-list', 'changes', 'overview', 'posture', 'activity'],
  ['devices'],
  ['search'],
  ['actions'],
  ['fleet'],
  ['query', 'check'],
  ['device'],
  ['list'],
  ['feedback'],
  ['session'],
  ['config'],
  ['api', 'ui'],
  ['lib'],
]

const allowed = new Map<string, string[]>([
  ...rows.flatMap((row, index) =>
    row.map((folder): [string, string[]] => [folder, rows.slice(index + 1).flat()]),
  ),
  ['mock', ['actions', 'device', 'api', 'ui', 'lib']],
  ['main.tsx', [...rows.flat(), 'mock']],
])

// The configuration is fetched before there is a wire; a check sends what the wire would not.
const mayFetch = /^src\/(api\/|config\/config\.ts$|check\/page-wire\.ts$)/

/** The rules and fields that the mock answers by, as the API does. */
const definitions = ['src/actions/definitions.ts', 'src/device/fields.ts', 'src/device/statuses.ts']

/** Comments may speak of anything; strings and code may not. */
function withoutComments(text: string): string {
  const stringOrComment =
    /("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)|\/\*[\s\S]*?\*\/|(?<!:)\/\/[^\n]*/g
  return text.replaceAll(stringOrComment, (_match, string: string | undefined) => string ?? '')
}

/** Paths and packages that a module names: import, export from, import() and new URL(…, import.meta.url). */
function imports(code: string): string[] {
  const forms =
    /\bfrom\s*['"]([^'"]+)['"]|\bimport\s*\(?\s*['"]([^'"]+)['"]|new URL\(\s*['"]([^'"]+)['"],\s*import\.meta\.url/g
  return [...code.matchAll(forms)].map((match) => match[1] ?? match[2] ?? match[3] ?? '')
}

/** The folder below src that a path belongs to; a file of src itself is its own. */
const roomOf = (path: string) => path.split('/')[1] ?? ''

function arrows(path: string, code: string): string[] {
  const from = roomOf(path)
  const targets = allowed.get(from)
  if (targets === undefined) return [`is in a place that the layers do not know: ${from}`]
  return imports(code).flatMap((name) => {
    if (!name.startsWith('.')) {
      if (/^react(-dom|-router)?($|\/)/.test(name) && from === 'api') return [`imports ${name}`]
      if (/^msw($|\/)/.test(name) && from !== 'mock') return [`imports ${name}`]
      return []
    }
    const target = posix.join(posix.dirname(path), name)
    const to = roomOf(target)
    if (!target.startsWith('src/')) return [`imports ${name}, which is outside src`]
    if (to === from) return []
    if (from === 'mock' && (to === 'actions' || to === 'device') && !definitions.includes(target)) {
      return [`imports ${name}; of ${to}, the mock may know the definitions alone`]
    }
    return targets.includes(to) ? [] : [`imports ${name}: ${from} may not know ${to}`]
  })
}

const forbidden: { pattern: RegExp; why: string; unless?: RegExp }[] = [
  {
    pattern: /device/i,
    why: 'names a device; list/ is for rows of any kind',
    unless: /^src\/(?!list\/)/,
  },
  {
    pattern: /mock/i,
    why: 'mentions the mock',
    unless: /^src\/(main\.tsx$|mock\/)/,
  },
  { pattern: /\bfetch\(/, why: 'calls fetch beside the wire', unless: mayFetch },
  {
    pattern: /(?<!createChunk\([^()]*\(\) =>\s+)\bimport\(/,
    why: 'imports code without a chunk, which has a time limit and can be tried again',
    // The boot script waits for the app, and a demo for its data.
    unless: /^src\/(main\.tsx|lib\/chunk\.ts)$/,
  },
  {
    pattern: /\b(XMLHttpRequest|WebSocket|EventSource|sendBeacon)\b/,
    why: 'reaches the network beside the wire',
  },
  {
    pattern: /\bDate\.parse\(/,
    why: 'reads a time beside parseTime, which every other part compares with',
    // Times in HTTP headers have a format of their own.
    unless: /^src\/(lib\/(time|clock)|api\/answer)\.ts$/,
  },
  { pattern: /data-testid/, why: 'has a test id; tests find things as people do' },
  {
    pattern: /\bexport\s+default\b|\bas\s+default\b/,
    why: 'has a default export, which every importer may name anew',
  },
  { pattern: /\bexport\s*\*/, why: 'passes a whole module on' },
  {
    pattern: /dangerouslySetInnerHTML|\.(inner|outer)HTML\b|insertAdjacentHTML|document\.write/,
    why: 'writes HTML, which Trusted Types refuse',
  },
  // React's style property is fine: it sets single properties, which style-src does not govern.
  {
    pattern:
      /<[a-z][^>{]*\sstyle=["']|setAttribute\(\s*['"]style['"]|createElement\(\s*['"]style['"]|cssText/,
    why: "has a style that style-src 'self' refuses",
  },
]

/** Calls whose number of arguments depends on data, such as `list.push(...items)`: the stack ends at about 100,000. */
function spreadCalls(path: string, text: string): string[] {
  const found: string[] = []
  const open: unknown[] = [parseAst(text, { lang: path.endsWith('x') ? 'tsx' : 'ts' })]
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (typeof node !== 'object' || node === null) continue
    for (const inside of Object.values(node)) open.push(inside)
    const { type, arguments: given } = node as { type?: string; arguments?: readonly SpreadNode[] }
    if (type !== 'CallExpression' && type !== 'NewExpression') continue
    // A wrapper hands on what it was called with.
    const isSpread = (each: SpreadNode) =>
      each.type === 'SpreadElement' && each.argument?.name !== 'args'
    if (given?.some(isSpread)) found.push('spreads a list into the arguments of a call')
  }
  return found
}

interface SpreadNode {
  type: string
  argument?: { name?: string }
}

/** All module variables with state, each with what it belongs to. Everything else belongs to a session. */
const stateOfThePage = new Map([
  ['src/session/session.ts session', 'the page shows one session at a time'],
  [
    'src/session/session.ts channel',
    'the page hears the end of every tab’s session, locked or not',
  ],
  ['src/ui/open-dialogs.ts openDialogs', 'the browser stacks the dialogs of a page'],
  ['src/lib/clock.ts clock', 'ages of a page are told by one clock'],
  ['src/lib/navigation.ts current', 'a page has one address'],
  ['src/lib/chunk.ts isFirstPageShown', 'a page loads once'],
  ['src/lib/chunk.ts missingParts', 'chunks are the page’s'],
  ['src/lib/press.ts pressed', 'a pointer is the browser’s'],
  ['src/lib/examples.ts examples', 'a page is a demo, or none'],
  ['src/lib/preferences.ts theme', 'a preference of the browser’s storage'],
  ['src/lib/preferences.ts timeZone', 'a preference of the browser’s storage'],
  ['src/lib/preferences.ts singleKeyShortcuts', 'a preference of the browser’s storage'],
  ['src/list/table-settings.ts density', 'a preference of the browser’s storage'],
  ['src/search/saved-views.ts savedViews', 'a preference of the browser’s storage'],
  ['src/api/blocked-origins.ts blockedOrigins', 'the site’s headers hold for the page'],
])

interface CodeNode {
  type: string
  start: number
  name?: string
  kind?: string
  declaration?: CodeNode
  declarations?: { id: CodeNode; init?: CodeNode }[]
  expression?: CodeNode
  callee?: CodeNode
  object?: CodeNode
  property?: CodeNode
  left?: CodeNode
  argument?: CodeNode
  arguments?: CodeNode[]
}

const makers = /^(createStore|createStoredValue)$/
const collections = /^(Map|Set)$/
const holders = /^(WeakMap|WeakSet|WeakRef|AbortController|BroadcastChannel|Worker|EventTarget)$/
const changers = /^(set|add|delete|clear|push|pop|shift|unshift|splice|sort|reverse|fill)$/

/** The variable that an expression such as `a.b.c` begins with. */
function rootOf(node: CodeNode | undefined): string | undefined {
  return node?.type === 'MemberExpression' ? rootOf(node.object) : node?.name
}

/** Names of variables whose contents a module changes. */
function changedNames(tree: unknown): ReadonlySet<string | undefined> {
  const changed = new Set<string | undefined>()
  const open: unknown[] = [tree]
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (typeof node !== 'object' || node === null) continue
    for (const inside of Object.values(node)) open.push(inside)
    const { type, left, argument, callee } = node as CodeNode
    const target =
      type === 'AssignmentExpression' ? left : /^(Update|Unary)/.test(type) ? argument : undefined
    if (target?.type === 'MemberExpression') changed.add(rootOf(target))
    const isChange =
      callee?.type === 'MemberExpression' && changers.test(callee.property?.name ?? '')
    if (isChange) changed.add(rootOf(callee.object))
  }
  return changed
}

/** The names of a module's variables that can hold another value later. */
function statefulVariables({ path, text }: Source): { name: string; start: number }[] {
  const tree = parseAst(text, { lang: path.endsWith('x') ? 'tsx' : 'ts' })
  const changed = changedNames(tree)
  return (tree.body as unknown as CodeNode[]).flatMap((statement) => {
    const { kind, declarations = [] } = statement.declaration ?? statement
    return declarations.flatMap(({ id, init }) => {
      const value = init?.type === 'TSAsExpression' ? init.expression : init
      const { name = '' } = value?.callee ?? {}
      const isEmpty = value?.arguments?.length === 0
      const isState =
        kind === 'let' ||
        (value?.type === 'CallExpression' && makers.test(name)) ||
        (value?.type === 'NewExpression' &&
          (holders.test(name) || (collections.test(name) && isEmpty))) ||
        (/^(New|Object|Array)Expression$/.test(value?.type ?? '') && changed.has(id.name))
      return isState ? [{ name: id.name ?? '', start: statement.start }] : []
    })
  })
}

/** Says which variables keep state that no reason is known for, or without a comment that gives it. */
function keptState(source: Source): string[] {
  if (source.path.startsWith('src/mock/')) return []
  return statefulVariables(source).flatMap(({ name, start }) => {
    if (!stateOfThePage.has(`${source.path} ${name}`)) {
      return [`keeps state in ${name}, which a session should own (session/open-session.ts)`]
    }
    return /(\*\/|\/\/ [^\n]*)$/.test(source.text.slice(0, start).trimEnd())
      ? []
      : [`keeps state in ${name} without a comment that gives the reason`]
  })
}

/** One sentence for each broken rule of a module. */
function violations({ path, text }: Source): string[] {
  const code = withoutComments(text)
  const found = [...arrows(path, code), ...spreadCalls(path, text), ...keptState({ path, text })]
  for (const { pattern, why, unless } of forbidden) {
    if (pattern.test(code) && !unless?.test(path)) found.push(why)
  }
  if (/\/index\.tsx?$/.test(path)) found.push('is a barrel')
  return found.map((sentence) => `${path} ${sentence}`)
}

const sources: Source[] = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .map((name) => posix.join('src', name.replaceAll('\\', '/')))
  .filter((path) => /\.tsx?$/.test(path) && !path.endsWith('.d.ts'))
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))

test('every module of the console keeps to the layers', () => {
  expect(sources.length).toBeGreaterThan(0)
  expect(sources.flatMap(violations)).toEqual([])
})

/** The modules of a circle of imports, which run in an order that nobody chose; types make none. */
function circleOf(modules: readonly Source[]): string[] {
  const targets = new Map(
    modules.map(({ path, text }) => {
      const code = withoutComments(text).replaceAll(
        /^(import|export) type [^;]*? from '[^']+'/gm,
        '',
      )
      const names = [...code.matchAll(/^(?:import|export)[^'(]*? from '(\.[^']+)'/gm)]
      return [path, names.map(([, name = '']) => posix.join(posix.dirname(path), name))] as const
    }),
  )
  const done = new Set<string>()
  function visit(path: string, way: readonly string[]): string[] {
    if (way.includes(path)) return [...way.slice(way.indexOf(path)), path]
    if (done.has(path)) return []
    for (const target of targets.get(path) ?? []) {
      const circle = visit(target, [...way, path])
      if (circle.length > 0) return circle
    }
    done.add(path)
    return []
  }
  return modules.flatMap(({ path }) => visit(path, [])).slice(0, 20)
}

test('no module imports itself by way of others', () => {
  expect(circleOf(sources)).toEqual([])
  const text = (to: string) => `import { x } from '${to}'\nimport type { Y } from './run.ts'`
  const run = { path: 'src/actions/run.ts', text: text('./list.ts') }
  const list = { path: 'src/actions/list.ts', text: text('./receipt.ts') }
  const receipt = { path: 'src/actions/receipt.ts', text: text('./run.ts') }
  expect(circleOf([run, list])).toEqual([])
  expect(circleOf([run, list, receipt])).toContain('src/actions/receipt.ts')
})

test('what a module keeps belongs to the page or the browser, and there is little of it', () => {
  const kept = sources.flatMap((source) =>
    statefulVariables(source).map(({ name }) => `${source.path} ${name}`),
  )
  const ofThePage = kept.filter((name) => !name.startsWith('src/mock/'))
  expect(ofThePage.toSorted()).toEqual([...stateOfThePage.keys()].toSorted())
  expect(ofThePage.length).toBeLessThanOrEqual(15)
})

test('the page itself has no inline style, script or handler', () => {
  const html = readFileSync(join(root, 'index.html'), 'utf8')
  expect(html).not.toMatch(/<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)/)
})

describe('a violation is told', () => {
  test.each([
    ['src/lib/time.ts', "import { list } from '../devices/list.ts'", 'lib may not know devices'],
    ['src/devices/list.tsx', "import { x } from '../people/x.ts'", 'devices may not know people'],
    ['src/fleet/sweep.ts', "export { x } from '../actions/x.ts'", 'fleet may not know actions'],
    ['src/ui/button.tsx', "import type { Device } from '../api/device.ts'", 'ui may not know api'],
    ['src/list/deep/table.tsx', "import('../../devices/list.tsx')", 'list may not know devices'],
    ['src/fleet/worker.ts', "new URL('../app/a.ts', import.meta.url)", 'fleet may not know app'],
    ['src/app/start.tsx', "import { seed } from '../mock/seed.ts'", 'app may not know mock'],
    ['src/mock/store.ts', "import { run } from '../actions/run.ts'", 'the definitions alone'],
    ['src/mock/store.ts', "import { list } from '../devices/list.ts'", 'mock may not know devices'],
    ['src/api/connection.ts', "import { useState } from 'react'", 'imports react'],
    ['src/devices/list.tsx', "import { http } from 'msw'", 'imports msw'],
    ['src/app/start.tsx', "import x from '../../tests/api/server.ts'", 'outside src'],
    ['src/helpers/text.ts', 'export const a = 1', 'do not know: helpers'],
    ['src/list/table.tsx', 'const devices = 1', 'rows of any kind'],
    ['src/app/start.tsx', 'const useMock = true', 'mentions the mock'],
    ['src/devices/list.tsx', "await fetch('/x')", 'calls fetch'],
    ['src/devices/list.tsx', "await import('./x.ts')", 'without a chunk'],
    ['src/fleet/sweep.ts', 'new XMLHttpRequest()', 'network beside the wire'],
    ['src/fleet/pass.ts', 'Date.parse(createdAt)', 'beside parseTime'],
    ['src/ui/button.tsx', '<button data-testid="x" />', 'test id'],
    ['src/ui/button.tsx', 'export default function Button() {}', 'default export'],
    ['src/ui/all.ts', "export * from './button.tsx'", 'whole module'],
    ['src/ui/index.ts', "export { Button } from './button.tsx'", 'barrel'],
    ['src/ui/text.tsx', '<p dangerouslySetInnerHTML={{ __html: name }} />', 'writes HTML'],
    ['src/ui/text.tsx', '<p className="a" style="color: red" />', 'style that'],
    ['src/lib/sum.ts', 'list.push(...items)', 'spreads a list'],
    [
      'src/lib/sum.ts',
      'const most = Math.max(\n  1,\n  ...rows.map(({ count }) => count),\n)',
      'spreads a list',
    ],
    ['src/lib/sum.ts', 'const all = first.concat(...others)', 'spreads a list'],
    ['src/lib/sum.ts', 'const box = new Box(...sizes as number[])', 'spreads a list'],
    ['src/ui/list.tsx', '<ul>{join(...parts)}</ul>', 'spreads a list'],
    ['src/fleet/fleet.ts', 'let revision = 0', 'keeps state in revision'],
    ['src/fleet/fleet.ts', 'export let revision = 0', 'keeps state in revision'],
    ['src/fleet/fleet.ts', 'const fleets = new WeakMap<Connection, Fleet>()', 'state in fleets'],
    ['src/fleet/fleet.ts', 'const known = new Map<string, Device>()', 'keeps state in known'],
    ['src/fleet/fleet.ts', 'const ids = new Set(first)\nids.add(1)', 'keeps state in ids'],
    ['src/fleet/fleet.ts', 'const stopped = new AbortController()', 'keeps state in stopped'],
    ['src/feedback/toasts.ts', 'export const toasts = createStore([])', 'keeps state in toasts'],
    ['src/feedback/toasts.ts', 'const last = { id: 0 }\nlast.id += 1', 'keeps state in last'],
    ['src/feedback/toasts.ts', 'const all = []\nall.push(1)', 'keeps state in all'],
    ['src/session/session.ts', 'export const session = createStore(0)', 'without a comment'],
  ])('%s: %s', (path, text, sentence) => {
    expect(violations({ path, text }).join('\n')).toContain(sentence)
  })

  test('and nothing else is', () => {
    const fine = [
      { path: 'src/main.tsx', text: "await import('./mock/browser.ts')" },
      { path: 'src/app/start.tsx', text: "import { List } from '../devices/list.tsx'" },
      { path: 'src/app/chunks.ts', text: "createChunk('x', () => import('./x.tsx'))" },
      {
        path: 'src/mock/store.ts',
        text: "import { disabledReason } from '../actions/definitions.ts'",
      },
      {
        path: 'src/api/connection.ts',
        text: "import { wait } from '../lib/wait.ts'\nfetch(address)",
      },
      { path: 'src/actions/definitions.ts', text: '// makes the mock refuse\n/* the mock */' },
      { path: 'src/lib/all.ts', text: 'const all = [...a, ...b], other = f({ ...a }, [...b])' },
      { path: 'src/lib/call.ts', text: 'const g = (...args: number[]) => f(...args)' },
      { path: 'src/devices/list.tsx', text: 'client.prefetch(); <p style={{ width: 1 }} />' },
      { path: 'src/feedback/toasts.ts', text: 'const toasts = sessionPart(() => createStore([]))' },
      { path: 'src/fleet/worker.ts', text: 'const f = () => { let i = 0; const a = new Map() }' },
      { path: 'src/device/words.ts', text: "const words = new Map([['a', 'b']])\nwords.get('a')" },
      { path: 'src/device/words.ts', text: "const known: ReadonlySet<string> = new Set(['a'])" },
    ]
    expect(fine.flatMap(violations)).toEqual([])
  })
})
