import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Device } from '../../src/api/device.ts'
import { createListQuestions } from '../../src/fleet/from-list/list-questions.ts'
import { matchLines } from '../../src/fleet/from-list/match-lines.ts'
import { nearMisses } from '../../src/fleet/from-list/near-misses.ts'
import { UnreadableFile } from '../../src/fleet/files/given-file.ts'
import { createFleetIndex } from '../../src/fleet/snapshot/fleet-index.ts'
import { createJob } from '../../src/fleet/worker/job.ts'
import { toSearchable } from '../../src/query/searchable.ts'
import { deviceOf } from '../device.ts'

const prepared = (devices: readonly Device[]) => devices.map((device) => toSearchable(device))

function match(devices: readonly Device[], ...texts: string[]) {
  return matchLines(
    texts.map((text, place) => ({ line: place + 1, text })),
    prepared(devices),
    createJob(),
  )
}

/** IDs of the devices that a line is about, with its kind. */
async function outcome(devices: readonly Device[], text: string) {
  const [line] = await match(devices, text)
  return [line?.kind, ...(line?.devices.map(({ id }) => id) ?? [])]
}

/** What lists are matched with, and a list with these lines. */
function asked(devices: readonly Device[], lines: readonly { spelled: string }[]) {
  const index = createFleetIndex()
  index.add(devices)
  const text = lines.map(({ spelled }) => spelled).join('\n')
  return {
    questions: createListQuestions(index),
    request: { id: '1', file: new File([text], 'list.txt'), ofPeople: 'all' } as const,
  }
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
  test('matches a device only if the line means no other, and nothing that differs by more than the rule says', async () => {
    await fc.assert(
      fc.asyncProperty(fleet, fc.array(line, { maxLength: 12 }), async (devices, lines) => {
        const result = await match(devices, ...lines.map(({ spelled }) => spelled))
        expect(result).toHaveLength(lines.length)
        for (const [place, found] of result.entries()) {
          const { text = '' } = lines[place] ?? {}
          const { devices: ids, people } = meant(devices, text)
          if (found.kind === 'matched' && !found.isPerson) {
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

  test('ends each as one of four, which add up, and selects no device of an ambiguous line alone', async () => {
    await fc.assert(
      fc.asyncProperty(fleet, fc.array(line, { maxLength: 12 }), async (devices, lines) => {
        const { questions, request } = asked(devices, lines)
        const asking = questions.matchList(createJob(), request, [])
        const wanted = lines.filter(({ spelled }) => /[\p{L}\p{N}]/u.test(spelled))
        if (wanted.length === 0) {
          await expect(asking).rejects.toBeInstanceOf(UnreadableFile)
          return
        }
        const answer = await asking
        const { parts } = answer
        expect(answer.lines).toBe(wanted.length)
        const sum = Object.values(parts).reduce((lineCount, { count }) => lineCount + count, 0)
        expect(sum).toBe(wanted.length)
        const result = await match(devices, ...wanted.map(({ spelled }) => spelled))
        const matched = result.flatMap((each) => (each.kind === 'matched' ? each.devices : []))
        expect(new Set(parts.matched.devices.map(({ device }) => device.id))).toEqual(
          new Set(matched.map(({ id }) => id)),
        )
      }),
    )
  })

  test('splits the fleet into what it may name and what it doesn’t', async () => {
    await fc.assert(
      fc.asyncProperty(fleet, fc.array(line, { maxLength: 12 }), async (devices, lines) => {
        const { questions, request } = asked(devices, [...lines, { spelled: 'nobody' }])
        const view = { q: '', sort: [] }
        const { devices: rest } = await questions.notListed(createJob(), request, view)
        const result = await match(devices, ...lines.map(({ spelled }) => spelled))
        const named = new Set(result.flatMap((each) => each.devices.map(({ id }) => id)))
        expect([...named, ...rest.map(({ id }) => id)].toSorted()).toEqual(
          devices.map(({ id }) => id).toSorted(),
        )
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
    // Bullets and boxes, of word processors, too.
    '* lost-laptop-01',
    '[ ] lost-laptop-01',
    '⁃ lost-laptop-01',
    '❖lost-laptop-01',
    '▸ lost-laptop-01',
    '\u{f0b7}\tlost-laptop-01',
    // Numbering.
    '3) LOST-LAPTOP-01',
    '(12) lost-laptop-01',
    'a) lost-laptop-01',
    '1.2. lost-laptop-01',
    '③ lost-laptop-01',
    // Quotes of other languages, and punctuation around.
    '"lost-laptop-01",',
    '« lost-laptop-01 »',
    '„lost-laptop-01“',
    '「lost-laptop-01」',
    '＂lost-laptop-01＂',
    ';lost-laptop-01…',
    'lost-laptop-01。',
    // Blanks that nobody sees.
    '\u{2060}lost-\u{200b}laptop-01',
    'lost-lap\u{ad}top-01\u{202f}',
    '\u{3000}lost-laptop-01\u{feff}',
    '\u{2007}lost-laptop-01\u{180e}',
    // Domains and accounts.
    String.raw`CORP\lost-laptop-01`,
    String.raw`CORP\LOST-LAPTOP-01$`,
    String.raw`.\lost-laptop-01`,
    String.raw`corp.example\lost-laptop-01`,
    'LOST-LAPTOP-01$@CORP.EXAMPLE',
    'CN=LOST-LAPTOP-01,OU=Laptops,DC=corp,DC=example',
    'host/lost-laptop-01.corp.example',
    // Domains behind it, addresses and shares.
    'lost-laptop-01.corp.example',
    'lost-laptop-01.corp.example.',
    'lost-laptop-01.local',
    'lost-laptop-01.corp.example:3389',
    'https://lost-laptop-01.corp.example/login',
    String.raw`\\lost-laptop-01`,
    String.raw`\\lost-laptop-01\c$`,
    '\\\\lost-laptop-01.corp.example\\',
    'lost‑laptop‑01',
    // Labels before the value.
    'Hostname: lost-laptop-01',
    '- Device name: “LOST-LAPTOP-01”',
    'S/N: 8C8590AABBCC',
    'SN: 8c:85:90:aa:bb:cc',
    'Serial number：8C85.90AA.BBCC',
    'MAC address = 8C-85-90-AA-BB-CC',
    'Device ID: a1',
    '8c859 0aabbcc',
    'MAC-8C8590AABBCC',
    '8C-85-90-AA-BB-CC',
    'A1',
    '{a1}',
  ])('finds a device as %j', async (text) => {
    expect(await outcome([laptop, other], text)).toEqual(['matched', 'a1'])
  })

  test.each([
    'lost-laptop',
    'lost-laptop-0',
    'lost-laptop-011',
    '8C8590AABBC',
    'Default string',
    'S/N: Default string',
    'lost-laptop-01/lost-laptop-02',
    'lost-laptop-01, lost-laptop-02',
    'Owner: lost-laptop-01',
    'reported by lost-laptop-01',
    'lost-laptop-01:1',
    '-',
  ])('does not find one as %j', async (text) => {
    expect(await outcome([laptop, other], text)).toEqual(['not-found'])
  })

  test('without a domain finds the name that has one, but never another domain', async () => {
    expect(await outcome([other], 'WEB')).toEqual(['matched', 'b2'])
    expect(await outcome([other], 'web.corp.example')).toEqual(['matched', 'b2'])
    expect(await outcome([other], 'web.elsewhere.example')).toEqual(['not-found'])
    const plain = deviceOf({ id: 'c3', name: 'web' })
    expect(await outcome([other, plain], 'web')).toEqual(['ambiguous', 'c3', 'b2'])
    expect(await outcome([other, plain], 'web.corp.example')).toEqual(['matched', 'b2'])
  })

  test('takes an ID in its exact case where two differ in that alone', async () => {
    const two = [deviceOf({ id: 'Abc' }), deviceOf({ id: 'aBC' })].map((device, place) => ({
      ...device,
      name: `n${place}`,
    }))
    expect(await outcome(two, 'aBC')).toEqual(['matched', 'aBC'])
    expect(await outcome(two, 'ABC')).toEqual(['ambiguous', 'Abc', 'aBC'])
  })

  test('says why it is ambiguous', async () => {
    const why = async (devices: Device[], text: string) => {
      const [line1] = await match(devices, text)
      return line1?.kind === 'ambiguous' ? line1.note : line1?.kind
    }
    const several = 'One device’s name or ID and another’s hardware ID, or a person’s'
    const named = (id: string, fields: Partial<Device>) => deviceOf({ id, ...fields })
    expect(await why([named('1', { name: 'x' }), named('2', { name: 'X' })], 'x')).toBe(
      'Several devices have this name',
    )
    expect(
      await why(
        [named('1', { hardwareId: 'SN-77-88' }), named('2', { hardwareId: 'sn7788' })],
        'SN7788',
      ),
    ).toBe('Several devices have this hardware ID')
    expect(await why([named('123', {}), named('2', { hardwareId: '123' })], '123')).toBe(several)
    const owned = (id: string, owner: string) =>
      named(id, { owner: { id: owner, email: 'a@x.example' } })
    expect(await why([owned('1', 'u1'), owned('2', 'u2')], 'a@x.example')).toBe(
      'Several people have this e-mail address',
    )
    expect(await why([owned('1', 'u1'), named('2', { name: 'a@x.example' })], 'a@x.example')).toBe(
      several,
    )
  })

  test.each([
    'ana@x.example',
    'ANA@X.example',
    'Ana López <ana@x.example>',
    'mailto:ana@x.example',
    'mailto:ana@x.example?subject=Laptop',
    'SMTP:ana@x.example',
    '"López, Ana" <ana@x.example>;',
    '- Ana López (ana@x.example)',
    'Ana López [mailto:ana@x.example]',
    'ana@x.example (Ana López)',
    'ana@x.example<mailto:ana@x.example>',
    'E-mail: ana@x.example',
    'u1',
  ])('finds a person with their devices as %j', async (text) => {
    const owner = { id: 'u1', email: 'ana@x.example' }
    const devices = ['a', 'b', 'c'].map((id) => deviceOf({ id, ...(id !== 'c' && { owner }) }))
    expect(await outcome(devices, text)).toEqual(['matched', 'a', 'b'])
  })

  test.each([
    'Ana <ana@x.example>; Bo <bo@x.example>',
    'ana@x.example, bo@x.example',
    'Bo <bo@x.example> for ana@x.example',
    'laptop of ana@x.example',
    'Cc: ana@x.example',
  ])('finds nobody where %j may mean another', async (text) => {
    const people = ['ana', 'bo'].map((name) =>
      deviceOf({ id: name, owner: { id: `u-${name}`, email: `${name}@x.example` } }),
    )
    expect(await outcome(people, text)).toEqual(['not-found'])
  })

  test('in its own spelling finds a device that is named so, whatever stands around it', async () => {
    const odd = ['1. web', 'S/N: web', String.raw`CORP\web`, 'web:8080', '(web)']
    const devices = ['web', ...odd].map((name, place) => deviceOf({ id: `d${place}`, name }))
    for (const [place, text] of odd.entries()) {
      expect(await outcome(devices, text)).toEqual(['matched', `d${place + 1}`])
    }
  })

  test('is repeated when it names the same in another spelling', async () => {
    const lines = ['lost-laptop-01', 'a1', 'nowhere', 'NOWHERE.', '8c8590aabbcc']
    const kinds = (await match([laptop], ...lines)).map(({ kind, note }) => [kind, note])
    expect(kinds).toEqual([
      ['matched', 'Name'],
      ['repeated', 'Same as line 1'],
      ['not-found', ''],
      ['repeated', 'Same as line 3'],
      ['repeated', 'Same as line 1'],
    ])
  })
})

test('offers what differs by a letter or two, the nearest alone', async () => {
  const devices = ['lost-laptop-01', 'lost-laptop-02', 'lost-laptop-77', 'web'].map((name, place) =>
    deviceOf({ id: `d${place}`, name }),
  )
  const lines = ['lost-laptpo-01', 'lost-laptop-0', 'wbe', 'printer'].map((text) => ({ text }))
  const offered = await nearMisses(lines, prepared(devices), createJob())
  expect([...offered].map(([{ text }, some]) => [text, some.map(({ name }) => name)])).toEqual([
    ['lost-laptpo-01', ['lost-laptop-01']],
    ['lost-laptop-0', ['lost-laptop-01', 'lost-laptop-02']],
  ])
})
