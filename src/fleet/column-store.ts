import type { Device, Owner } from '../api/device.ts'
import { fullName } from '../device/owner.ts'
import { postureVerdict, postureVerdicts } from '../device/posture.ts'
import { fold } from '../lib/fold.ts'
import { createDictionary, type Dictionary } from './dictionary.ts'
import { packPosture, postureText, unpackPosture } from './postures.ts'
import { activeValues } from './terms.ts'
import { createTimeColumn, grown, type TimeColumn } from './time-column.ts'
import { compareVersions } from './versions.ts'

const collator = new Intl.Collator('en', { sensitivity: 'base', numeric: true })
const unordered = () => 0

/** Fields that are numbers into a dictionary, one for each row. */
export const codedFields = [
  'name',
  'status',
  'version',
  'hardware',
  'owner',
  'posture',
  'active',
] as const
export type CodedField = (typeof codedFields)[number]

/**
 * The devices of the fleet by row, field by field, small enough for 250,000 of them. A row is the
 * code of the device's id, from 1, and stays its own when the device is removed.
 */
export interface Columns {
  /** Folded name, hardware id and id: what a word is looked for in, besides the shared texts. */
  texts: readonly string[]
  codes: (field: CodedField) => Uint32Array
  dictionaries: Readonly<
    Record<'id' | 'name' | 'status' | 'version' | 'hardware' | 'posture', Dictionary>
  >
  times: Readonly<Record<'createdAt' | 'updatedAt' | 'lastConnection', TimeColumn>>
  owners: Owners
  postures: {
    /** Place in `postureVerdicts`, by code. */
    verdicts: readonly number[]
    /** Folded, by code. */
    texts: readonly string[]
  }
  /** Writes over what was there of the same id, and returns the row. */
  write(device: Device): number
  /** The device as it was put in. */
  read(row: number): Device
  /** When the row was read, steady ms. */
  readAt(row: number): number
}

/** Distinct owners by code; one person has several when what is known of them differs. */
export interface Owners {
  byCode: readonly (Owner | undefined)[]
  /** Name and e-mail address, folded, by code. */
  texts: readonly string[]
  /** By code, the number of the person's id; 0 without one. */
  people: readonly number[]
  /** By person: the newest code. */
  newest: readonly number[]
}

/** Makes empty columns. */
export function createColumns(): Columns {
  const texts = ['']
  const codes = Object.fromEntries(
    codedFields.map((field) => [field, new Uint32Array(0)]),
  ) as Record<CodedField, Uint32Array>
  const verdicts = [postureVerdicts.indexOf('unknown')]
  const postureTexts = ['']
  const dictionaries = {
    id: createDictionary((a, b) => (a < b ? -1 : Number(a > b))),
    name: createDictionary(collator.compare),
    status: createDictionary(collator.compare),
    version: createDictionary(compareVersions),
    hardware: createDictionary(collator.compare),
    posture: createDictionary(unordered),
  }
  const times = {
    createdAt: createTimeColumn(),
    updatedAt: createTimeColumn(),
    lastConnection: createTimeColumn(),
  }
  const checkedAt = createTimeColumn()
  /** Postures that JSON would change. */
  const oddPostures = new Map<number, unknown>()
  const owners = createOwners()
  /** When each row was read, steady ms. */
  let readAt = new Float64Array(0)

  function writePosture(row: number, posture: unknown): number {
    oddPostures.delete(row)
    checkedAt.set(row, undefined)
    if (posture === undefined) return 0
    const packed = packPosture(posture)
    checkedAt.set(row, packed.checkedAt)
    const template = packed.isExact ? packed.template : `#${row}`
    if (!packed.isExact) oddPostures.set(row, posture)
    const code = dictionaries.posture.codeOf(template)
    if (code === verdicts.length || !packed.isExact) {
      verdicts[code] = postureVerdicts.indexOf(postureVerdict(posture))
      postureTexts[code] = postureText(posture)
    }
    return code
  }

  function readPosture(row: number, code: number): unknown {
    if (oddPostures.has(row)) return oddPostures.get(row)
    return unpackPosture(dictionaries.posture.texts[code] ?? '', checkedAt.text(row))
  }

  const textOf = (field: 'name' | 'status' | 'version' | 'hardware', row: number) => {
    const code = codes[field][row] ?? 0
    return code === 0 ? undefined : dictionaries[field].texts[code]
  }

  return {
    texts,
    codes: (field) => codes[field],
    dictionaries,
    times,
    owners,
    postures: { verdicts, texts: postureTexts },
    write(device) {
      const { id, hardwareId, active } = device
      const row = dictionaries.id.codeOf(id)
      if (row >= codes.name.length) {
        for (const field of codedFields) codes[field] = grown(codes[field], row, Uint32Array)
        readAt = grown(readAt, row, Float64Array)
      }
      readAt[row] = device.readAt
      texts[row] = fold(`${device.name}\n${hardwareId ?? ''}\n${id}`)
      codes.name[row] = dictionaries.name.codeOf(device.name)
      codes.status[row] = dictionaries.status.codeOf(device.status)
      codes.version[row] = dictionaries.version.codeOf(device.appVersion)
      codes.hardware[row] = dictionaries.hardware.codeOf(hardwareId)
      codes.owner[row] = owners.codeOf(device.owner)
      codes.posture[row] = writePosture(row, device.posture)
      codes.active[row] = activeValues.indexOf(
        active === undefined ? 'unknown' : active ? 'yes' : 'no',
      )
      times.createdAt.set(row, device.createdAt)
      times.updatedAt.set(row, device.updatedAt)
      times.lastConnection.set(row, device.lastConnection)
      return row
    },
    readAt: (row) => readAt[row] ?? -Infinity,
    read(row) {
      const active = activeValues[codes.active[row] ?? 0]
      const postureCode = codes.posture[row] ?? 0
      const device: Device = {
        id: dictionaries.id.texts[row] ?? '',
        name: textOf('name', row) ?? '',
        status: textOf('status', row) ?? '',
        readAt: readAt[row] ?? -Infinity,
      }
      if (active !== 'unknown') device.active = active === 'yes'
      const hardwareId = textOf('hardware', row)
      if (hardwareId !== undefined) device.hardwareId = hardwareId
      for (const field of ['createdAt', 'updatedAt', 'lastConnection'] as const) {
        const text = times[field].text(row)
        if (text !== undefined) device[field] = text
      }
      const owner = owners.byCode[codes.owner[row] ?? 0]
      if (owner) device.owner = owner
      if (postureCode !== 0) device.posture = readPosture(row, postureCode)
      const appVersion = textOf('version', row)
      if (appVersion !== undefined) device.appVersion = appVersion
      return device
    },
  }
}

function createOwners(): Owners & { codeOf(owner: Owner | undefined): number } {
  const byCode: (Owner | undefined)[] = [undefined]
  const texts = ['']
  const people = [0]
  const newest = [0]
  const codes = new Map<string, number>()
  const numbers = new Map<string, number>()

  return {
    byCode,
    texts,
    people,
    newest,
    codeOf(owner) {
      if (!owner) return 0
      const { id, email, firstName, lastName, lastConnection } = owner
      const key = JSON.stringify([id, email, firstName, lastName, lastConnection])
      const known = codes.get(key)
      const code = known ?? byCode.length
      if (known === undefined) {
        codes.set(key, code)
        byCode.push(owner)
        texts.push(fold(`${fullName(owner)}\n${email ?? ''}`))
        people.push(id === undefined ? 0 : numberOf(id))
      }
      const person = people[code] ?? 0
      if (person !== 0) newest[person] = code
      return code
    },
  }

  function numberOf(id: string): number {
    const known = numbers.get(id)
    if (known !== undefined) return known
    const number = newest.length
    numbers.set(id, number)
    newest.push(0)
    return number
  }
}
