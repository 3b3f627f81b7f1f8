import type { RunRecord } from '../actions/run/run-record.ts'
import { fields } from '../device/fields.ts'
import { changeNames } from '../fleet/changes/change-names.ts'
import type { ChangesAnswer, SideFacts } from '../fleet/changes/change-questions.ts'
import { changeKinds, type Change, type Gap, type LeftOut } from '../fleet/changes/compare.ts'
import { counted, formatCount } from '../lib/text.ts'
import { clockTime, exactTime, type TimeZoneChoice } from '../lib/time.ts'

const gaps: Record<Gap, string> = {
  filtered: 'holds only part of the fleet',
  incomplete: 'may lack devices',
  unknown: 'doesn’t say whether it holds every device',
  edited: 'lacks rows that were exported, or has rows that can’t be read',
}

/** Says which groups are left out and why, one sentence for each reason. */
export function leftOutTexts(leftOut: readonly LeftOut[], isAgainstNow: boolean): string[] {
  const byReason = Map.groupBy(leftOut, ({ because }) => JSON.stringify(because))
  return [...byReason.values()].map((groups) => {
    const names = groups.map(({ kind }) => changeNames[kind])
    const [first] = groups
    const list =
      names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : names[0]
    return `${list} can’t be told: ${first ? reasonText(first.because, isAgainstNow) : ''}.`
  })
}

function reasonText(because: LeftOut['because'], isAgainstNow: boolean): string {
  const side =
    because.side === 'before'
      ? 'the earlier file'
      : isAgainstNow
        ? 'the fleet as loaded'
        : 'the later file'
  if ('gap' in because) return `${side} ${gaps[because.gap]}`
  if ('time' in because) return `${side} doesn’t say when it was made`
  return `${side} has no ${fields[because.field].label.toLowerCase()}`
}

/** The comparison as plain text, for a ticket or a report. */
export function summaryText(
  answer: ChangesAnswer,
  host: string,
  isAgainstNow: boolean,
  zone: TimeZoneChoice,
): string {
  const { before, after, counts, leftOut, common } = answer
  const hidden = new Set(leftOut.map(({ kind }) => kind))
  return [
    `Device changes on ${host}`,
    `From ${sideText(before, zone)}`,
    `to ${sideText(after, zone)}`,
    `${counted(common, 'device')} on both sides`,
    '',
    ...changeKinds
      .filter((kind) => !hidden.has(kind) && (kind !== 'times' || counts.times > 0))
      .map((kind) => `- ${changeNames[kind]}: ${formatCount(counts[kind])}`),
    ...leftOutTexts(leftOut, isAgainstNow),
  ].join('\n')
}

/** "1,248 devices, 22 Nov 2026, 14:03:22 UTC". */
export function sideText({ count, takenAt }: SideFacts, zone: TimeZoneChoice): string {
  return `${counted(count, 'device')}, ${takenAt === undefined ? 'at an unknown time' : exactTime(takenAt, zone)}`
}

/** Says that a run of this tab made a change: "Deactivated here, 14:02:11"; `undefined` when none did. */
export function receiptNote(
  { kind, device }: Change,
  runs: readonly RunRecord[],
  since: number | undefined,
  zone: TimeZoneChoice,
): string | undefined {
  const action = kind === 'deactivated' ? 'deactivate' : kind === 'gone' ? 'remove' : undefined
  if (action === undefined) return undefined
  for (const run of runs) {
    const outcome = run.action === action ? run.outcomes.get(device.id) : undefined
    if (outcome?.kind !== 'done') continue
    const at = outcome.at ?? run.createdAt
    if (since !== undefined && at < since) continue
    return `${action === 'deactivate' ? 'Deactivated' : 'Removed'} here, ${clockTime(at, zone)}`
  }
  return undefined
}
