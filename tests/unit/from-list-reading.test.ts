import { describe, expect, test } from 'vitest'
import { createListQuestions, type ListRequest } from '../../src/fleet/from-list/list-questions.ts'
import { UnreadableFile } from '../../src/fleet/files/given-file.ts'
import { createFleetIndex } from '../../src/fleet/snapshot/fleet-index.ts'
import { readTable } from '../../src/fleet/files/table-file.ts'
import { createJob } from '../../src/fleet/worker/job.ts'
import { fileText } from '../../src/lib/file-text.ts'
import type { SortEntry } from '../../src/device/fields.ts'
import { deviceOf } from '../device.ts'

const owner = { id: 'u1', email: 'ana@x.example', firstName: 'Ana' }
const devices = [
  deviceOf({ id: 'id-1', name: 'alpha', hardwareId: 'SN-1001', owner }),
  deviceOf({
    id: 'id-2',
    name: 'beta',
    hardwareId: 'SN-1002',
    owner,
    lastConnection: '2026-11-01T00:00:00Z',
  }),
  deviceOf({ id: 'id-3', name: 'gamma', hardwareId: 'SN-1003' }),
]

/** The answer to a list of all devices, which may be the bytes of a file. */
async function ask(
  content: BlobPart,
  name = '',
  options: Partial<Pick<ListRequest, 'column' | 'ofPeople'>> = {},
  sort: SortEntry[] = [],
) {
  const index = createFleetIndex()
  index.add(devices)
  const file = new File([content], name)
  const request: ListRequest = { id: '1', file, ofPeople: 'all', ...options }
  return createListQuestions(index).matchList(createJob(), request, sort)
}

async function problemOf(...args: Parameters<typeof ask>) {
  try {
    await ask(...args)
    return undefined
  } catch (error) {
    return error instanceof UnreadableFile ? error.words : error
  }
}

const ids = ({ parts }: Awaited<ReturnType<typeof ask>>) =>
  parts.matched.devices.map(({ device }) => device.id)
const linesOf = ({ parts }: Awaited<ReturnType<typeof ask>>) =>
  parts.matched.devices.map(({ line, text, note }) => ({ line, text, note }))

/** Matched, ambiguous, not found, repeated. */
const countsOf = ({ parts }: Awaited<ReturnType<typeof ask>>) =>
  Object.values(parts).map(({ count }) => count)

describe('reading a list', () => {
  test('leaves out blank lines and rules, and keeps the number of each line', async () => {
    const result = await ask('\u{feff}\r\nalpha\r\n\r\n-----\r\ngamma\r\n')
    expect(linesOf(result)).toEqual([
      { line: 2, text: 'alpha', note: 'Name' },
      { line: 5, text: 'gamma', note: 'Name' },
    ])
    expect(result.lines).toBe(2)
  })

  test.each([
    ['commas', 'User,Serial,Note\nAna,SN-1001,"x, y"\nBo,SN-1003,\nCy,SN-9,'],
    ['semicolons', 'sep=;\nUser;Serial;Note\nAna;SN-1001;x\nBo;SN-1003;\nCy;SN-9;'],
    ['tabs', 'User\tSerial\tNote\nAna\tSN-1001\tx\nBo\tSN-1003\t\nCy\tSN-9\t'],
    ['bars', 'User|Serial|Note\n----|----|----\nAna|SN-1001|x\nBo|SN-1003|\nCy|SN-9|'],
  ])('finds the identifying column of a table with %s', async (_, text) => {
    const result = await ask(text)
    expect(result.columns.all.map(({ name }) => name)).toEqual(['User', 'Serial', 'Note'])
    expect(result.columns.selected).toBe(1)
    expect(result.columns.hasHeading).toBe(true)
    expect(ids(result)).toEqual(['id-1', 'id-3'])
    expect(result.lines).toBe(3)
    expect(result.notFoundText).toBe('SN-9')
  })

  test('prefers what finds more, and takes the column that a person selects', async () => {
    const text = 'Name,E-mail\nalpha,ana@x.example\nbeta,ana@x.example\ngamma,nobody@x.example'
    expect((await ask(text)).columns.selected).toBe(0)
    const byEmail = await ask(text, '', { column: 1 })
    expect(ids(byEmail)).toEqual(['id-1', 'id-2'])
    expect(byEmail.people).toBe(1)
    expect(countsOf(byEmail)).toEqual([1, 0, 1, 1])
  })

  test('takes all devices of a person, or the one used last', async () => {
    expect(ids(await ask('ana@x.example\ngamma'))).toEqual(['id-1', 'id-2', 'id-3'])
    expect(ids(await ask('ana@x.example\ngamma', '', { ofPeople: 'last-used' }))).toEqual([
      'id-2',
      'id-3',
    ])
  })

  test('knows a heading from a device of that name', async () => {
    expect((await ask('Hostname\nalpha\ngamma')).lines).toBe(2)
    expect((await ask('alpha\nHostname\ngamma')).lines).toBe(3)
  })

  test('gives the devices in the order of their lines, or in that of a field', async () => {
    const text = 'gamma\nalpha\nbeta'
    expect(ids(await ask(text))).toEqual(['id-3', 'id-1', 'id-2'])
    const byName = [{ field: 'name' as const, descending: true }]
    expect(ids(await ask(text, '', {}, byName))).toEqual(['id-3', 'id-2', 'id-1'])
  })

  test('reads names in one line', async () => {
    expect(ids(await ask('alpha, beta; gamma'))).toEqual(['id-1', 'id-2', 'id-3'])
  })

  test('counts the lines of a cell with line breaks', async () => {
    const result = await ask('Name,Note\nalpha,"two\nlines"\ngamma,x', 'a.csv')
    expect(linesOf(result).map(({ line }) => line)).toEqual([2, 4])
  })

  test.each([
    ['semicolons', 'Name;Note\r\n"alpha";x\r\n'],
    ['semicolons after Excel’s mark', 'sep=;\r\nName;Note\r\nalpha;x\r\n'],
    ['commas in cells', 'Name;Note\nalpha;"a, b"\n'],
    ['tabs', 'Name\tNote\nalpha\t\n'],
  ])('finds what separates the cells of two lines: %s', async (_, text) => {
    const result = await ask(text, 'a.csv')
    expect(ids(result)).toEqual(['id-1'])
    expect(result.columns.all[0]?.name).toBe('Name')
  })

  test('reads the devices of an export of this console', async () => {
    const text = JSON.stringify({
      count: 2,
      devices: [
        { id: 'id-2', name: 'beta', owner },
        { id: 'id-9', name: 'gone', owner },
      ],
    })
    const result = await ask(text, 'devices.json')
    expect(ids(result)).toEqual(['id-2'])
    expect(result.parts['not-found'].count).toBe(1)
  })

  test('reads the records of another product', async () => {
    const value = [{ deviceName: 'beta', serialNumber: 'SN-1002' }, { deviceName: 'gone' }]
    const text = JSON.stringify({ '@odata.count': 2, value })
    expect(ids(await ask(text, 'intune.json'))).toEqual(['id-2'])
  })
})

describe('a file that can’t be read', () => {
  test('is named with its line, what is wrong, and what to do', async () => {
    expect(await problemOf('Name,Note\nalpha,x\nbeta,"open\ngamma,y\n', 'a.csv')).toEqual({
      title: 'a.csv, line 3: A quotation mark is opened here and never closed',
      nextStep: 'Close or remove it in the file, or save the file as CSV again.',
    })
    expect(await problemOf('PK\u{3}\u{4}rest', 'a.xlsx')).toMatchObject({
      title: 'a.xlsx: This is an Excel workbook or another packed file',
    })
    expect(await problemOf('a\nb\0c')).toMatchObject({ title: 'line 2: This isn’t a text file' })
    expect(await problemOf('{"devices":[\n{"id":"a"},\n{"id"', 'a.json')).toMatchObject({
      title: 'a.json, line 3: This isn’t valid JSON',
    })
    expect(await problemOf('{"a":1}', 'a.json')).toMatchObject({
      title: 'a.json: This JSON has no list of devices',
    })
    const tooMany = 'x\n'.repeat(200_000)
    expect(await problemOf(tooMany)).toEqual({
      title: 'The list has 200,000 lines',
      nextStep:
        '50,000 lines can be matched at once. Split the list, and match one part at a time.',
    })
    expect(await problemOf('%PDF-1.7', 'a.pdf')).toMatchObject({
      title: 'a.pdf, line 1: This isn’t a text file',
    })
    // Without a zero byte, too; but a text may have a few strange characters.
    const bytes = Uint8Array.from({ length: 600 }, (_, place) => 1 + ((place * 97) % 255))
    expect(await problemOf(bytes, 'a.txt')).toMatchObject({
      title: 'a.txt, line 1: This isn’t a text file',
    })
    expect(await problemOf('alpha\u{fffd}\nbeta\u{1e}x and the words around it\n')).toBeUndefined()
    expect(await problemOf('\r\n — \r\n')).toMatchObject({ title: 'The list is empty' })
    expect(await problemOf('')).toMatchObject({ title: 'The list is empty' })
    expect(await problemOf('x'.repeat(8_000_001), 'huge.txt')).toMatchObject({
      title: 'huge.txt: This file is larger than 8 MB',
    })
  })

  test.each([
    ['Hostname,Serial\r\n', 'a.csv'],
    ['Hostname;Serial\r\n', 'a.csv'],
    ['sep=;\r\nHostname;Serial\r\n', 'a.csv'],
    ['Hostname\tSerial\n', 'a.tsv'],
    ['Hostname;Seriennummer', 'a.csv'],
    ['Hostname', ''],
  ])('has a heading alone: %j', async (text, name) => {
    expect(await problemOf(text, name)).toMatchObject({
      title: `${name && `${name}: `}The list has a heading, and no lines below it`,
    })
  })
})

describe('a file', () => {
  test('is text in UTF-8, in UTF-16 with a mark or without, and from Excel', async () => {
    const utf16 = (text: string) => Uint16Array.from(text.split(''), (each) => each.charCodeAt(0))
    const latin1 = Uint8Array.from('Zoë'.split(''), (each) => each.charCodeAt(0))
    expect(await fileText(new Blob(['\u{feff}Zoë']))).toBe('Zoë')
    expect(await fileText(new Blob([utf16('\u{feff}Zoë')]))).toBe('Zoë')
    expect(await fileText(new Blob([utf16('Zoë')]))).toBe('Zoë')
    expect(await fileText(new Blob([latin1]))).toBe('Zoë')
  })

  test('is read in pieces without losing a row, or the line that each is in', async () => {
    const row = (place: number) => `host-${place},"two\nlines of it, each",${'x'.repeat(60)}\n`
    const text = Array.from({ length: 30_000 }, (_, place) => row(place)).join('')
    const pieces: number[] = []
    const job = createJob(undefined, ({ done }) => pieces.push(done))
    const table = await readTable(text, '', job)
    expect(pieces.length).toBeGreaterThan(2)
    const read = table.filter(({ cells }) => cells.length === 3)
    expect(read).toHaveLength(30_000)
    expect(
      read.every(
        ({ line, cells }, place) => line === 1 + 2 * place && cells[0] === `host-${place}`,
      ),
    ).toBe(true)
    const broken = readTable(`${text}last,"open\n`, '', createJob())
    await expect(broken).rejects.toMatchObject({ line: 60_001 })
  })
})

test('work ends between two steps once nobody wants it, and says how far it is', async () => {
  const canceled = new AbortController()
  const reports: unknown[] = []
  const job = createJob(canceled.signal, (progress) => {
    reports.push(progress)
    canceled.abort()
  })
  let done = 0
  const work = job.each('Working', Array.from({ length: 100_000 }), () => {
    done += 1
    const until = performance.now() + 0.5
    while (performance.now() < until) continue
  })
  await expect(work).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }))
  expect(reports).toEqual([{ doing: 'Working', done, total: 100_000 }])
  expect(done).toBeLessThan(100_000)
})
