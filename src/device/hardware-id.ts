import { fold } from '../lib/fold.ts'

/** A hardware ID without case, separators and a `MAC-` or `SN:` before it; may be empty. */
export function hardwareKey(text: string): string {
  return withLeadingZeros(fold(text).trim())
    .replace(/^mac(?:[^\p{L}\p{N}]+|(?=[\da-f]{12}$))/u, '')
    .replace(label, '')
    .replace(/[^\p{L}\p{N}]+/gu, '')
    .replace(/^0x(?=[\da-f]{12,}$)/, '')
}

/** Says what the ID behind it is. A hyphen would make it a part of the ID. */
const label = /^(?:(?:urn:)?uuid|s\/?n|serial(?: ?(?:no\.?|number))?|hw ?id)\s*[:=#\s]\s*(?=\S*\d)/

/** Some tools print the six bytes of a MAC address as `0:1b:44:11:3a:b7`. */
function withLeadingZeros(text: string): string {
  return /^(?:mac-)?[\da-f]{1,2}(?:([:-])[\da-f]{1,2})(?:\1[\da-f]{1,2}){4}$/.test(text)
    ? text.replace(/(?<![\da-z])[\da-f](?![\da-z])/g, '0$&')
    : text
}

/** A word as part of a hardware ID's key; `undefined` below half a MAC, which matches many. */
export function hardwareWord(word: string): string | undefined {
  const key = hardwareKey(word)
  return key.length < 6 ? undefined : key
}

/** Words that firmware and agents write for none: "No Serial Number", "Permission denied". */
const fillers = [
  'na|nan|nil|none|null|undefined|unknown|unspecified|unsupported|unassigned|invalid|empty|blank|error|generic|tb[cd]',
  'not?|un|set|specified|settable|supported|applicable|available|provided|present|defined|assigned|known|found',
  'reported|implemented|installed|configured|initialized|programmed|populated|readable|accessible|missing|pending',
  'detected|determined|recogni[sz]ed|exists?|could|cannot|able|read|get|retrieve|is|was|reference|todo',
  'oem|default|string|to|be|filled|fill|determined|by|information|more|please|enter|insert|your|here',
  'system|chassis|enclosure|product|base|board|mother|main|asset|tag|serial|number|sn|uuid|id|name|manufacturer|version',
  'sku|part|model|bios|smbios|mac|address|network|adapter|interface|object|localhost',
  'type[0-3]?|value|device|computer|machine|hardware|virtual|platform|vmware|virtualbox|qemu|kvm|standard',
  'hyperv|xen|bochs|parallels|openstack|nova|google|amazon|ec2|cloud|compute|engine|instance',
  'microsoft|intel|apple|dell|hp|lenovo|american|megatrends|ami|inc|corp(?:oration)?|ltd',
  'laptop|notebook|desktop|server|pc',
  'reserved|test|dummy|sample|example|placeholder|demo|eval(?:uation)?|redacted|masked|hidden|removed',
  'permission|access|denied|command|failed|failure|timeout',
  // German, French, Spanish, Portuguese, Italian, Dutch, and the languages of the north and the east.
  fold(
    'nicht|verfügbar|angegeben|angaben?|ka|unbekannt|keine?|leer|non|spécifiée?|disponible|inconnue?|aucune?|vide|sin|especificar',
  ),
  fold(
    'especificad[oa]|desconocid[oa]|ninguno|não|indisponível|desconhecid[oa]|nenhum|sconosciut[oa]|specificato|disponibile',
  ),
  fold(
    'onbekend|niet|nvt|beschikbaar|geen|okänd|okänt|ukjent|ukendt|tuntematon|nieznan[ye]|brak|neznámý|ismeretlen|bilinmiyor',
  ),
  fold(
    'неизвестн[оы]й?|нет|данных|не|указано?|невідомо|未知|未指定|未設定|未设置|不明|不可用|无|無|なし|알수없음|없음',
  ),
].join('|')

/** Firmware without an identity of its own reports one of these (keys); many machines share each. */
const placeholders = new RegExp(
  `^(?:${[
    '',
    '(?:0x|serial|[a-z]{0,2}sn)?0+',
    'x{2,}',
    // One to three characters over and over, and the first ones of the alphabet.
    String.raw`(?:(.)\1{3,})+`,
    String.raw`(..)\2{3,}`,
    String.raw`(...)\3{3,}`,
    'abc(?:def(?:gh)?)?(?:123(?:4(?:56?)?)?)?',
    `(?:${fillers})+`,
    'tobefilled.*|sernum0?',
    '(?:asset|serial|mb|atn|bss|[a-z]?sn)?0?(?:1234567890)*123456(?:7(?:8(?:90?)?)?)?|0?123456789abcdef',
    '9?876543210?|(?:0123456789abcdef){2}|(?:deadbeef|cafebabe|feedface|baadf00d)0*',
    // System UUIDs of boards that were never given one.
    '03000200040005000006000700080009|00020003000400050006000700080009',
    '4c4c454400002010802080c04f202020|standardpc(?:q35ich92009|i440fxpiix1996)',
    '1234567812345678(?:1234567812345678|90abcddeefaabbcc)',
    // Phones report this instead of their MAC address.
    '020000000000',
    // Network adapters of Apple's T2 chip, of VPN clients, of virtual machines and of Windows itself,
    // which have the same MAC address on every machine.
    'acde48001122|00059a3c7a00|025041000001|00090ffe0001|005056c0000[18]|0a0027000000|0242ac110002',
    '02004c4f4f50|204153594eff|505054503030|33506f453030',
  ].join('|')})$`,
  'u',
)

/** True for a hardware ID that identifies no machine, such as "To Be Filled By O.E.M.". */
export function isPlaceholderHardwareId(text: string): boolean {
  // As a key, "-1" would be the same as "MAC-1".
  return /^(?:mac-)?-1$/i.test(text.trim()) || placeholders.test(hardwareKey(text))
}
