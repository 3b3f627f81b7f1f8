import { describe, expect, test } from 'vitest'
import { answerList, matchList } from '../../src/fleet/from-list/answer-list.ts'
import { maxListLines, readList } from '../../src/fleet/from-list/read-list.ts'
import { toSearchable } from '../../src/query/searchable.ts'
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
].map((device) => toSearchable(device))

async function answer(
  text: string,
  fileName = '',
  column?: number,
  ofPeople: 'all' | 'last-used' = 'all',
) {
  const list = await matchList({ text, fileName, column, ofPeople }, devices)
  if ('problem' in list) throw new Error(list.problem.title)
  return answerList(list, ofPeople, devices)
}

async function problemOf(text: string, fileName = '') {
  const read = await readList(text, fileName)
  return 'problem' in read ? read.problem : undefined
}

const ids = ({ matched }: Awaited<ReturnType<typeof answer>>) =>
  matched.map(({ device }) => device.id)

describe('reading a list', () => {
  test('leaves out blank lines and rules, and keeps the number of each line', async () => {
    const { matched, lines } = await answer('\u{feff}\r\nalpha\r\n\r\n-----\r\ngamma\r\n')
    expect(matched.map(({ given }) => given)).toEqual([
      { line: 2, text: 'alpha' },
      { line: 5, text: 'gamma' },
    ])
    expect(lines).toBe(2)
  })

  test.each([
    ['commas', 'User,Serial,Note\nAna,SN-1001,"x, y"\nBo,SN-1003,\nCy,SN-9,'],
    ['semicolons', 'sep=;\nUser;Serial;Note\nAna;SN-1001;x\nBo;SN-1003;\nCy;SN-9;'],
    ['tabs', 'User\tSerial\tNote\nAna\tSN-1001\tx\nBo\tSN-1003\t\nCy\tSN-9\t'],
  ])('finds the identifying column of a table with %s', async (_, text) => {
    const result = await answer(text)
    expect(result.columns.all.map(({ name }) => name)).toEqual(['User', 'Serial', 'Note'])
    expect(result.column).toBe(1)
    expect(result.columns.hasHeading).toBe(true)
    expect(ids(result)).toEqual(['id-1', 'id-3'])
    expect(result.lines).toBe(3)
    expect(result.notFoundText).toBe('SN-9')
  })

  test('prefers what finds more, and takes the column that a person selects', async () => {
    const text = 'Name,E-mail\nalpha,ana@x.example\nbeta,ana@x.example\ngamma,nobody@x.example'
    expect((await answer(text)).column).toBe(0)
    const byEmail = await answer(text, '', 1)
    expect(ids(byEmail)).toEqual(['id-1', 'id-2'])
    expect(byEmail.people).toBe(1)
    expect(byEmail.counts).toEqual({ matched: 1, ambiguous: 0, 'not-found': 1, repeated: 1 })
  })

  test('takes all devices of a person, or the one used last', async () => {
    expect(ids(await answer('ana@x.example\ngamma'))).toEqual(['id-1', 'id-2', 'id-3'])
    expect(ids(await answer('ana@x.example\ngamma', '', undefined, 'last-used'))).toEqual([
      'id-2',
      'id-3',
    ])
  })

  test('knows a heading from a device of that name', async () => {
    expect((await answer('Hostname\nalpha\ngamma')).lines).toBe(2)
    expect((await answer('alpha\nHostname\ngamma')).lines).toBe(3)
  })

  test('reads names in one line', async () => {
    expect(ids(await answer('alpha, beta; gamma'))).toEqual(['id-1', 'id-2', 'id-3'])
  })

  test('counts the lines of a cell with line breaks', async () => {
    const { matched } = await answer('Name,Note\nalpha,"two\nlines"\ngamma,x', 'a.csv')
    expect(matched.map(({ given }) => given.line)).toEqual([2, 4])
  })

  test('reads the devices of an export of this console', async () => {
    const text = JSON.stringify({
      count: 2,
      devices: [
        { id: 'id-2', name: 'beta', owner },
        { id: 'id-9', name: 'gone', owner },
      ],
    })
    const result = await answer(text, 'devices.json')
    expect(ids(result)).toEqual(['id-2'])
    expect(result.counts['not-found']).toBe(1)
  })
})

describe('a file that can’t be read', () => {
  test('is named with its line, what is wrong, and what to do', async () => {
    expect(await problemOf('Name,Note\nalpha,x\nbeta,"open\ngamma,y\n', 'a.csv')).toEqual({
      line: 3,
      title: 'A quotation mark is opened here and never closed',
      nextStep: 'Close or remove it in the file, or save the file as CSV again.',
    })
    expect(await problemOf('PK\u{3}\u{4}rest', 'a.xlsx')).toMatchObject({
      title: 'This is an Excel workbook or another packed file',
    })
    expect(await problemOf('a\nb\0c')).toMatchObject({ line: 2, title: 'This isn’t a text file' })
    expect(await problemOf('{"devices":[\n{"id":"a"},\n{"id"', 'a.json')).toMatchObject({
      line: 3,
      title: 'This isn’t valid JSON',
    })
    expect(await problemOf('{"a":1}', 'a.json')).toMatchObject({
      title: 'This JSON has no list of devices',
    })
    const tooMany = 'x\n'.repeat(maxListLines + 1)
    expect(await problemOf(tooMany)).toMatchObject({ title: 'The list has 50,001 lines' })
  })
})
