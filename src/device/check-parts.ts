import { isRecord } from '../lib/is-record.ts'

/** A clear result. */
export type Result = 'passed' | 'failed'

export interface CheckParts {
  name?: { key: string; text: string }
  /** Names a check that has no name. */
  id?: { key: string; text: string }
  /** The result as it came, and what it means; `undefined` for neither a pass nor a failure. */
  result?: { key: string; stated: unknown; means: Result | undefined }
  reason?: { key: string; text: string }
}

const words = (text: string) => text.split(' ')

/** Things that vendors check, which are part of the keys for their names. */
const subjects = words(
  'check rule policy setting control test signal requirement item query configuration policydefinition recommendation',
)
const ofSubjects = (word: string) => [word, ...subjects.map((subject) => subject + word)]

/**
 * Keys of a check's parts, best first, as Intune, Jamf, Kolide, CrowdStrike, Fleet and AWS Config spell
 * them: the API has no schema.
 */
const keysOfParts = {
  name: [...words('displayname friendlyname title name label').flatMap(ofSubjects), ...subjects],
  id: ['key', 'idref', ...ofSubjects('id')],
  /** True for a pass. */
  pass: words(
    'passed pass passing ispassed compliant iscompliant ok isok success successful met ismet meetscriteria satisfied',
  ),
  /** True for a failure. */
  failure: words('failed isfailed failing finding noncompliant violated'),
  result: words(
    'result response outcome status state verdict compliance compliancestate compliancestatus compliancetype checkstatus checkresult evaluation',
  ),
  reason: words(
    'reason failurereason message errormessage errordescription detail details explanation description error',
  ),
}
type Part = keyof typeof keysOfParts

const partOfKey = new Map(
  Object.entries(keysOfParts)
    .flatMap(([part, keys]) => keys.map((key) => ({ part: part as Part, key })))
    .map(({ part, key }, rank) => [key, { part, rank }] as const),
)

/** In English, and the usual ones of German, French, Spanish and Italian. */
const passes = words(
  'true pass passed passes passing ok compliant incompliance success successful succeeded met satisfied healthy remediated fixed ✓ ✔ ✅ bestanden erfüllt konform réussi conforme cumple correcto superato',
)
const failures = words(
  'false fail failed fails failing failure noncompliant notcompliant notincompliance outofcompliance unmet notmet unsatisfied notsatisfied unhealthy notok nok ko violation violated unsuccessful notpassed ✗ ✘ ❌ nichtbestanden nichterfüllt nichtkonform fehlgeschlagen échoué échec nonconforme nocumple noconforme fallido fallito',
)
const meanings = new Map<string, Result>([
  ...passes.map((word) => [word, 'passed'] as const),
  ...failures.map((word) => [word, 'failed'] as const),
])
/** Meanings where the key asks a question, as in `meets_criteria: "no"`. */
const answers = new Map<string, Result>([
  ['yes', 'passed'],
  ['1', 'passed'],
  ['no', 'failed'],
  ['0', 'failed'],
])
const opposite = { passed: 'failed', failed: 'passed' } as const

/** The parts of a check that an object has; where keys compete, the most telling one counts. */
export function partsOf(value: object): CheckParts {
  const parts: CheckParts = {}
  const ranks = { name: Infinity, id: Infinity, result: Infinity, reason: Infinity }
  for (const [key, stated] of Object.entries(value)) {
    const known = partOfKey.get(plain(key))
    if (!known) continue
    const { part, rank } = known
    const inner = wholePartsOf(stated)
    if (part === 'name' || part === 'id' || part === 'reason') {
      const given = part === 'name' && inner?.name && !inner.result ? inner.name.text : stated
      const text = typeof given === 'number' ? String(given) : given
      if (typeof text !== 'string' || text.trim() === '' || rank > ranks[part]) continue
      ranks[part] = rank
      parts[part] = { key, text }
    } else {
      const own = inner?.result && !inner.name ? inner.result : undefined
      const means = own ? own.means : meaningOf(stated, part)
      // A result that isn't understood gives way to any that is.
      const resultRank = means ? rank : rank + partOfKey.size
      if (resultRank > ranks.result) continue
      ranks.result = resultRank
      parts.result = { key, stated: own ? own.stated : stated, means }
      if (own && inner?.reason && !parts.reason) parts.reason = { key, text: inner.reason.text }
    }
  }
  return parts
}

/** The parts of an object that has nothing else, such as `{ "status": "fail", "reason": "off" }`. */
function wholePartsOf(value: unknown): CheckParts | undefined {
  if (!isRecord(value) || Object.keys(value).length > 2) return undefined
  const parts = partsOf(value)
  return Object.keys(parts).length === Object.keys(value).length ? parts : undefined
}

/** Reads a result, `part` being the kind of its key; `undefined` for neither a pass nor a failure. */
export function meaningOf(
  stated: unknown,
  part: 'pass' | 'failure' | 'result' = 'result',
): Result | undefined {
  const isWord = typeof stated === 'string' || typeof stated === 'boolean'
  if (part === 'result') return isWord ? meanings.get(plain(String(stated))) : undefined
  if (!isWord && typeof stated !== 'number') return undefined
  // Numbers that ended in zeros came as texts (`answer.ts`).
  const word = plain(String(stated).replace(/^([01])\.0+$/, '$1'))
  const means = answers.get(word) ?? meanings.get(word)
  return part === 'failure' && means ? opposite[means] : means
}

/** The result in a key such as `failing_checks`, which all that is listed below it has. */
export function meaningOfListKey(key: string): Result | undefined {
  const subject = /(?:checks|rules|policies|settings|controls|tests|signals|requirements|items)$/
  const word = plain(key).replace(subject, '')
  return /^(?:failures|violations)$/.test(word) ? 'failed' : meanings.get(word)
}

/** True for a key that names what a check consists of or is remarked on, and so no check itself. */
export function isPartOrRemark(key: string): boolean {
  return partOfKey.has(plain(key)) || /^(?:comment|note|remark|phase|summary)s?$/i.test(key)
}

/** The letters and digits of a text without case; longer ones are none of ours. */
function plain(text: string): string {
  if (text.length > 40) return ''
  if (!/[^a-z]/.test(text)) return text
  // A count or a remark may stand behind it: "Fail (1/3)".
  const word = text.toLowerCase().replace(/\s\([^()]*\)$/, '')
  return word.replace(/[^\p{L}\p{N}✓✔✅✗✘❌]+/gu, '')
}
