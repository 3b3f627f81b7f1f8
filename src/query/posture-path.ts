import { nameOf } from '../device/posture-checks.ts'
import { quote, unquote } from './quoting.ts'

/** A step into a posture: to a field, to the items of a list with this name, or to every item. */
export type PostureStep = { field: string } | { item: string } | 'items'

/** A place in a posture; the empty path is the posture itself. */
export type PosturePath = readonly PostureStep[]

/** A value with nothing inside it. */
export type PostureLeaf = string | number | boolean | null | EmptyBranch
type EmptyBranch = readonly [] | Readonly<Record<string, never>>

const bare = String.raw`[^\s"“”„‟«»＂.:[\]\\]+`
const name = String.raw`(?:${bare}|"(?:\\.|[^"\\])*")`
const step = String.raw`\.${name}|\[(?:${name})?\]`
const wholePath = new RegExp(`^(?:${name})?(?:${step})*$`, 's')
const eachStep = new RegExp(`\\[(${name})?\\]|\\.?(${name})`, 'gs')
const bareName = new RegExp(`^${bare}$`)

/** Writes a path: `disk.encrypted`, `checks[Firewall].passed`, `av[].name`, `"odd key"`. */
export function formatPath(path: PosturePath): string {
  const text = path.map((part) => {
    if (part === 'items') return '[]'
    return 'item' in part ? `[${serializeName(part.item)}]` : `.${serializeName(part.field)}`
  })
  return text.join('').replace(/^\./, '')
}

/** Reads a path; `undefined` for any other text. */
export function parsePath(text: string): PosturePath | undefined {
  if (text.startsWith('.') || !wholePath.test(text)) return undefined
  return [...text.matchAll(eachStep)].map(([, item, field]) => {
    if (field !== undefined) return { field: unquote(field) }
    return item === undefined ? 'items' : { item: unquote(item) }
  })
}

/** The values at one path of a posture, several where it leads through lists; branches have something inside. */
export function partsAt(posture: unknown, path: PosturePath) {
  let found: unknown[] = posture === undefined ? [] : [posture]
  for (const part of path) found = found.flatMap((value) => follow(value, part))
  return {
    leaves: found.filter(isLeaf),
    branches: found.filter((value): value is object => !isLeaf(value)),
  }
}

/** True for a value with nothing inside it. */
export function isLeaf(value: unknown): value is PostureLeaf {
  return typeof value !== 'object' || value === null || Object.keys(value).length === 0
}

/** The text of a value, by which a search finds it. */
export function leafText(leaf: PostureLeaf): string {
  if (typeof leaf !== 'object' || leaf === null) return String(leaf)
  return Array.isArray(leaf) ? '[]' : '{}'
}

function follow(value: unknown, part: PostureStep): unknown[] {
  if (typeof value !== 'object' || value === null) return []
  if (Array.isArray(value)) {
    if (part === 'items') return value
    return 'item' in part ? value.filter((entry) => nameOf(entry) === part.item) : []
  }
  if (part === 'items' || !('field' in part) || !Object.hasOwn(value, part.field)) return []
  return [(value as Record<string, unknown>)[part.field]]
}

function serializeName(text: string): string {
  return bareName.test(text) ? text : quote(text)
}
