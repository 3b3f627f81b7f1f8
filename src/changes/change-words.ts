import { deviceActions } from '../actions/definitions.ts'
import type { RunRecord } from '../actions/run/run-record.ts'
import type { ChangesAnswer, SideSummary } from '../fleet/changes/change-questions.ts'
import { changeKinds, type Change, type LeftOut } from '../fleet/changes/compare.ts'
import { listed } from '../lib/listed.ts'
import { capitalized, counted, formatCount } from '../lib/text.ts'
import { clockTime, exactTime, type TimeZoneChoice } from '../lib/time.ts'

/** Says which groups are left out and why, one sentence for each reason. */
export function leftOutTexts(leftOut: readonly LeftOut[], isAgainstNow: boolean): string[] {
  const names = {
    before: 'the earlier file',
    after: isAgainstNow ? 'the fleet as loaded' : 'the later file',
  }
  const byReason = Map.groupBy(leftOut, ({ side, why }) => `${names[side]} ${why}`)
  return [...byReason].map(([reason, groups]) => {
    const kinds = groups.map(({ kind }) => changeKinds[kind].name)
    return `${listed(kinds)} can’t be told: ${reason}.`
  })
}

/** The comparison as plain text, for a ticket or a report. */
export function summaryText(
  answer: ChangesAnswer,
  host: string,
  isAgainstNow: boolean,
  zone: TimeZoneChoice,
): string {
  const { before, after, counts, compared, leftOut, common } = answer
  return [
    `Device changes on ${host}`,
    `From ${sideText(before, zone)}`,
    `to ${sideText(after, zone)}`,
    `${counted(common, 'device')} on both sides`,
    '',
    ...compared
      .filter((kind) => kind !== 'times' || counts.times > 0)
      .map((kind) => `- ${changeKinds[kind].name}: ${formatCount(counts[kind])}`),
    ...leftOutTexts(leftOut, isAgainstNow),
  ].join('\n')
}

/** "1,248 devices, 22 Nov 2026, 14:03:22 UTC". */
export function sideText({ count, takenAt }: SideSummary, zone: TimeZoneChoice): string {
  return `${counted(count, 'device')}, ${takenAt === undefined ? 'at an unknown time' : exactTime(takenAt, zone)}`
}

/** Says that a run of this tab made a change: "Deactivated here, 14:02:11"; `undefined` when none did. */
export function receiptNote(
  { kind, device }: Change,
  runs: readonly RunRecord[],
  since: number | undefined,
  zone: TimeZoneChoice,
): string | undefined {
  for (const { action, outcomes, createdAt } of runs) {
    const { leadsTo, done } = deviceActions[action]
    const outcome = leadsTo.toLowerCase() === kind ? outcomes.get(device.id) : undefined
    const { at = createdAt } = outcome ?? {}
    if (outcome?.kind === 'done' && (since === undefined || at >= since)) {
      return `${capitalized(done)} here, ${clockTime(at, zone)}`
    }
  }
  return undefined
}
