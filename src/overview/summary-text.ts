import type { FleetState } from '../fleet/fleet-state.ts'
import { shortfall } from '../fleet/completeness.ts'
import { wallTime } from '../lib/clock.ts'
import { counted, formatCount } from '../lib/text.ts'
import { exactTime, type TimeZoneChoice } from '../lib/time.ts'
import { attentionParts } from './attention.ts'
import type { Overview } from './overview.ts'
import { formatShare } from '../lib/share.ts'
import { weekNames, weekSentence } from './week-words.ts'

/** The figures of the page as plain text, for a ticket or a report. */
export function summaryText(overview: Overview, state: FleetState, zone: TimeZoneChoice): string {
  const { total, attention, pictures, weeks } = overview
  const { found, nothingFor, notReported } = attentionParts(attention)
  const now = Date.now()
  const asOf = state.asOf === 0 ? now : wallTime(state.asOf)
  return [
    `Device overview: ${counted(total, 'device')} as of ${exactTime(asOf, zone)}`,
    shortfall(state),
    '',
    'Needs attention',
    ...found.map(
      ({ label, count, among }) =>
        `- ${label}: ${formatCount(count)} of ${formatCount(among.count)} ${among.words} (${formatShare(count, among.count)})`,
    ),
    nothingFor,
    notReported,
    ...pictures.flatMap(({ title, bars, total: of }) => [
      '',
      title,
      ...bars.map(
        ({ label, count }) => `- ${label}: ${formatCount(count)} (${formatShare(count, of)})`,
      ),
    ]),
    '',
    weekSentence(weeks, weekNames(weeks, now, zone)),
  ]
    .filter((line) => line !== undefined)
    .join('\n')
}
