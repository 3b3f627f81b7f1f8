import { hardwareKey, isPlaceholderHardwareId } from '../../device/hardware-id.ts'
import { typeable } from '../../lib/typeable.ts'
import { valueKey } from '../../query/value-key.ts'

/** A line of a list, in the forms in which devices and people are compared with it. */
export interface Token {
  /** The line without bullets, quotes and punctuation around it; empty if it names nothing. */
  text: string
  /** `undefined` without letters and digits, and for a placeholder. */
  hardwareKey: string | undefined
  /** In lower case; `undefined` unless the line is an e-mail address. */
  email: string | undefined
  /** Spellings of a device's name, the most exact first: the first that any device has decides. */
  names: readonly string[]
  /** The name of a host without a domain; devices whose name adds one have it, too. */
  host: string | undefined
}

const bullets = /^(?:(?:[-*+–—>#]|\d{1,4}[.)])\s+|[•·‣◦▪●○■□☐☑☒✓✔➤►→]\s*|\[[ x]?\]\s+)+/iu
const brackets = /^(?:\((.*)\)|\[(.*)\]|\{(.*)\}|<(.*)>|\*\*(.*)\*\*|__(.*)__)$/su
const quotesAround = /^["'`´‘’‚‛“”„‟«»‹›]+|["'`´‘’‚‛“”„‟«»‹›]+$/gu
const punctuationAfter = /[\s.,;:!|]+$/u
const address = /^(?:mailto:)?([^\s<>@,;:"\\]+@[^\s<>@,;:"\\]+)$/iu
const addressOfName = /<(?:mailto:)?([^\s<>@,;:"\\]+@[^\s<>@,;:"\\]+)>$/iu
/** A host with its domain; without a letter it would be an IP address or a version. */
const hostWithDomain = /^([\p{L}\d_-]*\p{L}[\p{L}\d_-]*)(?:\.[\p{L}\d-]+)+$/u

/** Reads what a line of a list names. */
export function tokenOf(line: string): Token {
  const given = typeable(line)
  const text = withoutDecoration(given)
  const email = (addressOfName.exec(text) ?? addressOfName.exec(given) ?? address.exec(text))?.[1]
  const bare = withoutDomain(text)
  const [, host] = hostWithDomain.exec(bare) ?? []
  const names = [given, text, bare, ...(host === undefined ? [] : [host])].map(valueKey)
  return {
    text,
    hardwareKey:
      hardwareKey(text) === '' || isPlaceholderHardwareId(text) ? undefined : hardwareKey(text),
    email: email?.toLowerCase(),
    names: text === '' ? [] : [...new Set(names)].filter((name) => name !== ''),
    host: text === '' || host !== undefined || email !== undefined ? undefined : valueKey(bare),
  }
}

/** The host of a device's name that adds a domain to it; `undefined` for any other name. */
export function hostOf(name: string): string | undefined {
  if (!name.includes('.')) return undefined
  const [, host] = hostWithDomain.exec(name.trim()) ?? []
  return host === undefined ? undefined : valueKey(host)
}

function withoutDecoration(line: string): string {
  let text = line
  // Each may be inside another: `- "LAPTOP-1",`.
  for (let before = ''; before !== text;) {
    before = text
    text = text.replace(bullets, '').replace(punctuationAfter, '').replace(quotesAround, '').trim()
    const inside = brackets
      .exec(text)
      ?.slice(1)
      .find((part) => part !== undefined)
    if (inside !== undefined) text = inside.trim()
  }
  return /[\p{L}\p{N}]/u.test(text) ? text : ''
}

/** Removes `DOMAIN\` or `\\` before a host, and the `$` of its account after it. */
function withoutDomain(text: string): string {
  const [, account] = /^(?:\\\\|[^\\\s]+\\)([^\\]+)$/u.exec(text) ?? []
  return (account ?? text).replace(/\$$/, '')
}
