import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Device } from '../../src/api/device.ts'
import { fieldNames, fields, type Field } from '../../src/device/fields.ts'
import { createFleetIndex } from '../../src/fleet/snapshot/fleet-index.ts'
import { fieldAskedBy } from '../../src/query/field-search.ts'
import { parseQuery } from '../../src/query/query.ts'
import { facetFields, fieldOfTerm, termKinds, termNames } from '../../src/query/terms.ts'
import { filterFields } from '../../src/search/filter-fields.ts'
import { suggestions } from '../../src/search/suggestions.ts'
import { deviceOf } from '../device.ts'

// A field is added by a row of the table: nothing else may have to know of it.

describe('a field with a row in the table', () => {
  const row = {
    label: 'Platform',
    kind: 'text',
    terms: ['platform'],
    ask: 'value',
    absent: 'Unreported',
    width: '',
  } as const satisfies Field
  const table = '../../src/device/fields.ts'
  const devices = ['macOS 15', 'Windows 11', 'windows  11', undefined].map(
    (platform, place): Device =>
      deviceOf({ id: `d${place}`, name: `device-${place}`, ...(platform && { platform }) }),
  )
  const [mac] = devices as [Device]

  /** The modules as they are with that row. */
  async function load() {
    const [index, filters, offered, words, page, ordering, file] = await Promise.all([
      import('../../src/fleet/snapshot/fleet-index.ts'),
      import('../../src/search/filter-fields.ts'),
      import('../../src/search/suggestions.ts'),
      import('../../src/search/term-words.ts'),
      import('../../src/devices/search-page.ts'),
      import('../../src/fleet/snapshot/shared-values.ts'),
      import('../../src/fleet/files/file-fields.ts'),
    ])
    const { parseQuery: parse } = await import('../../src/query/query.ts')
    return { ...index, ...filters, ...offered, ...words, ...page, ...ordering, ...file, parse }
  }
  let house: Awaited<ReturnType<typeof load>>
  beforeAll(async () => {
    vi.resetModules()
    vi.doMock(table, async (original) => {
      const real = await original<{ fields: object }>()
      const all = { ...real.fields, platform: row }
      return { ...real, fields: all, fieldNames: Object.keys(all) }
    })
    house = await load()
  })
  afterAll(() => {
    vi.doUnmock(table)
    vi.resetModules()
  })

  function query(q: string) {
    const index = house.createFleetIndex()
    index.add(devices)
    const { total, facets } = index.query({ q })
    return {
      total,
      facets,
      counted: new Map<string, unknown>(Object.entries(facets)).get('platform'),
    }
  }

  test.each([
    ['platform:"macOS 15"', 1],
    ['platform:"WINDOWS 11"', 2],
    ['platform:"macOS 15" platform:"Windows 11"', 3],
    ['platform:none', 1],
    ['platform:none platform:"macOS 15"', 2],
    ['-platform:none', 3],
    ['-platform:"macOS 15" -platform:none', 2],
    ['platform:"none"', 0],
    ['windows', 2],
  ])('is asked for by value: %s finds %i', (q, total) => {
    expect(house.parse(q).problems).toEqual([])
    expect(query(q).total).toBe(total)
  })

  const values = [
    { label: 'windows  11', count: 2, term: 'platform:"windows 11"' },
    { label: 'macOS 15', count: 1, term: 'platform:"macOS 15"' },
    { label: 'Unreported', count: 1, term: 'platform:none' },
  ]

  test('is counted by value, also beside a filter of its own', () => {
    expect(query('').counted).toMatchObject(values)
    expect(query('platform:none').counted).toMatchObject(values)
  })

  test('is filtered by what was counted, under its label', () => {
    const filter = house.filterFields.find(({ label }) => label === row.label)
    expect(filter?.values(query('').facets)).toMatchObject(values)
  })

  test('is offered in the search: its name, then its values, the most frequent first', () => {
    const offered = (text: string) =>
      house
        .suggestions(text, text.length, { values: { facets: query('').facets } })
        .map(({ label, text: completed }) => [label, completed])
    expect(offered('')).toContainEqual(['Platform', 'platform:'])
    expect(offered('platform:')).toEqual([
      ['Platform: windows 11', 'platform:"windows 11" '],
      ['Platform: macOS 15', 'platform:"macOS 15" '],
      ['Platform: Unreported', 'platform:none '],
    ])
    expect(offered('platform:mac')).toEqual([['Platform: macOS 15', 'platform:"macOS 15" ']])
  })

  test('is told in chips, in the note of a match, and as a column of files', () => {
    const [term] = house.parse('-platform:none').terms
    expect(term && house.termWords(term)).toBe('Platform: not Unreported')
    expect(house.matchOf(mac, house.parse('macos').terms)).toMatchObject({
      note: 'Matched in platform',
      marks: { platform: ['', 'macOS', ' 15'] },
    })
    expect(house.fileFields).toContain('platform')
    const columns: readonly string[] = house.fileFields
    const column = house.fileFields[columns.indexOf('platform')]
    expect(column && house.columnOf(column).label).toBe('Platform')
    expect(column && house.columnOf(column).cell(mac)).toBe('macOS 15')
  })
})

describe('every field', () => {
  const known = deviceOf({
    id: 'd1',
    owner: { id: 'u-1', firstName: 'Ana' },
    appVersion: '2.10.1',
    active: true,
    posture: { compliant: true },
  })
  const index = createFleetIndex()
  index.add([known])
  const { facets } = index.query({ q: '' })

  test('that is counted has a filter with its label and a value, which is suggested and finds it', () => {
    for (const name of facetFields) {
      const filter = filterFields.find(({ kind }) => kind === name)
      expect(filter?.label).toBe(fields[fieldOfTerm[name]].label)
      const [value] = facets[name].filter(({ count }) => count > 0)
      expect(value).toBeDefined()
      const { term = '' } = value ?? {}
      expect(filter?.values(facets)).toContainEqual(value)
      expect(index.query({ q: term }).total).toBe(1)
      const offered = suggestions(`${name}:`, name.length + 1, { values: { facets } })
      expect(offered.map(({ example }) => example)).toContain(term)
      const other = termKinds[name].proposals.find((proposal) => term !== `${name}:${proposal}`)
      expect(index.query({ q: `${name}:${other} ${term}` }).total).toBe(1)
    }
  })

  test('that is a time has a filter with its label', () => {
    for (const field of fieldNames.filter((name) => fields[name].kind === 'time')) {
      expect(filterFields.map(({ label }) => label)).toContain(fields[field].label)
    }
  })

  test('has terms with an example that can be searched for', () => {
    expect(suggestions('', 0).map(({ example }) => example.split(/[:.]/)[0])).toEqual([
      ...termNames,
      'posture',
    ])
    for (const name of termNames) {
      const { terms, problems } = parseQuery(`${name}:${termKinds[name].example}`)
      expect(problems).toEqual([])
      expect(terms.map(fieldAskedBy)).toEqual([fieldOfTerm[name]])
    }
  })
})
