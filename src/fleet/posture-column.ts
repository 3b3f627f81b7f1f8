import { postureVerdict, type PostureVerdict } from '../device/posture.ts'
import { createCodes, type WordColumn } from './column.ts'
import { byRank } from './ordering.ts'
import type { CountedPosture } from './posture-fields.ts'
import { packPosture, postureText, unpackPosture } from './postures.ts'
import { createTimeColumn, type TimeColumn } from './time-column.ts'

/** Ascending: what needs attention first. */
const verdictsInOrder: readonly PostureVerdict[] = ['noncompliant', 'unknown', 'compliant']

/** Distinct postures by code, apart from the time of their check; 0 stands for none. */
export interface PostureColumn extends WordColumn<unknown> {
  /** By code. */
  verdicts: readonly PostureVerdict[]
  /** The posture of a code; the time of the check is `0` in it where each row has one of its own. */
  template(code: number): { posture: unknown; hasOwnCheckTimes: boolean }
  /** By row; absent where the posture itself holds what it says of the check. */
  checkedAt: TimeColumn
}

/** Makes an empty column, ordered by verdict: noncompliant, unknown, compliant. */
export function createPostureColumn(): PostureColumn {
  const codes = createCodes()
  const checkedAt = createTimeColumn()
  const templates = ['']
  const codeByTemplate = new Map<string, number>()
  const verdicts: PostureVerdict[] = ['unknown']
  const words = ['']
  /** Postures that JSON would change, by row. */
  const odd = new Map<number, unknown>()

  function codeOf(template: string): number {
    const code = codeByTemplate.get(template) ?? templates.length
    if (code === templates.length) {
      templates.push(template)
      codeByTemplate.set(template, code)
    }
    return code
  }

  return {
    verdicts,
    checkedAt,
    template(code) {
      const template = templates[code] ?? ''
      if (template === '') return { posture: undefined, hasOwnCheckTimes: false }
      if (template.startsWith('#')) {
        return { posture: odd.get(Number(template.slice(1))), hasOwnCheckTimes: false }
      }
      const hasOwnCheckTimes = template.startsWith('@')
      const json = hasOwnCheckTimes ? template.slice(1) : template
      return { posture: JSON.parse(json) as unknown, hasOwnCheckTimes }
    },
    codes: codes.all,
    codeCount: () => templates.length,
    words: () => words,
    set(row, posture) {
      odd.delete(row)
      const packed = posture === undefined ? undefined : packPosture(posture)
      checkedAt.set(row, packed?.checkedAt)
      if (!packed) {
        codes.set(row, 0)
        return
      }
      const code = codeOf(packed.isExact ? packed.template : `#${row}`)
      codes.set(row, code)
      if (!packed.isExact) odd.set(row, posture)
      if (code === verdicts.length || !packed.isExact) {
        verdicts[code] = postureVerdict(posture)
        words[code] = postureText(posture)
      }
    },
    get(row) {
      const code = codes.of(row)
      if (code === 0) return undefined
      return odd.has(row) ? odd.get(row) : unpackPosture(templates[code] ?? '', checkedAt.get(row))
    },
    order(rows, descending) {
      const ranks = Uint32Array.from(verdicts, (verdict) => verdictsInOrder.indexOf(verdict) + 1)
      return byRank(rows, codes.all(), ranks, verdictsInOrder.length + 1, descending)
    },
  }
}

/** The distinct postures of these rows, with the number of devices that have each. */
export function countPostures(column: PostureColumn, rows: Uint32Array): CountedPosture[] {
  const codes = column.codes()
  const counts = new Uint32Array(column.codeCount())
  for (const row of rows) {
    const code = codes[row] ?? 0
    counts[code] = (counts[code] ?? 0) + 1
  }
  const templates = Array.from(counts, (devices, code) =>
    devices === 0 ? undefined : column.template(code),
  )
  const shared = templates.flatMap((template, code) =>
    template && !template.hasOwnCheckTimes
      ? [{ posture: template.posture, devices: counts[code] ?? 0 }]
      : [],
  )
  const own = Array.from(rows).flatMap((row) => {
    const template = templates[codes[row] ?? 0]
    if (!template?.hasOwnCheckTimes) return []
    const posture = { ...(template.posture as object), lastCheck: column.checkedAt.get(row) }
    return [{ posture, devices: 1 }]
  })
  return [...shared, ...own]
}
