import { termKinds, termNames, type Term, type TermMeaning } from './terms.ts'

/** A part of a search that could not be read. */
export interface QueryProblem {
  /** As written. */
  text: string
  /** What it could be instead, in a sentence. */
  why: string
}

export interface ParsedQuery {
  /**
   * Every part in the order written. One that could not be read is among them
   * (`unreadable`) and matches nothing, so it is neither ignored nor lets everything through.
   */
  terms: Term[]
  problems: QueryProblem[]
}

/**
 * Reads a search: words, which must all be found, and typed terms such as `status:online`,
 * `version:<2.4`, `seen:>90d`. A dash before a part negates it; quotes hold spaces together and
 * make anything plain text. Terms of one name that name a value (`status:online status:offline`)
 * stand for either; everything else must hold together.
 */
export function parseQuery(text: string): ParsedQuery {
  const terms = tokens(text).flatMap(({ source }) => readTerm(source) ?? [])
  const problems = terms.flatMap((term) =>
    term.kind === 'unreadable' ? [{ text: term.source, why: term.why }] : [],
  )
  return { terms, problems }
}

/** Writes a search so that `parseQuery` reads the same terms. */
export function formatQuery(terms: readonly Term[]): string {
  return terms.map(({ source }) => source).join(' ')
}

/** One term from a name and its value as text, quoted where it must be: `termOf('owner', id)`. */
export function termOf(name: string, value: string): Term {
  const plain = `${name}:${value}`
  const isPlain = /^[^\s"]+$/.test(value) && tokens(plain).length === 1
  const source = isPlain ? plain : `${name}:${quote(value)}`
  return readTerm(source) ?? unreadable(source, false, 'It has no value.')
}

/** The same term with its sign turned. */
export function negate(term: Term): Term {
  const source = term.negated ? term.source.slice(1) : `-${term.source}`
  return { ...term, source, negated: !term.negated }
}

/** A part of the text and where it stands; a quote left open is closed. */
export interface Token {
  source: string
  start: number
  end: number
}

/** Cuts at spaces outside quotes. Inside them a backslash takes the next character as it is. */
export function tokens(text: string): Token[] {
  const found: Token[] = []
  let start = -1
  let quoted = false
  let escaped = false
  const close = (end: number) => {
    if (start < 0) return
    const ending = quoted ? (escaped ? '\\"' : '"') : ''
    found.push({ source: text.slice(start, end) + ending, start, end })
    start = -1
  }
  for (let place = 0; place < text.length; place += 1) {
    const character = text[place] ?? ''
    if (!quoted && /\s/.test(character)) {
      close(place)
      continue
    }
    if (start < 0) start = place
    if (escaped) escaped = false
    else if (quoted && character === '\\') escaped = true
    else if (character === '"') quoted = !quoted
  }
  close(text.length)
  return found
}

function readTerm(source: string): Term | undefined {
  const negated = source.length > 1 && source.startsWith('-')
  const rest = negated ? source.slice(1) : source
  const [, name, value = ''] = /^([a-z]{2,20}):(.*)$/is.exec(rest) ?? []
  if (name === undefined || isHardwareAddress(rest)) {
    const text = unquote(rest)
    return text.trim() === '' ? undefined : { kind: 'word', text, source, negated }
  }
  const kind = Object.hasOwn(termKinds, name.toLowerCase())
    ? termKinds[name.toLowerCase()]
    : undefined
  if (!kind) {
    const known = termNames.map((termName) => `${termName}:`).join(', ')
    const why = `There is no “${name}:”. Terms are ${known}. To search for the text itself, put it in quotes.`
    return unreadable(source, negated, why)
  }
  const plain = unquote(value).trim()
  const meaning: TermMeaning | undefined =
    plain === '' ? undefined : kind.read(plain, value.startsWith('"'))
  if (!meaning) return unreadable(source, negated, `“${name}:” takes ${kind.takes}.`)
  return { ...meaning, source, negated }
}

function unreadable(source: string, negated: boolean, why: string): Term {
  return { kind: 'unreadable', why, source, negated }
}

/** `ac:de:48:00:11:22` is looked for, not taken for a term. */
function isHardwareAddress(text: string): boolean {
  return /^[\da-f]{2}(?::[\da-f]{2})+$/i.test(text)
}

function quote(text: string): string {
  return `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`
}

function unquote(text: string): string {
  return text.replaceAll(/"((?:\\.|[^"\\])*)"?/gs, (_quoted, inside: string) =>
    inside.replaceAll(/\\(.)/gs, '$1'),
  )
}
