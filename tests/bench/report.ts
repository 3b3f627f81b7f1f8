import { cpus } from 'node:os'
import type { Figures } from './journey.ts'

/** What was measured on the floor page, on an earlier build where one is given, and on this one. */
export type BySite<Measured> = { floor: Measured; before?: Measured; console: Measured }

/** One line of the table: what was measured, on which sites, and what was hoped for. */
export type Row = BySite<number | undefined> & {
  measure: string
  unit: 'kB' | 'ms' | ''
  target?: { text: string; met: (console: number, ratio: number) => boolean }
}

/** The middle value, or the mean of the two middle ones; undefined when any run lacks the figure. */
export function median(values: (number | undefined)[]): number | undefined {
  const sorted = values.filter((value) => value !== undefined).toSorted((a, b) => a - b)
  if (sorted.length < values.length || sorted.length === 0) return undefined
  const half = sorted.length >> 1
  const upper = sorted[half] ?? 0
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[half - 1] ?? 0)) / 2
}

/** A goal beside the floor page. */
export const atMostTimesFloor = (limit: number) => ({
  text: `≤ ${limit.toFixed(2)} × floor`,
  met: (_: number, ratio: number) => ratio <= limit,
})

/** The middle of one figure of each site's runs. */
export function medians<Measured>(
  { floor, before, console: app }: BySite<Measured[]>,
  figureOf: (run: Measured) => number | undefined,
): BySite<number | undefined> {
  const middle = (runs: Measured[]) => median(runs.map(figureOf))
  return { floor: middle(floor), console: middle(app), ...(before && { before: middle(before) }) }
}

/** The loading and interaction lines from all runs; 1 kB is 1,000 bytes. */
export function journeyRows(figures: BySite<Figures[]>): Row[] {
  const row = (measure: string, unit: Row['unit'], name: keyof Figures, target?: Row['target']) => {
    const scale = unit === 'kB' ? 1000 : 1
    const scaled = ({ [name]: value }: Figures) => value && value / scale
    return { measure, unit, ...medians(figures, scaled), ...(target && { target }) }
  }
  return [
    row('JavaScript to first rows', 'kB', 'scriptBytes', atMostTimesFloor(1.25)),
    row('All bytes to first rows', 'kB', 'totalBytes'),
    row('Rows on screen, cold', 'ms', 'rows', atMostTimesFloor(1)),
    row('Layout shift', '', 'layoutShift', {
      text: '≤ 0.001',
      met: (shift) => shift <= 0.001,
    }),
    row('Next page (console: prefetched)', 'ms', 'nextPage', {
      text: '≤ 50 ms',
      met: (milliseconds) => milliseconds <= 50,
    }),
    row('Page not prefetched (last)', 'ms', 'lastPage', atMostTimesFloor(1.5)),
    row('Sort by name', 'ms', 'sort', atMostTimesFloor(1.5)),
    row('Sort, header pointed at', 'ms', 'sortPointedAt', atMostTimesFloor(1.5)),
    row('Open detail to h1', 'ms', 'openDetail'),
    row('JS heap after all that', 'kB', 'heapBytes'),
  ]
}

/** The machine the figures belong to, in one line. */
export function machine(browserVersion: string): string {
  const processors = cpus()
  const model = processors[0]?.model.trim() ?? 'unknown processor'
  return `${model}, ${processors.length} cores, Chromium ${browserVersion}, Node ${process.version}`
}

/** Raw text table, right-aligned figures. */
export function table(rows: Row[]): string {
  const hasBefore = rows.some(({ before }) => before !== undefined)
  const lines = rows.map((row) => {
    const ratio = row.floor && row.console !== undefined ? row.console / row.floor : Number.NaN
    const met = row.console !== undefined && row.target?.met(row.console, ratio)
    return [
      row.measure,
      figure(row.floor, row.unit),
      ...(hasBefore ? [figure(row.before, row.unit)] : []),
      figure(row.console, row.unit),
      Number.isNaN(ratio) ? '–' : ratio.toFixed(2),
      row.target?.text ?? '–',
      row.target === undefined ? '–' : met ? 'yes' : 'NO',
    ]
  })
  const figures = ['floor', ...(hasBefore ? ['before'] : []), 'console', 'ratio']
  const all = [['measure', ...figures, 'target', 'met'], ...lines]
  const widths = all[0]?.map((_, column) =>
    Math.max(...all.map((line) => line[column]?.length ?? 0)),
  )
  return all
    .map((line) =>
      line
        .map((cell, column) => {
          const width = widths?.[column] ?? 0
          return column >= 1 && column <= figures.length ? cell.padStart(width) : cell.padEnd(width)
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

function figure(value: number | undefined, unit: Row['unit']): string {
  if (value === undefined) return '–'
  if (unit === '') return Number.isInteger(value) ? String(value) : value.toFixed(5)
  return `${value.toFixed(unit === 'kB' ? 1 : 0)} ${unit}`
}
