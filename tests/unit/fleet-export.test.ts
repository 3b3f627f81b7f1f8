import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fieldNames } from '../../src/device/fields.ts'
import { makeExport } from '../../src/fleet/files/export.ts'
import { createJob } from '../../src/fleet/worker/job.ts'
import { csvCell, csvRow } from '../../src/lib/csv.ts'
import { toasts } from '../../src/feedback/toasts.ts'
import { createFleetIndex } from '../../src/fleet/snapshot/fleet-index.ts'
import { notifySaved } from '../../src/fleet/files/save-devices.ts'
import { fileName } from '../../src/lib/save-file.ts'
import type { ExportRequest } from '../../src/fleet/files/export.ts'
import { deviceOf } from '../device.ts'
import { connectionTo, sessionOf } from './wire.ts'

const now = Date.UTC(2026, 10, 22, 14, 3, 22)
const readAt = Date.UTC(2026, 10, 22, 14, 2, 50)
const devices = [
  deviceOf({
    id: 'a',
    name: '=HYPERLINK("http://x")',
    status: 'Online',
    active: true,
    lastConnection: '2026-11-22T15:03:22+02:00',
    owner: { id: 'u1', firstName: 'Ana', lastName: 'López' },
    posture: { compliant: false, lastCheck: '2023-01-15T14:30:00Z' },
  }),
  deviceOf({ id: 'b', name: 'two\r\nlines, and "quotes"', createdAt: 'yesterday' }),
]

async function exported(request: Partial<ExportRequest>): Promise<string> {
  const index = createFleetIndex(now)
  index.add(devices)
  const whole: ExportRequest = {
    scope: 'all',
    format: 'csv',
    fields: ['name', 'owner', 'lastConnection', 'createdAt', 'posture', 'active'],
    description: 'status:online',
    ...request,
  }
  // `text()` of a Blob would take the byte order mark away.
  const facts = { now, readAt, missing: 12, host: 'api.example.com' }
  const { file } = await makeExport(whole, facts, index, createJob())
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await file.bytes())
}

/** A reader of RFC 4180, to see what a spreadsheet would. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]]
  for (const [, quoted, plain = '', end] of text.matchAll(
    /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g,
  )) {
    rows.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
    if (end === '\r\n') rows.push([])
    if (end === '') break
  }
  return rows.slice(0, -1)
}

/** Cells as a spreadsheet with this separator sees them: quotes count only where its cell begins with one. */
function cellsSeenWith(separator: string, text: string): string[] {
  const cells: string[] = []
  let rest = text
  while (rest !== '') {
    const quoted = /^"((?:[^"]|"")*)"?/.exec(rest)
    if (quoted) rest = rest.slice(quoted[0].length)
    const end = rest.search(new RegExp(`${separator}|\\r\\n|\\r|\\n`))
    const plain = end < 0 ? rest : rest.slice(0, end)
    cells.push((quoted?.[1]?.replaceAll('""', '"') ?? '') + plain)
    rest = end < 0 ? '' : rest.slice(end + (rest.startsWith('\r\n', end) ? 2 : 1))
  }
  return cells
}

/** The value of a cell by the rule that the README gives to programs. */
const valueOf = (cell: string) => cell.replaceAll(/(^|;|\t|\r\n|\r|\n)'/g, '$1')

/** The only cell of a file, as a program reads it. */
const read = (text: string) => readCsv(`${csvCell(text)}\r\n`)[0]?.[0] ?? ''

describe('a CSV', () => {
  test('names the failed checks, the last check and any field of the posture', async () => {
    const index = createFleetIndex(now)
    const lastCheck = '2026-11-22T15:03:22+02:00'
    const checks = ['Disk', 'Firewall'].map((name) => ({ name, passed: false }))
    index.add([
      deviceOf({ id: 'a', posture: { compliant: false, lastCheck, checks, disk: { free: 3 } } }),
      deviceOf({ id: 'b' }),
    ])
    const request: ExportRequest = {
      scope: 'all',
      format: 'csv',
      fields: [
        'id',
        'posture',
        'failedChecks',
        'lastCheck',
        'posture.checks[].passed',
        'posture.disk',
      ],
      description: 'all',
    }
    const { file } = await makeExport(
      request,
      { now, readAt, missing: 0, host: 'api.example.com' },
      index,
      createJob(),
    )
    expect(readCsv(await file.text())).toEqual([
      ['ID', 'Posture', 'Failed checks', 'Last check', 'posture.checks[].passed', 'posture.disk'],
      [
        'a',
        'noncompliant',
        'Disk; Firewall',
        '2026-11-22T13:03:22.000Z',
        'false; false',
        '{"free":3}',
      ],
      ['b', 'unknown', '', '', '', ''],
    ])
  })

  test.each([
    ['2026-11-22T15:03:22', '2026-11-22T15:03:22.000Z'],
    [1_795_359_802, '2026-11-22T15:03:22.000Z'],
    ['0001-01-01T00:00:00Z', ''],
    ['2026-02-30T00:00:00Z', '2026-02-30T00:00:00Z'],
  ])('has for the last check %j the time %j', async (lastCheck, cell) => {
    const index = createFleetIndex(now)
    index.add([deviceOf({ posture: { lastCheck } })])
    const { file } = await makeExport(
      { scope: 'all', format: 'csv', fields: ['lastCheck'], description: '' },
      { now, readAt, missing: 0, host: 'api.example.com' },
      index,
      createJob(),
    )
    expect(readCsv(await file.text()).slice(1)).toEqual([[cell]])
  })

  test('opens in a spreadsheet as text, with times in UTC', async () => {
    const text = await exported({})
    expect(text.startsWith('\u{feff}Name,')).toBe(true)
    expect(text.endsWith('\r\n')).toBe(true)
    expect(readCsv(text.slice(1)).slice(1)).toEqual([
      [
        '\'=HYPERLINK("http://x")',
        'Ana López',
        '2026-11-22T13:03:22.000Z',
        '',
        'noncompliant',
        'yes',
      ],
      ['two\r\nlines, and "quotes"', '', '', 'yesterday', 'unknown', ''],
    ])
  })

  test('has no cell that a spreadsheet would execute, and loses no character', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc
        .tuple(fc.constantFrom('=', '+', '-', '@', '\t', '\r', ' =', '＝'), fc.string())
        .map((parts) => parts.join('')),
      fc
        .array(fc.constantFrom("'", ';', '\t', '\r', '\n', '"', '=', '0', '1', '.', 'a', ' '))
        .map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(cell, (text) => {
        expect(read(text)).not.toMatch(/^[=+\-@\t\r]/)
        expect(valueOf(read(text))).toBe(text)
      }),
      { numRuns: 2_000 },
    )
  })

  test.each([
    '\u200b=1+1',
    '\u00ad@SUM(A1)',
    '\u2060\ufeff+1',
    '\u202e-1',
    '\0=1',
    '\x1b =1',
    '\x9f=1',
    '\u3164=1',
    '\u2800=1',
    '\u200b＝1',
    '﹦1',
    '−1',
  ])('has no formula behind characters that nobody sees: %j', (text) => {
    expect(csvCell(text)).toBe(`'${text}`)
  })

  test.each([
    '00123',
    '001122334455',
    '123456789012',
    '490154203237518',
    '12E4567',
    '3E1122334455',
    '1e5',
    '1.10',
    '2.4.0',
    '10.0.19045',
    '.5',
    '5.',
    '3-4',
    '1/2',
    '1 1/2',
    '2026-11-22',
    '22.11.2026',
    '10:30',
    '5%',
    '$5',
    '5 €',
    '(12)',
    "1'000",
    '1,234',
    '12 345',
    ' 7',
    '００７',
    '11月22日',
    'MAR1',
    'Sept-2',
    '1-DEC',
    'Oct 4, 2026',
    'März 3',
    'Mai5',
    '3 déc. 26',
    '3 PM',
    'TRUE',
    'false',
    'WAHR',
    '#N/A',
    '#ÜBERLAUF!',
    'R8.11.29',
    'H30-1-1',
    '令和8年11月29日',
    '午後3:00',
    '2026년 11월 29일',
    'Nov 29 10:30',
    '1 Jan 2026 10:30:15',
    'Mac 5',
    '5 kr',
    'R$ 5',
    "'00123",
  ])('keeps %s, which a spreadsheet would rewrite, behind an apostrophe', (text) => {
    expect(read(text)).toBe(`'${text}`)
    expect(valueOf(read(text))).toBe(text)
  })

  test.each([
    'laptop-07',
    'PC1',
    'Mark-7',
    'Desk 12',
    'Marketing',
    'May',
    'true-7',
    '42',
    '0',
    '12345678901',
    'MAC-001122334455',
    '3C:22:FB:11:22:33',
    'C02XK0AAJG5J',
    'v2.4.0',
    '2.4.0-rc.1',
    '123e4567-e89b-12d3-a456-426614174000',
    '2026-11-22T13:03:22.000Z',
    'ana@harbor.example',
    '#12 kiosk',
    'R8-11',
    'H30',
    'kr',
    'chf-desk',
    'MAC-',
    'O\'Neil; "Bo"',
    '',
  ])('leaves %s as it is', (text) => {
    expect(read(text)).toBe(text)
  })

  test('has the one number at a path of the posture as a number', async () => {
    const index = createFleetIndex(now)
    index.add([deviceOf({ posture: { free: -14.5, many: [1.5, 2.5], text: '1.10' } })])
    const { file } = await makeExport(
      {
        scope: 'all',
        format: 'csv',
        fields: ['posture.free', 'posture.many[]', 'posture.text'],
        description: '',
      },
      { now, readAt, missing: 0, host: 'api.example.com' },
      index,
      createJob(),
    )
    expect(readCsv(await file.text()).slice(1)).toEqual([['-14.5', '1.5; 2.5', "'1.10"]])
  })
})

describe('a CSV in a spreadsheet of another locale', () => {
  test.each([
    ['x;=1+1;y', `"x;'=1+1;y"`],
    ['x\t@SUM(A1)', `"x\t'@SUM(A1)"`],
    ['x\r\n-1', `"x\r\n'-1"`],
    ['x; =1', `"x;' =1"`],
    ['x;"=1;', `"x;'""=1;"`],
    ['x;\u200b=1', `"x;'\u200b=1"`],
    ["x;'y", `"x;''y"`],
    ['a;b', '"a;b"'],
  ])('has %j as %s', (text, cell) => {
    expect(csvCell(text)).toBe(cell)
  })

  test('has no cell that would be executed', () => {
    const text = fc
      .array(fc.constantFrom('=1', ...Array.from('-+＝;\t\r\n" ,a\'\u200b')))
      .map((parts) => parts.join(''))
    fc.assert(
      fc.property(fc.array(text, { minLength: 1 }), fc.constantFrom(',', ';', '\t'), (row, by) => {
        // Quoted or not, the first cell of a row is also the first in the other locale.
        const seen = cellsSeenWith(by, csvRow(row))
        expect(seen.filter((cell) => /^[\s\u{feff}\u{200b}]*[=+\-@＝＋－＠]/u.test(cell))).toEqual(
          [],
        )
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('a JSON', () => {
  test('has the facts in its header and the devices as they are', async () => {
    expect(JSON.parse(await exported({ format: 'json' }))).toEqual({
      exportedAt: '2026-11-22T14:03:22.000Z',
      readAt: '2026-11-22T14:02:50.000Z',
      apiHost: 'api.example.com',
      scope: 'all',
      filter: 'status:online',
      columns: fieldNames,
      complete: false,
      missing: 12,
      count: 2,
      devices: devices.map(({ readAt: _readAt, ...device }) => device),
    })
  })

  test('lists requested devices that it does not hold', async () => {
    const file = JSON.parse(
      await exported({ format: 'json', scope: { ids: ['b', 'gone'] } }),
    ) as object
    expect(file).toMatchObject({ count: 1, notFound: ['gone'], devices: [{ id: 'b' }] })
  })

  test('without devices is valid', async () => {
    expect(JSON.parse(await exported({ format: 'json', scope: { ids: [] } }))).toMatchObject({
      devices: [],
    })
  })
})

test('the message after an export names what the file lacks', () => {
  const said = (missing: number | undefined, ...notFound: string[]) => {
    const session = sessionOf(connectionTo())
    notifySaved(session, 'Exported 225 devices', { notFound, missing })
    return toasts(session)
      .get()
      .map(({ text }) => text)
  }
  expect(said(0)).toEqual(['Exported 225 devices'])
  expect(said(0, 'a', 'b')).toEqual(['Exported 225 devices. 2 devices no longer exist'])
  expect(said(12, 'a')).toEqual([
    'Exported 225 devices. 1 device no longer exists. Up to 12 devices may be missing',
  ])
  expect(said(undefined)).toEqual([
    'Exported 225 devices. An unknown number of devices may be missing',
  ])
})

test('a file is named after its contents and UTC time, in characters that every disk accepts', () => {
  const nameOf = (description: string, ending: string) =>
    fileName(['devices', description], ending, now)
  expect(nameOf('status:offline seen:>90d', 'csv')).toBe(
    'devices_status-offline-seen-over-90d_2026-11-22T14-03-22Z.csv',
  )
  expect(nameOf('', 'json')).toBe('devices_2026-11-22T14-03-22Z.json')
  expect(nameOf('owner:ana@harbor.example ../x', 'csv')).not.toMatch(/@|harbor|\/|\.\./)
})
