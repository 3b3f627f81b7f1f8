import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const textOf = (path: string) => readFileSync(join(root, path), 'utf8')

interface Node {
  textContent: string
  children: Node[]
  popover?: null
}

/** What the script writes into the page in a browser with these features. */
function writes(features: object, hasPopover = true, isFramed = false): string[] {
  const element = (): Node & { appendChild: (child: Node) => Node; setAttribute: () => void } => {
    const children: Node[] = []
    return {
      textContent: '',
      children,
      appendChild: (child) => {
        children.push(child)
        return child
      },
      setAttribute: () => undefined,
      ...(hasPopover && { popover: null }),
    }
  }
  const page = element()
  const document = { createElement: element, getElementById: () => page }
  const window: Record<string, unknown> = { ...features }
  window['top'] = isFramed ? {} : window
  runInNewContext(textOf('src/browser-check.js'), { window, document, ...features })
  const textsOf = (node: Node): string[] =>
    [node.textContent, ...node.children.flatMap(textsOf)].filter((text) => text !== '')
  return textsOf(page)
}

const there = () => undefined
const needed = {
  URL: { parse: there },
  Promise: { withResolvers: there },
  Map: { groupBy: there },
  AbortSignal: { any: there },
}
const message = [
  'This browser is too old',
  'The device console needs Chrome or Edge 131, Firefox 133, Safari 18.1, or a newer version.',
]

test('a browser with everything the console needs is told nothing', () => {
  expect(writes(needed)).toEqual([])
})

test.each(['URL', 'Promise', 'Map', 'AbortSignal'])(
  'a browser whose %s is an older one is told which browsers work',
  (name) => {
    expect(writes({ ...needed, [name]: {} })).toEqual(message)
  },
)

test('a browser without popovers is told which browsers work', () => {
  expect(writes(needed, false)).toEqual(message)
})

test('a browser from before all of it is told which browsers work', () => {
  expect(writes({})).toEqual(message)
})

test('a page in the frame of another one refuses to run, whatever the host’s headers', () => {
  expect(writes(needed, true, true)).toEqual(['Open in a tab'])
})

test('the browsers named are those that the build is made for', () => {
  const [, list = ''] = /\btarget: \[([^\]]+)\]/.exec(textOf('vite.config.ts')) ?? []
  const versions = [...list.matchAll(/'([a-z]+)([\d.]+)'/g)].map(([, name, version]) => [
    name,
    version,
  ])
  const named = /(Chrome) or (Edge) ([\d.]+), (Firefox) ([\d.]+),? (?:and|or )?(Safari) ([\d.]+)/i
  for (const text of [message.join(' '), textOf('README.md')]) {
    const [, chrome, edge, version, firefox, ...rest] = named.exec(text) ?? []
    expect([
      [chrome?.toLowerCase(), version],
      [edge?.toLowerCase(), version],
      [firefox?.toLowerCase(), rest[0]],
      [rest[1]?.toLowerCase(), rest[2]],
    ]).toEqual(versions)
  }
})
