import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Device } from '../../src/api/device.ts'
import { changeKindNames, compareFleets } from '../../src/fleet/changes/compare.ts'
import {
  factsInName,
  fieldsPresent,
  isSameHost,
  readExport,
} from '../../src/fleet/changes/read-export.ts'
import { makeFile } from '../../src/fleet/files/export.ts'
import { fileFields, type FileField } from '../../src/fleet/files/file-fields.ts'
import type { FileScope } from '../../src/fleet/files/export.ts'
import { UnreadableFile } from '../../src/fleet/files/given-file.ts'
import { createJob } from '../../src/fleet/worker/job.ts'
import { fileName } from '../../src/lib/save-file.ts'
import { deviceOf } from '../device.ts'

const now = Date.UTC(2026, 10, 22, 14, 3, 22)
const host = 'api.example.com'

async function written(
  devices: readonly Device[],
  format: 'csv' | 'json',
  {
    scope = 'all',
    missing = 0,
    fields = fileFields,
  }: {
    scope?: FileScope
    missing?: number
    fields?: readonly FileField[]
  } = {},
) {
  const facts = { now, readAt: now, missing, host }
  const layout = { format, fields, description: scope }
  const { file } = await makeFile(devices, layout, facts, scope, createJob())
  const parts =
    scope === 'all' ? ['all', missing === 0 ? `complete-${devices.length}` : 'incomplete'] : ['web']
  const name = fileName(['devices', ...parts, host], format, now)
  return { text: await file.text(), name }
}

const read = ({ text, name }: { text: string; name: string }) => readExport(text, name, createJob())

const device = deviceOf({
  id: 'a',
  name: '=1+1 "x"; y',
  status: 'Offline',
  active: false,
  hardwareId: '00123',
  createdAt: '2026-01-01T00:00:00.000Z',
  lastConnection: '2026-11-22T00:00:00.000Z',
  owner: { id: 'u1', email: 'ana@x.example', firstName: 'Ana', lastName: 'López' },
  posture: { compliant: false },
  appVersion: '2.10',
})

describe('an export read again', () => {
  test.each(['csv', 'json'] as const)(
    'is the fleet that it was written from, as %s',
    async (format) => {
      // As the console reads it from the API: texts of blanks alone are absent.
      const text = fc
        .string({ unit: 'grapheme', minLength: 1 })
        .filter((value) => value.trim() !== '')
      const anyDevice = fc.record(
        {
          id: fc.stringMatching(/^[\w-]{1,12}$/),
          name: text,
          status: fc.constantFrom('Online', 'Offline', 'Deactivated', '=odd'),
          active: fc.boolean(),
          hardwareId: text,
          lastConnection: fc.constantFrom('2026-11-22T00:00:00.000Z', '2026-01-01T00:00:00.000Z'),
          owner: fc.record({ id: text, email: fc.constant('ana@x.example'), firstName: text }),
          posture: fc.constantFrom({ compliant: true }, { compliant: false }),
          appVersion: text,
        },
        { requiredKeys: ['id', 'name', 'status'] },
      )
      await fc.assert(
        fc.asyncProperty(
          fc.uniqueArray(anyDevice, { selector: ({ id }) => id, minLength: 1 }),
          async (all) => {
            const devices = all.map((fields) => deviceOf(fields))
            const before = await read(await written(devices, format))
            expect(before).toMatchObject({ takenAt: now, gap: undefined, host, unreadable: [] })
            const after = {
              ...before,
              devices,
              takenAt: now,
              gap: undefined,
              fields: fieldsPresent(devices),
            }
            const { changes, common } = await compareFleets(before, after, createJob())
            expect(changeKindNames.flatMap((kind) => changes[kind])).toEqual([])
            expect(common).toBe(devices.length)
          },
        ),
      )
    },
  )

  test('after Excel saved it with semicolons is the same', async () => {
    const { text, name } = await written([device], 'csv')
    const cells = text
      .split('\r\n')
      .map((row) => row.replaceAll(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/g, ';'))
    // With and without the mark by which it names them.
    const marked = await read({ text: ['sep=;', ...cells].join('\r\n'), name })
    const { devices, ...facts } = await read({ text: cells.join('\r\n'), name })
    expect(marked).toEqual({ devices, ...facts })
    expect(devices[0]).toMatchObject({
      id: 'a',
      name: device.name,
      hardwareId: '00123',
      active: false,
    })
  })

  test.each(['csv', 'json'] as const)('says what it can prove, as %s', async (format) => {
    const gapOf = async (...options: Parameters<typeof written>) =>
      (await read(await written(...options))).gap
    expect(await gapOf([device], format)).toBeUndefined()
    expect(await gapOf([device], format, { scope: 'matching' })).toBe('filtered')
    expect(await gapOf([device], format, { missing: 2 })).toBe('incomplete')
  })

  test('whose rows were taken out, or whose file has another name, proves neither new nor gone', async () => {
    const { text, name } = await written([device, { ...device, id: 'b' }], 'csv')
    const rows = text.split('\r\n')
    expect((await read({ text: [rows[0], rows[1], ''].join('\r\n'), name })).gap).toBe('edited')
    expect((await read({ text, name: 'fleet.csv' })).gap).toBe('unknown')
    expect((await read({ text, name: name.replace('.csv', ' (1).csv') })).gap).toBeUndefined()
    const json = await written([device], 'json')
    expect((await read({ ...json, text: json.text.replace('"count":1', '"count":2') })).gap).toBe(
      'edited',
    )
    expect((await read({ ...json, text: json.text.replace('"scope":"all",', '') })).gap).toBe(
      'unknown',
    )
  })

  test('has the columns of its file alone', async () => {
    const { fields } = await read(
      await written([device], 'csv', { fields: ['name', 'id', 'ownerEmail'] }),
    )
    expect([...fields].toSorted()).toEqual(['id', 'name', 'owner'])
  })

  test('names the lines that it could not read', async () => {
    const { text, name } = await written([device, { ...device, id: 'b' }], 'csv')
    const result = await read({ text: text.replace(',b,', ',no/id,'), name })
    expect(result).toMatchObject({ unreadable: [3], gap: 'edited' })
    const many = Array.from({ length: 30 }, () => ',no/id,').join('\r\n')
    expect((await read({ text: `${text}${many}`, name })).unreadable).toHaveLength(30)
  })

  test('takes the first of two rows with one ID, and names the other', async () => {
    const twice = [device, { ...device, name: 'again' }]
    const result = await read(await written(twice, 'csv'))
    expect(result).toMatchObject({ unreadable: [3], gap: 'edited' })
    expect(result.devices.map(({ name }) => name)).toEqual([device.name])
  })
})

test('the name of a file says its scope, time and host', () => {
  const time = '2026-11-22T14-03-22Z'
  expect(factsInName(`devices_all_complete-1248_api.example.com_${time}.csv`)).toEqual({
    takenAt: now,
    host,
    gap: 'incomplete',
    count: 1_248,
  })
  expect(factsInName(`devices_all_incomplete_${host}_${time}.csv`)).toEqual({
    takenAt: now,
    host,
    gap: 'incomplete',
  })
  // A search for the word "all", and one that a file's name can't hold.
  expect(factsInName(`devices_all_${host}_${time}.csv`)).toEqual({
    takenAt: now,
    host,
    gap: 'filtered',
  })
  expect(factsInName(`devices_${host}_${time}.csv`)).toEqual({
    takenAt: now,
    host,
    gap: 'filtered',
  })
  expect(factsInName('fleet.csv')).toEqual({ gap: 'unknown' })
  expect(isSameHost('localhost:8080', 'localhost-8080')).toBe(true)
  expect(isSameHost('api.example.com', 'api.example.org')).toBe(false)
})

test('a file that is no export is refused with its line, what is wrong, and what to do', async () => {
  const problemOf = async (text: string, name = 'a.csv') => {
    const error: unknown = await readExport(text, name, createJob()).catch(
      (reason: unknown) => reason,
    )
    return error instanceof UnreadableFile ? { ...error.words, line: error.line } : error
  }
  expect(await problemOf('Name,Status\r\nx,Online\r\n')).toEqual({
    line: 1,
    title: 'There’s no column ID',
    nextStep:
      'Choose an export of this console with the column ID. JSON and snapshots always have it.',
  })
  expect(await problemOf('a,b\r\n')).toMatchObject({
    line: 1,
    title: 'These aren’t the columns of an export',
  })
  expect(await problemOf('ID,Name\r\na,x\r\nb,"y\r\n')).toMatchObject({ line: 3 })
  expect(await problemOf('ID,Name\r\n,x\r\n')).toMatchObject({
    line: 2,
    title: 'None of 1 row has a usable ID',
  })
  expect(await problemOf('{"devices":[\n{"id":"a"},', 'a.json')).toMatchObject({
    title: 'This isn’t valid JSON',
  })
  expect(await problemOf('{}', 'a.json')).toMatchObject({
    title: 'This JSON has no list of devices',
  })
})
