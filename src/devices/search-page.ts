import type { Device, DeviceField } from '../api/device.ts'
import { fields } from '../device/fields.ts'
import { hardwareKey, hardwareWord } from '../device/hardware-id.ts'
import { fullName } from '../device/owner.ts'
import { inSentence } from '../device/posture-reason.tsx'
import type { RowMatch } from '../list/list-page.ts'
import { fieldFoundIn, fieldsWithWords } from '../query/field-search.ts'
import { markWords } from '../query/mark-words.ts'
import { hasWord, searchText, wordForms } from '../query/word-forms.ts'
import type { Term } from '../query/terms.ts'
import { parseQuery } from '../query/query.ts'
import { snapshotPage } from '../fleet/snapshot-page.ts'
import type { Session } from '../session/open-session.ts'
import type { DeviceListParams, PageOfDevices } from './device-list.ts'

/** Reads one page of a search from the snapshot of the whole fleet. */
export function searchPage(
  session: Session,
  { q, sort, page, size }: DeviceListParams,
  signal: AbortSignal,
): Promise<PageOfDevices> {
  return snapshotPage(session, { page, size }, async (fleet, range) => {
    const terms = parseQuery(q).terms
    const { devices, total, facets } = await fleet.ask('query', [{ ...range, q, sort }], signal)
    // Filters alone mark nothing, and a new list of matches would render every row again.
    const hasWords = terms.some(({ kind, negated }) => kind === 'word' && !negated)
    const matches = hasWords
      ? devices.map((device) => [device.id, matchOf(device, terms)] as const)
      : []
    return { rows: devices, total, facets, matches }
  })
}

/** Marks what a search found in the texts of a device, and names the other fields that hold its words. */
export function matchOf(device: Device, terms: readonly Term[]): RowMatch {
  const words = terms.flatMap((term) => (term.kind === 'word' && !term.negated ? [term.text] : []))
  const found = new Set(words.flatMap((word) => fieldWith(device, word) ?? []))
  const texts = fieldsWithWords.filter((field) => field !== 'owner')
  const marks = Object.fromEntries(
    texts.map((field) => {
      const { [field]: text = '' } = device
      return [field, markWords(text.trim(), words, field === 'hardwareId')]
    }),
  )
  // The note stands in place of the hardware ID.
  const isMarked = found.size === 1 && found.has('hardwareId')
  return found.size === 0 || isMarked
    ? { marks }
    : { marks, note: `Matched in ${[...found].map(fieldInWords).join(', ')}` }
}

/** An owner's name needs no words. */
function fieldInWords(field: DeviceField): string {
  return field === 'owner' ? 'e-mail' : inSentence(fields[field].label)
}

/** Returns the field that holds a word; undefined when the device's or its owner's name does. */
function fieldWith(device: Device, text: string): DeviceField | undefined {
  const forms = wordForms(text)
  const key = hardwareWord(text)
  const has = (words: string) => hasWord(searchText(words), forms)
  if (has(device.name) || has(fullName(device.owner))) return undefined
  if (key && hardwareKey(device.hardwareId ?? '').includes(key)) return 'hardwareId'
  // Only the posture is left.
  return fieldFoundIn(device, has) ?? 'posture'
}
