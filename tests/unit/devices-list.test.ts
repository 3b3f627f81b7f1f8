import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { serverSortFields, type ServerSortEntry } from '../../src/device/fields.ts'
import type { Device } from '../../src/api/device.ts'
import {
  changeList,
  lastPage,
  listSearch,
  pageInstead,
  pageSizes,
} from '../../src/list/list-address.ts'
import { deviceColumns, deviceSettings } from '../../src/devices/columns.tsx'
import { deviceList, type DeviceListParams } from '../../src/devices/device-list.ts'
import { createSelection } from '../../src/list/selection.ts'
import { isPlainlyUnsorted } from './device-list.ts'
import { outdatedView } from '../../src/search/outdated-view.ts'
import { steadyRows } from '../../src/list/steady-rows.ts'
import { deviceOf } from '../device.ts'

const defaults: DeviceListParams = deviceList.parse('')

const params: fc.Arbitrary<DeviceListParams> = fc
  .record({
    sort: fc.uniqueArray(
      fc.record({ field: fc.constantFrom(...serverSortFields), descending: fc.boolean() }),
      { maxLength: 3, selector: ({ field }) => field },
    ),
    page: fc.integer({ min: 1, max: 999_999_999 }),
    size: fc.constantFrom(...pageSizes),
  })
  .map((list) => ({ ...defaults, ...list }))

describe('the address of a list', () => {
  test('reads as written', () => {
    expect(deviceList.parse('?sort=-lastConnection,name&page=3&size=50')).toEqual({
      ...defaults,
      sort: [
        { field: 'lastConnection', descending: true },
        { field: 'name', descending: false },
      ],
      page: 3,
      size: 50,
    })
  })

  test('leaves the defaults out', () => {
    expect(defaults).toMatchObject({ sort: [], page: 1, size: 25 })
    expect(listSearch(defaults)).toBe('')
    expect(listSearch({ ...defaults, page: 2 })).toBe('?page=2')
  })

  test('and the list are two forms of one thing', () => {
    fc.assert(
      fc.property(params, (list) => {
        expect(deviceList.parse(listSearch(list))).toEqual(list)
      }),
    )
  })

  test('gives a list and one canonical address, whatever is in it', () => {
    const search = fc.oneof(
      fc.string(),
      fc.webQueryParameters(),
      fc
        .record({ sort: fc.string(), page: fc.string(), size: fc.string() })
        .map((query) => `?${new URLSearchParams(query)}`),
    )
    fc.assert(
      fc.property(search, (text) => {
        const list = deviceList.parse(text)
        expect(pageSizes).toContain(list.size)
        expect(Number.isSafeInteger(list.page) && list.page >= 1).toBe(true)
        expect(deviceList.parse(listSearch(list))).toEqual(list)
      }),
    )
  })

  test.each(['0', '-1', '1.5', '1e3', '0x10', ' 2', 'two', '', '99999999999', 'Infinity'])(
    'with page "%s" is of page 1',
    (page) => {
      expect(deviceList.parse(`?page=${page}`).page).toBe(1)
    },
  )

  test.each(['0', '24', '1000', '-25', 'all', '', 'NaN'])('with size "%s" has 25 rows', (size) => {
    expect(deviceList.parse(`?size=${size}`).size).toBe(25)
  })

  test.each([
    ['owner', ''],
    ['name,owner,-id', '?sort=name,-id'],
    ['name,-name', '?sort=name'],
    ['name,id,status,active', '?sort=name,id,status'],
    ['--name', ''],
    ['__proto__', ''],
    [',,', ''],
  ])('with sort "%s" is cleaned to "%s"', (sort, cleaned) => {
    expect(listSearch(deviceList.parse(`?sort=${sort}`))).toBe(cleaned)
  })
})

test('a search is sorted by any field, and the whole list only by those the API sorts', () => {
  expect(listSearch(deviceList.parse('?q=a&sort=owner,-posture'))).toBe('?q=a&sort=owner,-posture')
  expect(listSearch(deviceList.parse('?sort=owner,-posture,name'))).toBe('?sort=name')
})

describe('a page that holds nothing', () => {
  test('stands for the last one', () => {
    expect(pageInstead(9, 5)).toBe(5)
    expect(pageInstead(9, undefined)).toBe(1)
  })

  test('never stands for itself or a later one, whatever the server counts', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 1e6 }),
        fc.integer({ min: 1, max: 1e6 }),
        (page, last) => {
          const instead = pageInstead(page, last)
          return instead >= 1 && instead < page
        },
      ),
    )
  })
})

describe('a search text at the longest there may be', () => {
  test('is cut to what an address can hold', () => {
    const search = listSearch(deviceList.parse(`?q=${'a'.repeat(499)}${encodeURIComponent('😀')}`))
    expect(listSearch(deviceList.parse(search))).toBe(search)
  })
})

describe('a selection', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((id) => deviceOf({ id, status: 'Online', active: true }))
  const rows = [a, b, c].filter((row) => row !== undefined)

  test('holds a device as it is after it was deactivated, and nothing else', () => {
    const selection = createSelection<Device>()
    selection.select(rows.slice(0, 1), true)
    selection.update((device) => ({ ...device, status: 'Deactivated', active: false }))
    expect([...selection.get().values()]).toEqual([{ ...a, status: 'Deactivated', active: false }])
  })

  test.each([false, true])('that starts as %s keeps what a person changed', (startsSelected) => {
    const selection = createSelection<Device>(startsSelected)
    expect(rows.map(selection.has)).toEqual(rows.map(() => startsSelected))
    selection.select(rows.slice(1, 2), !startsSelected)
    expect(rows.map(selection.has)).toEqual([startsSelected, !startsSelected, startsSelected])
    selection.select(rows, startsSelected)
    expect(rows.map(selection.has)).toEqual(rows.map(() => startsSelected))
  })

  test('takes all rows between two clicks with Shift', () => {
    const selection = createSelection<Device>()
    if (!a || !c) throw new Error('There are three rows')
    selection.toggle(c, rows, false)
    selection.toggle(a, rows, true)
    expect(rows.map(selection.has)).toEqual([true, true, true])
  })

  test('forgets what no longer exists', () => {
    const selection = createSelection<Device>()
    selection.select(rows, true)
    selection.drop(new Set(['a', 'other']))
    expect([...selection.get().keys()]).toEqual(['b', 'c'])
  })
})

describe('a change of the list', () => {
  const list: DeviceListParams = {
    ...defaults,
    sort: [{ field: 'name', descending: true }],
    page: 7,
    size: 50,
  }

  test('of sort or size goes to page 1', () => {
    expect(changeList(list, { sort: [] })).toEqual({ ...list, sort: [], page: 1 })
    expect(changeList(list, { size: 10 })).toEqual({ ...list, page: 1, size: 10 })
  })

  test('of the page keeps everything else', () => {
    expect(changeList(list, { page: 8 })).toEqual({ ...list, page: 8 })
  })
})

test.each([
  [0, 25, 1],
  [1, 25, 1],
  [25, 25, 1],
  [26, 25, 2],
  [1_248, 25, 50],
])('%i devices in pages of %i end on page %i', (total, limit, expected) => {
  expect(lastPage(total, limit)).toBe(expected)
})

describe('rows that are read again', () => {
  const row = (id: string, status = 'Online') => deviceOf({ id, status })

  test('take new fields in place', () => {
    const latest = [row('a', 'Offline'), row('b')]
    expect(steadyRows([row('a'), row('b')], latest)).toEqual({ rows: latest, hasChanges: false })
  })

  test.each([
    ['a new row', ['c', 'a', 'b']],
    ['a row gone', ['a']],
    ['another order', ['b', 'a']],
    ['a row replaced', ['a', 'c']],
  ])('stay where they are for %s, and it is said', (_, ids) => {
    const { rows, hasChanges } = steadyRows(
      [row('a'), row('b')],
      ids.map((id) => row(id, 'Offline')),
    )
    expect(rows.map(({ id }) => id)).toEqual(['a', 'b'])
    expect(rows[0]?.status).toBe('Offline')
    expect(hasChanges).toBe(true)
  })

  test('never move, whatever comes', () => {
    const rows = fc.uniqueArray(
      fc.constantFrom('a', 'b', 'c', 'd', 'e').map((id) => row(id)),
      {
        selector: ({ id }) => id,
      },
    )
    fc.assert(
      fc.property(rows, rows, (shown, latest) => {
        const steady = steadyRows(shown, latest)
        expect(steady.rows.map(({ id }) => id)).toEqual(shown.map(({ id }) => id))
        expect(steady.hasChanges).toBe(
          shown.map(({ id }) => id).join() !== latest.map(({ id }) => id).join(),
        )
      }),
    )
  })
})

describe('a list is plainly not in the order asked for', () => {
  const by = (field: ServerSortEntry['field'], descending = false): ServerSortEntry[] => [
    { field, descending },
  ]
  const named = (...names: string[]) =>
    names.map((name) => deviceOf({ id: name, name, status: 'Online' }))
  const seen = (...times: (string | undefined)[]) =>
    times.map((time, place) =>
      deviceOf({ id: `${place}`, name: 'a', ...(time && { lastConnection: time }) }),
    )

  test.each([
    ['backwards', named('c', 'b', 'a'), by('name')],
    ['forwards where backwards was asked', named('a', 'b', 'c'), by('name', true)],
    ['in one place', named('Anders', 'Bengt', 'Åsa', 'Maja', 'Örjan'), by('name')],
    ['backwards in Swedish', named('Örjan', 'Åsa', 'Bengt'), by('name')],
    ['beside unnamed devices', named('b', '', 'a'), by('name')],
    [
      'around times that cannot be read',
      seen('2026-01-02', 'yesterday', '2026-01-01'),
      by('lastConnection'),
    ],
    ['mixed times', seen('2026-01-02T00:00:00Z', '2026-01-01T00:00:00Z'), by('lastConnection')],
    ['a status in two places', [...named('a'), deviceOf({ id: 'b' }), ...named('c')], by('status')],
  ])('%s', (_, devices, sort) => {
    expect(isPlainlyUnsorted(devices, sort)).toBe(true)
  })

  test.each([
    ['no order was asked for', named('c', 'a'), []],
    ['one row', named('a'), by('name')],
    ['by code point', named('B', 'a', 'é'), by('name')],
    ['letter case aside', named('a', 'B', 'c'), by('name')],
    ['numbers as numbers', named('pc-2', 'pc-10'), by('name')],
    ['numbers as text', named('pc-10', 'pc-2'), by('name')],
    ['accents aside', named('Ana', 'Élise', 'Zoe'), by('name')],
    [
      'punctuation aside, as a database in a language may',
      named('ab-c', 'abd', 'ab-e'),
      by('name'),
    ],
    ['Swedish', named('Anders', 'Bengt', 'Zlatan', 'Åsa', 'Älva', 'Örjan'), by('name')],
    ['Danish', named('Anders', 'Zenia', 'Ærø', 'Ørsted', 'Åge', 'Aase'), by('name')],
    ['German phone books', named('Ad', 'Äh', 'Af', 'Az'), by('name')],
    ['Spanish', named('nube', 'ñu', 'oso'), by('name')],
    ['traditional Spanish', named('cuna', 'chico', 'dama', 'luz', 'llama'), by('name')],
    ['Czech', named('cihla', 'čaj', 'hrad', 'chata', 'jablko'), by('name')],
    ['Estonian', named('sokk', 'zebra', 'tamm', 'õun', 'ülo'), by('name')],
    ['Lithuanian', named('ipas', 'yla', 'jonas'), by('name')],
    ['Hungarian', named('cukor', 'csiga', 'dob'), by('name')],
    ['Turkish', named('ısı', 'iz', 'jale'), by('name')],
    ['Russian before English', named('Анна', 'Яна', 'Anna'), by('name')],
    ['Georgian before English', named('ანა', 'Bob'), by('name')],
    ['Thai before English', named('กานดา', 'Bob'), by('name')],
    ['Hindi before English', named('अमित', 'कमल', 'Bob'), by('name')],
    ['Chinese by strokes', named('一', '丁', '人', '王', '李'), by('name')],
    ['Finnish, where V and W are one', named('Vana', 'Wanda', 'Vera'), by('name')],
    [
      'hyphens aside and spaces not, as SQL Server does',
      named('lab z', 'lab-a', 'labb', 'lab-c'),
      by('name'),
    ],
    ['pictures aside', named('ana', '💻bob', 'cid'), by('name')],
    ['the bytes of UTF-8', named('_ﬁ', '_💻', 'a'), by('name')],
    ['signs after letters', named('pca', 'PC_1'), by('name')],
    ['signs after letters, without accents', named('anäb', 'ANA_1'), by('name')],
    ['signs before letters', named('pc_1', 'pca'), by('name')],
    ['one language, numbers and punctuation', named('Örn 9', 'Örn-10', 'örn 11'), by('name')],
    ['unnamed devices last', named('a', 'b', ''), by('name')],
    ['unnamed devices first', named('', 'a', 'b'), by('name')],
    [
      'pre-releases before their release',
      ['2.9.1', '2.10.0-rc.1', '2.10.0'].map((appVersion) => deviceOf({ appVersion })),
      by('appVersion'),
    ],
    ['the same value', named('a', 'a'), by('name', true)],
    [
      'times of several zones',
      seen('2026-01-01T12:00:00+02:00', '2026-01-01T11:00:00Z'),
      by('lastConnection'),
    ],
    ['digits behind letters', named('alpha', 'Beta', 'gamma', '1-lab', '2-lab'), by('name')],
    ['the codes of EBCDIC', named('alpha', 'gamma', 'Alpha', 'Beta', '1-lab'), by('name')],
    ['missing values first', seen(undefined, '2026-01-01T00:00:00Z'), by('lastConnection')],
    ['missing values last', seen('2026-01-01T00:00:00Z', undefined), by('lastConnection', true)],
    ['unreadable times', seen('yesterday', '2026-01-01T00:00:00Z', 'today'), by('lastConnection')],
    [
      'status by meaning',
      [deviceOf({ status: 'Online' }), deviceOf({ status: 'Deactivated' })],
      by('status'),
    ],
  ])('but not: %s', (_, devices, sort) => {
    expect(isPlainlyUnsorted(devices, sort)).toBe(false)
  })

  test.each(['sv', 'da', 'de', 'en', 'es', 'cs', 'et', 'hu', 'lt', 'tr', 'ru', 'nb', 'fi', 'pl'])(
    'but never when it is sorted as in %s, however that treats case, digits and signs',
    (language) => {
      const name = fc
        .array(fc.constantFrom(...Array.from('aAcChHlLyYzZåäöæøüñčšõıi19-_ .')), { maxLength: 5 })
        .map((letters) => letters.join(''))
      const options = fc.record({
        sensitivity: fc.constantFrom('base', 'accent', 'variant'),
        caseFirst: fc.constantFrom('upper', 'lower', 'false'),
        numeric: fc.boolean(),
        ignorePunctuation: fc.boolean(),
      })
      fc.assert(
        fc.property(fc.array(name), options, fc.boolean(), (names, collation, descending) => {
          const collator = new Intl.Collator(language, collation)
          const sorted = names.toSorted((a, b) => collator.compare(a, b))
          const rows = named(...(descending ? sorted.toReversed() : sorted))
          expect(isPlainlyUnsorted(rows, by('name', descending))).toBe(false)
        }),
      )
    },
  )

  test.each([
    ['se', 'aáäåæcčdđeəghıinñŋoóöøœsšşuüvwyzžþ'],
    ['haw', 'aeiouhklmnpwʻ'],
    ['tk', 'aäçjžňöşüýz'],
    ['ku', 'cçeêiîsşuûx'],
    ['kk', 'аәгғикқнңоөуұүхһі'],
    ['mk', 'гѓдѕзјкќлљнњц'],
    ['ur', 'ابپتٹدڈرڑکگںوهھہیے'],
    ['zh-u-co-zhuyin', '一丁七万三上下不与东'],
  ])('but never when it is sorted as in %s: %s', (language, letters) => {
    const collator = new Intl.Collator(language)
    const name = fc
      .array(fc.constantFrom(...Array.from(letters)), { minLength: 1, maxLength: 4 })
      .map((parts) => parts.join(''))
    fc.assert(
      fc.property(fc.array(name, { maxLength: 25 }), (names) => {
        const rows = named(...names.toSorted((a, b) => collator.compare(a, b)))
        expect(isPlainlyUnsorted(rows, by('name'))).toBe(false)
      }),
      { numRuns: 40 },
    )
  })

  test('but never when it is sorted, whatever the values', () => {
    const texts = fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 30 })
    fc.assert(
      fc.property(texts, fc.boolean(), (names, descending) => {
        const sorted = names.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0))
        return !isPlainlyUnsorted(
          named(...(descending ? sorted.toReversed() : sorted)),
          by('name', descending),
        )
      }),
    )
  })
})

describe('outdated apps', () => {
  const nameWith = (...ids: string[]) => outdatedView(ids)?.name

  test('are those before the newest stable version, not before a pre-release', () => {
    expect(nameWith('2.9.4', '2.10.3', '2.11.0-beta.2', '2.11rc1')).toBe(
      'Outdated app (before 2.10)',
    )
  })

  test('are told by a version that a single device has', () => {
    expect(nameWith('2.10.3', '2.11.0')).toBe('Outdated app (before 2.11)')
  })

  test('count a build number as part of a stable version', () => {
    expect(nameWith('2.10.3', '2.11.0+build5')).toBe('Outdated app (before 2.11)')
  })

  test('are not told where no stable version is in use', () => {
    expect(nameWith('2.11.0-beta.2', 'none', 'nightly')).toBeUndefined()
  })
})

describe('the columns of a list of devices', () => {
  const css = readFileSync(new URL('../../src/app/app.css', import.meta.url), 'utf8')
  const shown = deviceColumns.filter(({ id = '' }) => !deviceSettings.hiddenAtFirst.includes(id))

  /** The room (rem) that the columns shown at first take; each says it in units of 4 px. */
  function roomFor(isNarrow: boolean, actions: number, columns = shown) {
    const widths = columns.map(({ meta: { width = '' } = {} }) => {
      const [full = '', narrow = full] = [...width.matchAll(/--width:([^\]]+)/g)].map(
        ([, of]) => of,
      )
      const [, given, times] = /^calc\((\d+)([+-]\d+)\*var\(--actions\)\)$/.exec(
        isNarrow ? narrow : full,
      ) ?? ['', isNarrow ? narrow : full, 0]
      return Number(given) + Number(times) * actions
    })
    return (widths.reduce((sum, width) => sum + width, 0) * 4) / 16
  }
  const isAlways = ({ meta }: (typeof shown)[number]) => !meta?.needsRoom

  test.each([1, 2, 3])('fit the widths at which the table changes, with %s actions', (actions) => {
    const [, all] = /@utility needs-room \{\s*@apply sm:@max-\[(\d+)rem\]:hidden/.exec(css) ?? []
    expect(`${roomFor(false, actions)}`).toBe(all)
    const [, narrow] =
      /@custom-variant narrow \{[^@]*@media[^@]*@container \(width < (\d+)rem/.exec(css) ?? []
    expect(`${roomFor(false, actions, shown.filter(isAlways))}`).toBe(narrow)
    // In the smallest window with columns, 768 px without its margins of 24.
    expect(roomFor(true, actions, shown.filter(isAlways))).toBeLessThanOrEqual((768 - 48) / 16)
  })
})
