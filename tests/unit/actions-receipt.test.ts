import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { countOutcomes, outcomeKinds, type Outcome } from '../../src/actions/run/outcome.ts'
import {
  receiptCsv,
  receiptFileName,
  receiptJson,
  receiptText,
} from '../../src/actions/receipts/receipt.ts'
import { countsText, haltText, retryText } from '../../src/actions/run/run-words.ts'
import type { RunRecord } from '../../src/actions/run/run-record.ts'
import { inReceiptOrder } from '../../src/activity/receipt-view.ts'
import { ApiError } from '../../src/api/errors.ts'
import { csvRow } from '../../src/lib/csv.ts'
import { deviceOf } from '../device.ts'

const server = new ApiError('server', {
  status: 500,
  serverMessages: ['Internal server error'],
  requestId: 'r-42',
})
const endings: Record<Outcome['kind'], Outcome> = {
  done: { kind: 'done' },
  'already-gone': { kind: 'already-gone' },
  failed: { kind: 'failed', error: server },
  unknown: { kind: 'unknown', error: server },
  'not-sent': { kind: 'not-sent', because: 'stopped' },
  skipped: { kind: 'skipped', because: 'Connected since' },
}

/** A run whose devices ended like this, in this order. */
function runOf(kinds: readonly Outcome['kind'][], fields: Partial<RunRecord> = {}): RunRecord {
  const counts = countOutcomes(kinds.map((kind) => endings[kind]))
  const devices = kinds.map((_, number) =>
    deviceOf({
      id: `id-${number}`,
      name: `laptop-${number}`,
      hardwareId: `SN-${number}`,
      owner: { id: 'u', firstName: 'Ana', lastName: 'Kovač', email: 'ana@harbor.example' },
    }),
  )
  return {
    id: 'abcde',
    action: 'deactivate',
    createdAt: Date.parse('2026-11-22T14:03:22Z'),
    finishedAt: Date.parse('2026-11-22T14:03:31Z'),
    devices,
    targets: devices.length,
    outcomes: new Map(kinds.map((kind, number) => [`id-${number}`, endings[kind]])),
    counts,
    connection: '',
    state: 'finished',
    ...fields,
  }
}

const kinds = fc.array(fc.constantFrom(...outcomeKinds), { minLength: 1, maxLength: 40 })

test('the text for a ticket names every device once, and its counts add up', () => {
  fc.assert(
    fc.property(kinds, (ended) => {
      const text = receiptText(runOf(ended))
      for (const number of ended.keys()) {
        expect(text.match(new RegExp(`\\bid-${number}\\b`, 'g'))).toHaveLength(1)
      }
      const perKind = [...text.matchAll(/^[A-Z][a-z ]+ \((\d+)\)$/gm)].map(([, count]) =>
        Number(count),
      )
      expect(perKind.reduce((sum, count) => sum + count, 0)).toBe(ended.length)
    }),
  )
})

test('the text for a ticket says what, when in UTC, and why', () => {
  expect(
    receiptText(
      runOf(['done', 'failed', 'not-sent'], { label: 'Offboard Ana', halted: 'stopped' }),
    ),
  ).toBe(`Offboard Ana: deactivate 3 devices
Started 2026-11-22 14:03:22 UTC, ended 2026-11-22 14:03:31 UTC
3 devices: 1 deactivated, 1 failed, 1 not attempted
The run was stopped.

Deactivated (1)
- laptop-0 · Ana Kovač · ana@harbor.example · SN-0 · id-0

Failed (1)
- laptop-1 · Ana Kovač · ana@harbor.example · SN-1 · id-1 · Server error (500). Not deactivated. (Internal server error; request ID r-42)

Not attempted (1)
- laptop-2 · Ana Kovač · ana@harbor.example · SN-2 · id-2 · The run was stopped before this device.
`)
})

test('the JSON receipt counts to the number of devices and gives each of them its outcome', () => {
  fc.assert(
    fc.property(kinds, (ended) => {
      const read = JSON.parse(receiptJson(runOf(ended))) as {
        counts: Record<string, number>
        devices: { id: string; outcome: string }[]
      }
      const { all, ...each } = read.counts
      expect(all).toBe(ended.length)
      expect(Object.values(each).reduce((sum, count) => sum + count, 0)).toBe(all)
      expect(read.devices.map(({ outcome }) => outcome)).toEqual(ended)
    }),
  )
})

const csvLines = async (run: RunRecord) => (await receiptCsv(run).text()).trim().split('\r\n')

test('the CSV receipt has a row for each device', async () => {
  const rows = await csvLines(runOf(['done', 'skipped']))
  expect(rows).toHaveLength(3)
  expect(rows[1]).toBe(
    'id-0,laptop-0,SN-0,Offline,,Ana Kovač,ana@harbor.example,u,deactivate,Deactivated,,',
  )
  expect(rows[2]).toMatch(/,Skipped,Connected since\.,$/)
})

test('a receipt has the line of a list beside the device that it named, in each of its forms', async () => {
  const listedAs = new Map([['id-0', String.raw`CORP\LAPTOP-0`]])
  const run = runOf(['done', 'skipped'], { listedAs })
  const [heading, first, second] = await csvLines(run)
  expect(heading).toMatch(/^Listed as,ID,/)
  expect(first).toMatch(/^CORP\\LAPTOP-0,id-0,/)
  expect(second).toMatch(/^,id-1,/)
  const { devices } = JSON.parse(receiptJson(run)) as { devices: { listedAs?: string }[] }
  expect(devices.map((device) => device.listedAs)).toEqual([String.raw`CORP\LAPTOP-0`, undefined])
  expect(receiptText(run)).toContain(String.raw`id-0 · listed as CORP\LAPTOP-0`)
  expect((await csvLines(runOf(['done'])))[0]).not.toContain('Listed as')
})

test('a receipt lists problems first, then outcomes as they came, and open ones last', () => {
  const run = runOf(['done', 'done', 'unknown', 'skipped', 'failed'])
  const at: Record<string, number> = { 'id-0': 30, 'id-1': 10, 'id-2': 40, 'id-3': 20, 'id-4': 50 }
  const outcomes = new Map(
    [...run.outcomes].map(([id, outcome]) => [id, { ...outcome, at: at[id] ?? 0 }]),
  )
  const devices = [deviceOf({ id: 'open' }), ...run.devices]
  const order = (outcome?: Outcome['kind']) =>
    inReceiptOrder({ ...run, devices, outcomes }, outcome).map(({ id }) => id)
  expect(order()).toEqual(['id-2', 'id-4', 'id-1', 'id-3', 'id-0', 'open'])
  expect(order('done')).toEqual(['id-1', 'id-0'])
})

test('the CSV receipt says when each outcome was known', async () => {
  const run = runOf(['done'])
  const outcomes = new Map([['id-0', { kind: 'done' as const, at: run.createdAt }]])
  const [, row] = await csvLines({ ...run, outcomes })
  expect(row).toContain('Deactivated,,2026-11-22T14:03:22.000Z')
})

test('a receipt under way tells of what is still to go', () => {
  const run = runOf(['done', 'failed'], { state: 'running' })
  const more = { ...run, devices: [...run.devices, deviceOf({ id: 'x' })] }
  expect(countsText(more)).toBe('1 deactivated, 1 failed, 1 waiting')
  expect(retryText(more)).toBeUndefined()
  // What is left to do is known once what was open has been looked at.
  expect(retryText(runOf(['failed'], { isLooking: true }))).toBeUndefined()
})

test.each([
  [['done', 'skipped', 'already-gone'], undefined],
  [['not-sent', 'not-sent', 'done'], 'Resume (2 left)'],
  [['failed', 'done'], 'Retry failed (1)'],
  [['failed', 'not-sent', 'unknown'], 'Retry 2 failed or not attempted'],
  [['unknown', 'done'], 'Recheck 1 unknown'],
] as const)('what is left of %j can be gone on with: %s', (ended, text) => {
  expect(retryText(runOf(ended))).toBe(text)
})

test.each([
  ['refused', 'The API key was no longer accepted.'],
  ['interrupted', 'The page was reloaded or closed during the run.'],
] as const)('a run that was %s says why', (halted, text) => {
  expect(haltText(runOf(['not-sent'], { halted }))).toBe(text)
})

test('the file of a receipt is named by what and when', () => {
  expect(receiptFileName(runOf(['done', 'done']), 'csv')).toBe(
    'deactivate-2-devices_2026-11-22T14-03-22Z.csv',
  )
})

test('CSV gives back what went in, and no cell that a spreadsheet would run', () => {
  const cell = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      '=1+1',
      '+1',
      '-1',
      '@SUM(A1)',
      '\t=1',
      '\r=1',
      ' =1',
      '＝1',
      'a,b',
      '"q"',
      'two\nlines',
    ),
  )
  fc.assert(
    fc.property(
      fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1 }),
      (rows) => {
        const read = parseCsv(rows.map(csvRow).join(''))
        expect(read.flat().filter((value) => formula.test(value))).toEqual([])
        expect(read.map((row) => row.map(valueOf))).toEqual(rows)
      },
    ),
  )
})

const formula = /^[\s\u{feff}]*[=+\-@＝＋－＠]|^[\t\r]/u
/** The rule that the README gives to programs. */
const valueOf = (cell: string) => cell.replaceAll(/(^|;|\t|\r\n|\r|\n)'/g, '$1')

/** RFC 4180, the whole of it: quotes may stand around anything. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  const cells = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy
  for (const [, quoted, plain = '', end] of text.matchAll(cells)) {
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
    if (end === '\r\n') {
      rows.push(row)
      row = []
    }
  }
  return rows
}
