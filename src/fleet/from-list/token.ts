import { hardwareKey, isPlaceholderHardwareId } from '../../device/hardware-id.ts'
import { typeable } from '../../lib/typeable.ts'
import { valueKey } from '../../query/value-key.ts'

/** A line of a list, in the forms in which devices and people are compared with it. */
export interface Token {
  /** The line without bullets, quotes and punctuation around it; empty if it names nothing. */
  text: string
  /** Empty for a placeholder. */
  hardwareKey: string
  /** In lower case; empty unless the line is an e-mail address. */
  email: string
  /** Spellings of a device's name, the most exact first: the first that any device has decides. */
  names: readonly string[]
  /** The name of a host without a domain; devices whose name adds one have it, too. Empty for any other line. */
  host: string
}

/** Word processors write the last four. */
const bullets =
  /^(?:[-*+~>#–—‒―]\s+|[•·‣◦▪▫●○■□◆◇❖❏❑❒★☆☐☑☒✓✔✗✘➤►▶▸→⁃∙\u{f0a7}\u{f0b7}\u{f0d8}\u{f0fc}]\s*|\[[ x]?\]\s+|[,;|]\s*)+/iu
const numbering =
  /^(?:[([]?\p{Nd}{1,4}(?:\.\p{Nd}{1,3}){0,2}[.:)\]）．、]\s+|[([]?[a-z]\)\s+|[①-⑳❶-❿]\s*)/iu
const brackets = /^(?:\((.*)\)|\[(.*)\]|\{(.*)\}|<(.*)>|（(.*)）|【(.*)】|\*\*(.*)\*\*|__(.*)__)$/su
const marks = '["\'`´‘’‚‛“”„‟«»‹›′″＂＇「」『』《》〈〉〝〞〟❛❜❝❞]+'
const quotesAround = new RegExp(`^${marks}|${marks}$`, 'gu')
const punctuationAfter = /[\s.,;:!?|/\\…。、，；：！？]+$/u

const address = String.raw`([^\s<>@,;:"\\()[\]?]+@[^\s<>@,;:"\\()[\]?]+)`
/** An address alone, and one with a person's name; with a second address, nobody knows who is meant. */
const addresses = [
  String.raw`(?:mailto:|smtp:)?${address}(?:\?\S*)?`,
  String.raw`[^@]*[<([](?:mailto:|smtp:)?${address}[>)\]]`,
  String.raw`${address}\s*[<([][^@]*[>)\]]`,
  String.raw`${address}\s*[<([](?:mailto:)?\1[>)\]]`,
].map((pattern) => new RegExp(`^${pattern}$`, 'iu'))

/** Stands around a host: a directory, URL, share, service, `DOMAIN\`, realm, port, or `$`. */
const aroundHost = [
  /^CN=([^,=]+)(?:,\s?(?:CN|OU|DC|O)=[^,=]+)+$/iu,
  /^[a-z][a-z\d+.-]*:\/\/([^/\s:@]+)(?::\d+)?(?:\/\S*)?$/iu,
  /^\\\\([^\\]+)(?:\\\S*)?$/u,
  /^(?:host|cifs|termsrv|wsman)\/([^/\s]+)$/iu,
  /^[^\\\s]+\\([^\\]+)$/u,
  /^([^@\s]+\$)@[^@\s]+$/u,
  /^([^:\s]+):\d{3,5}$/u,
  /^(.*)\$$/u,
]
/** A host with its domain; without a letter it would be an IP address or a version. */
const hostWithDomain = /^([\p{L}\d_-]*\p{L}[\p{L}\d_-]*)(?:\.[\p{L}\d-]+)+$/u

/** Headings of columns that identify devices, and labels before a single value, in lower case and in words. */
const identifying = new Set(
  `id,uuid,guid,device id,hardware id,serial,serial no,serial number,sn,s n,service tag,asset tag,mac
mac address,host,hostname,host name,device,device name,computer,computer name,machine,machine name
endpoint,asset,name,dns name,fqdn,mail,email,e mail,email address,owner e mail,user email,upn
user principal name`.split(/[,\n]/),
)

/** True for "Hardware ID", "hardware_id" and "hardwareIDs", and for other names of what identifies a device. */
export function isIdentifying(heading: string): boolean {
  return wordsOf(heading).some((text) => identifying.has(text))
}

/** A heading as words, in the plural and in the singular. */
export function wordsOf(heading: string): string[] {
  const words = heading.replaceAll(/([a-z])([A-Z])/g, '$1 $2').replaceAll(/\W+|_+/g, ' ')
  const text = words.trim().toLowerCase()
  return [text, text.replace(/s$/, '')]
}

/** Reads what a line of a list names. */
export function tokenOf(line: string): Token {
  const given = typeable(line)
  const text = withoutDecoration(given)
  const found = addresses.flatMap((pattern) => [pattern.exec(text)?.[1], pattern.exec(given)?.[1]])
  const email = found.find(Boolean)?.toLowerCase() ?? ''
  const bare = aroundHost.reduce((rest, pattern) => pattern.exec(rest)?.[1] ?? rest, text)
  const [, hostInDomain = ''] = hostWithDomain.exec(bare) ?? []
  const names = [given, text, bare, hostInDomain].map(valueKey).filter((name) => name !== '')
  return {
    text,
    hardwareKey: isPlaceholderHardwareId(text) ? '' : hardwareKey(text),
    email,
    names: text === '' ? [] : [...new Set(names)],
    host: text === '' || hostInDomain !== '' || email !== '' ? '' : valueKey(bare),
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
    for (const pattern of [bullets, numbering, punctuationAfter, quotesAround]) {
      text = text.replace(pattern, '').trim()
    }
    const inside = brackets.exec(text)?.slice(1).find(Boolean)
    if (inside !== undefined) text = inside.trim()
    const [, label = '', value] = /^([^:=：]{1,30})[:=：]\s*(.+)$/su.exec(text) ?? []
    if (value !== undefined && isIdentifying(label)) text = value
  }
  return /[\p{L}\p{N}]/u.test(text) ? text : ''
}
