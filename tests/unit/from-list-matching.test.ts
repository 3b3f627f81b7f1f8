import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Device } from '../../src/api/device.ts'
import { answerList, devicesNotListed, matchList } from '../../src/fleet/from-list/answer-list.ts'
import { countLines, matchLines, namedDevices } from '../../src/fleet/from-list/match-lines.ts'
import { nearMisses } from '../../src/fleet/from-list/near-misses.ts'
import { toSearchable } from '../../src/query/searchable.ts'
import { deviceOf } from '../device.ts'

const prepared = (devices: readonly Device[]) => devices.map((device) => toSearchable(device))

function match(devices: readonly Device[], ...texts: string[]) {
  return matchLines(
    texts.map((text, place) => ({ line: place + 1, text })),
    prepared(devices),
  )
}

/** IDs of the devices that a line is about, with its kind. */
function outcome(devices: readonly Device[], text: string) {
  const [line] = match(devices, text)
  return [line?.kind, ...(line && 'devices' in line ? line.devices.map(({ id }) => id) : [])]
}

/** Texts that are IDs, names, serials and owners of several devices at once. */
const word = fc.constantFrom('123', 'AB12CD34', 'web', 'lost-laptop', '00:1B:63:0A:11:22', 'k9')
const email = fc.constantFrom('ana@x.example', 'jo@x.example')
const anyDevice = fc.record({
  id: fc.constantFrom('123', 'k9', 'K9', 'web', 'd1', 'd2', 'd3', 'd4'),
  name: fc.oneof(word, email, fc.constant('')),
  hardwareId: fc.option(fc.oneof(word, fc.constantFrom('Default string', 'MAC-001B630A1122')), {
    nil: undefined,
  }),
  owner: fc.option(
    fc.record({
      id: fc.constantFrom('u1', 'u2', 'web'),
      email: fc.option(email, { nil: undefined }),
    }),
    { nil: undefined },
  ),
})
const fleet = fc
  .uniqueArray(anyDevice, { selector: ({ id }) => id, maxLength: 8 })
  .map((all) =>
    all.map((fields) => deviceOf(JSON.parse(JSON.stringify(fields)) as Partial<Device>)),
  )

/** What people, mail and spreadsheets put around a name. */
const decorations = [
  (text: string) => text,
  (text: string) => `  ${text}\u{a0}`,
  (text: string) => `- ${text}`,
  (text: string) => `• “${text}”,`,
  (text: string) => `12. ${text}.`,
  (text: string) => `- [ ] '${text}';`,
  (text: string) => `(${text})`,
  (text: string) => `'${text}`,
  (text: string) => `"${text.toUpperCase()}"`,
] as const

const line = fc
  .tuple(
    fc.oneof(word, email, fc.constantFrom('u1', 'nobody', 'd1', '', '—', 'Default string')),
    fc.nat(8),
  )
  .map(([text, at]) => ({ text, spelled: (decorations[at] ?? decorations[0])(text) }))

/** The devices that a plain text means by any of the rules, written down without looking at the code. */
function meant(devices: readonly Device[], text: string): { devices: string[]; people: string[] } {
  const plain = (value = '') => value.toLowerCase()
  const serial = (value = '') =>
    plain(value)
      .replace(/^mac-/, '')
      .replaceAll(/[^a-z0-9]/g, '')
  const isPlaceholder = (value: string) => serial(value) === 'defaultstring' || serial(value) === ''
  return {
    devices: devices
      .filter(
        ({ id, name, hardwareId }) =>
          plain(id) === plain(text) ||
          (plain(name) === plain(text) && text !== '') ||
          (hardwareId !== undefined && !isPlaceholder(text) && serial(hardwareId) === serial(text)),
      )
      .map(({ id }) => id),
    people: [
      ...new Set(
        devices.flatMap(({ owner }) =>
          owner && (plain(owner.email) === plain(text) || owner.id === text) && text !== ''
            ? [owner.id ?? '']
            : [],
        ),
      ),
    ],
  }
}

describe('a list of lines', () => {
  test('ends each as one of four, which add up to the lines given', () => {
    fc.assert(
      fc.property(fleet, fc.array(line, { maxLength: 12 }), (devices, lines) => {
        const result = match(devices, ...lines.map(({ spelled }) => spelled))
        expect(result).toHaveLength(lines.length)
        const counts = countLines(result)
        expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(lines.length)
      }),
    )
  })

  test('matches a device only if the line means no other, and nothing that differs by more than the rule says', () => {
    fc.assert(
      fc.property(fleet, fc.array(line, { maxLength: 12 }), (devices, lines) => {
        const result = match(devices, ...lines.map(({ spelled }) => spelled))
        for (const [place, found] of result.entries()) {
          const { text = '' } = lines[place] ?? {}
          const { devices: ids, people } = meant(devices, text)
          if (found.kind === 'matched' && found.person === undefined) {
            const [id = ''] = found.devices.map((device) => device.id)
            expect(ids).toContain(id)
            expect(people).toEqual([])
            // The exact case of an ID decides between two that differ in nothing else.
            expect(ids.filter((other) => other.toLowerCase() !== id.toLowerCase())).toEqual([])
          } else if (found.kind === 'matched') {
            expect(ids).toEqual([])
            expect(people).toHaveLength(1)
          } else if (found.kind === 'not-found') {
            expect([...ids, ...people]).toEqual([])
          } else if (found.kind === 'ambiguous') {
            expect(ids.length + people.length).toBeGreaterThan(1)
          }
        }
      }),
      { numRuns: 2_000 },
    )
  })

  test('never selects a device of an ambiguous line alone', async () => {
    await fc.assert(
      fc.asyncProperty(
        fleet,
        fc.array(line, { minLength: 2, maxLength: 12 }),
        async (devices, lines) => {
          const rows = prepared(devices)
          const text = lines.map(({ spelled }) => spelled).join('\n')
          const list = await matchList({ text, fileName: 'list.txt', ofPeople: 'all' }, rows)
          if ('problem' in list) throw new Error(list.problem.title)
          const answer = answerList(list, 'all', rows)
          const matched = new Set(
            list.lines.flatMap((each) =>
              each.kind === 'matched' ? each.devices.map(({ id }) => id) : [],
            ),
          )
          expect(answer.matched.map(({ device }) => device.id).toSorted()).toEqual(
            [...matched].toSorted(),
          )
          const { counts } = answer
          expect(counts.matched + counts.ambiguous + counts['not-found'] + counts.repeated).toBe(
            answer.lines,
          )
        },
      ),
    )
  })

  test('splits the fleet into what it may name and what it doesn’t', () => {
    fc.assert(
      fc.property(fleet, fc.array(line, { maxLength: 12 }), (devices, lines) => {
        const result = match(devices, ...lines.map(({ spelled }) => spelled))
        const named = namedDevices(result)
        const list = { columns: { all: [], best: 0, hasHeading: false }, column: 0, lines: result }
        const rest = devicesNotListed(list, devices).map(({ id }) => id)
        expect([...named, ...rest].toSorted()).toEqual(devices.map(({ id }) => id).toSorted())
      }),
    )
  })
})

describe('a line', () => {
  const laptop = deviceOf({ id: 'a1', name: 'LOST-LAPTOP-01', hardwareId: '8C:85:90:AA:BB:CC' })
  const other = deviceOf({ id: 'b2', name: 'web.corp.example', hardwareId: 'Default string' })

  test.each([
    'lost-laptop-01',
    'Lost-Laptop-01.',
    '* lost-laptop-01',
    '3) LOST-LAPTOP-01',
    '"lost-laptop-01",',
    String.raw`CORP\lost-laptop-01`,
    String.raw`CORP\LOST-LAPTOP-01$`,
    'lost-laptop-01.corp.example',
    'lost-laptop-01.corp.example.',
    String.raw`\\lost-laptop-01`,
    '[ ] lost-laptop-01',
    'lost‑laptop‑01',
    '8c859 0aabbcc',
    'MAC-8C8590AABBCC',
    '8C-85-90-AA-BB-CC',
    'A1',
    '{a1}',
  ])('finds a device as %j', (text) => {
    expect(outcome([laptop, other], text)).toEqual(['matched', 'a1'])
  })

  test.each([
    'lost-laptop',
    'lost-laptop-0',
    'lost-laptop-011',
    '8C8590AABBC',
    'Default string',
    '-',
  ])('does not find one as %j', (text) => {
    expect(outcome([laptop, other], text)).toEqual(['not-found'])
  })

  test('without a domain finds the name that has one, but never another domain', () => {
    expect(outcome([other], 'WEB')).toEqual(['matched', 'b2'])
    expect(outcome([other], 'web.corp.example')).toEqual(['matched', 'b2'])
    expect(outcome([other], 'web.elsewhere.example')).toEqual(['not-found'])
    const plain = deviceOf({ id: 'c3', name: 'web' })
    expect(outcome([other, plain], 'web')).toEqual(['ambiguous', 'c3', 'b2'])
    expect(outcome([other, plain], 'web.corp.example')).toEqual(['matched', 'b2'])
  })

  test('takes an ID in its exact case where two differ in that alone', () => {
    const two = [deviceOf({ id: 'Abc' }), deviceOf({ id: 'aBC' })].map((device, place) => ({
      ...device,
      name: `n${place}`,
    }))
    expect(outcome(two, 'aBC')).toEqual(['matched', 'aBC'])
    expect(outcome(two, 'ABC')).toEqual(['ambiguous', 'Abc', 'aBC'])
  })

  test('says why it is ambiguous', () => {
    const why = (devices: Device[], text: string) => {
      const [line1] = match(devices, text)
      return line1?.kind === 'ambiguous' ? line1.why : line1?.kind
    }
    const named = (id: string, fields: Partial<Device>) => deviceOf({ id, ...fields })
    expect(why([named('1', { name: 'x' }), named('2', { name: 'X' })], 'x')).toBe('names')
    expect(
      why([named('1', { hardwareId: 'SN-77-88' }), named('2', { hardwareId: 'sn7788' })], 'SN7788'),
    ).toBe('hardware')
    expect(why([named('123', {}), named('2', { hardwareId: '123' })], '123')).toBe('kinds')
    const owned = (id: string, owner: string) =>
      named(id, { owner: { id: owner, email: 'a@x.example' } })
    expect(why([owned('1', 'u1'), owned('2', 'u2')], 'a@x.example')).toBe('people')
    expect(why([owned('1', 'u1'), named('2', { name: 'a@x.example' })], 'a@x.example')).toBe(
      'kinds',
    )
  })

  test.each([
    'ana@x.example',
    'ANA@X.example',
    'Ana López <ana@x.example>',
    'mailto:ana@x.example',
    'u1',
  ])('finds a person with their devices as %j', (text) => {
    const owner = { id: 'u1', email: 'ana@x.example' }
    const devices = ['a', 'b', 'c'].map((id) => deviceOf({ id, ...(id !== 'c' && { owner }) }))
    expect(outcome(devices, text)).toEqual(['matched', 'a', 'b'])
  })

  test('is repeated when it names the same in another spelling', () => {
    const kinds = match(
      [laptop],
      'lost-laptop-01',
      'a1',
      'nowhere',
      'NOWHERE.',
      '8c8590aabbcc',
    ).map((each) => [each.kind, each.kind === 'repeated' ? each.sameAs : undefined])
    expect(kinds).toEqual([
      ['matched', undefined],
      ['repeated', 1],
      ['not-found', undefined],
      ['repeated', 3],
      ['repeated', 1],
    ])
  })
})

test('offers what differs by a letter or two, the nearest alone', () => {
  const devices = ['lost-laptop-01', 'lost-laptop-02', 'lost-laptop-77', 'web'].map((name, place) =>
    deviceOf({ id: `d${place}`, name }),
  )
  const offered = nearMisses(
    ['lost-laptpo-01', 'lost-laptop-0', 'wbe', 'printer'],
    prepared(devices),
  )
  expect(offered.map((some) => some.map(({ name }) => name))).toEqual([
    ['lost-laptop-01'],
    ['lost-laptop-01', 'lost-laptop-02'],
    [],
    [],
  ])
})
