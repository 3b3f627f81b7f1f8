import { loadedWords, shortfall, type Coverage } from '../fleet/coverage.ts'
import { wallTime } from '../lib/clock.ts'
import { counted, formatCount } from '../lib/text.ts'
import { exactTime, type TimeZoneChoice } from '../lib/time.ts'
import { amongText, attentionParts } from './attention.ts'
import type { Overview } from './overview.ts'
import { formatShare } from '../lib/share.ts'
import { weekNames, weekSentence } from './week-words.ts'

/** The numbers of the page as plain text, for a ticket or a report. */
export function summaryText(
  overview: Overview,
  coverage: Coverage,
  asOf: number,
  zone: TimeZoneChoice,
): string {
  const { total, attention, charts, weeks } = overview
  const { found, nothingFor, notReported } = attentionParts(attention, total, coverage.kind)
  const now = Date.now()
  const time = exactTime(asOf === 0 ? now : wallTime(asOf), zone)
  const devices =
    coverage.kind === 'partial'
      ? `${loadedWords({ held: total, total: coverage.total })} so far`
      : counted(total, 'device')
  return [
    `Device overview: ${devices} as of ${time}`,
    shortfall(coverage),
    '',
    'Needs attention',
    ...found.map((condition) => {
      const { label, count, among } = condition
      return `- ${label}: ${formatCount(count)} of ${amongText(condition)} (${formatShare(count, among.count)})`
    }),
    nothingFor,
    notReported,
    ...charts.flatMap(({ title, bars, total: of }) => [
      '',
      title,
      ...bars.map(
        ({ label, count }) => `- ${label}: ${formatCount(count)} (${formatShare(count, of)})`,
      ),
    ]),
    '',
    weekSentence(weeks, weekNames(weeks, now, zone), coverage.kind !== 'partial'),
  ]
    .filter((line) => line !== undefined)
    .join('\n')
}
