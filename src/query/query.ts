import { readPostureTerm } from './posture-values.ts'
import { needsNoQuotes, quote, quotedPartAt, unquote } from './quoting.ts'
import { isTermName, termKinds, termNames, type Term, type TermMeaning } from './terms.ts'

/**
 * Reads a search: words, and terms such as `status:online`, `version:<2.4`, `seen:>90d`. A leading
 * dash negates a part; quotes allow spaces and make anything plain text. Terms of one name that give
 * a value (`status:online status:offline`) match either value; all else must match together.
 */
export function parseQuery(text: string) {
  // An invalid part stays (`unreadable`) and matches nothing: a mistyped filter must let nothing through.
  const terms = tokens(text).flatMap(({ source }) => readTerm(source) ?? [])
  const problems = terms.flatMap((term) =>
    term.kind === 'unreadable' ? [{ text: term.source, why: term.why }] : [],
  )
  return { terms, problems }
}

/** Writes a search that `parseQuery` reads as the same terms. */
export function formatQuery(terms: readonly Term[]): string {
  return terms.map(({ source }) => source).join(' ')
}

/** Makes a term from its name and value, quoted where it would be read as anything else: `termOf('owner', id)`. */
export function termOf(name: string, value: string): Term {
  const plain = needsNoQuotes(value) ? readTerm(`${name}:${value}`) : undefined
  if (plain && 'value' in plain && plain.value === value) return plain
  const source = `${name}:${quote(value)}`
  return readTerm(source) ?? unreadable(source, false, 'It has no value.')
}

export interface Token {
  /** As written, with straight quotes; an open quote is closed. */
  source: string
  /** Its 0-based position in the text. */
  start: number
  end: number
}

/** Splits at spaces outside quotes; a quote opens only before a part, a value or a name. */
export function tokens(text: string): Token[] {
  const found: Token[] = []
  let token: Token | undefined
  let index = 0
  while (index < text.length) {
    const character = text.charAt(index)
    if (/\s/.test(character)) {
      token = undefined
      index += 1
      continue
    }
    if (!token) found.push((token = { source: '', start: index, end: index }))
    const part = opensQuote(token.source) ? quotedPartAt(text, index) : undefined
    token.source += part?.source ?? character
    index = part?.end ?? index + 1
    token.end = index
  }
  return found
}

function opensQuote(before: string): boolean {
  return before === '' || before === '-' || ':.[<>='.includes(before.at(-1) ?? '')
}

function readTerm(source: string): Term | undefined {
  const negated = source.length > 1 && source.startsWith('-')
  const rest = negated ? source.slice(1) : source
  if (/^posture\..*:/is.test(rest)) {
    const read = readPostureTerm(rest)
    if (read) return { kind: 'posture-value', ...read, source, negated }
    return unreadable(source, negated, `“posture.” takes a path and a value, such as ${examples}.`)
  }
  const [, name, value = ''] = /^([a-z]{2,20}):(.*)$/is.exec(rest) ?? []
  const labeled = hardwareLabel.exec(rest)?.[1]
  if (name === undefined || labeled !== undefined || isHardwareAddress(rest)) {
    const text = unquote(labeled ?? rest)
    return text.trim() === '' ? undefined : { kind: 'word', text, source, negated }
  }
  const termName = name.toLowerCase()
  if (!isTermName(termName)) {
    const known = termNames.map((each) => `${each}:`).join(', ')
    const why = `“${name}:” isn’t a filter. Filters are ${known}. To search for the text itself, put it in quotes.`
    return unreadable(source, negated, why)
  }
  const kind = termKinds[termName]
  const plain = unquote(value).trim()
  const meaning: TermMeaning | undefined =
    value.trim() === '' ? undefined : kind.read(plain, value.startsWith('"'))
  if (!meaning) return unreadable(source, negated, `“${name}:” takes ${kind.takes}.`)
  return { ...meaning, source, negated }
}

const examples =
  'posture.disk.encrypted:false, posture.checks[Firewall].passed:false, posture.lastCheck:>30d or posture.os.version:<14.5; a value of none finds devices without one'

function unreadable(source: string, negated: boolean, why: string): Term {
  return { kind: 'unreadable', why, source, negated }
}

/** Stands before a hardware ID that was copied with its label, such as `S/N: 5CG1234567`. */
const hardwareLabel = /^(?:mac:$|(?:s\/?n|serial|uuid|hwid):)(.*)$/is

/** True for `ac:de:48:00:11:22` in any spelling with colons, which is a word and not a term. */
function isHardwareAddress(text: string): boolean {
  return /^(?:mac:)?[\da-f]+(?:[:.-][\da-f]+)*[,;]?$/i.test(text)
}
