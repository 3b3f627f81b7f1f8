import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { completions } from '../../src/search/completions.ts'
import { fieldAskedBy } from '../../src/query/field-search.ts'
import { createFleetIndex } from '../../src/fleet/snapshot/fleet-index.ts'
import { formatQuery, parseQuery, termOf } from '../../src/query/query.ts'
import { fieldOfTerm, termNames } from '../../src/query/terms.ts'
import {
  compareVersions,
  isStableVersion,
  compareToFamily,
  versionFamily,
} from '../../src/query/versions.ts'
import { fold } from '../../src/lib/fold.ts'
import { deviceOf } from '../device.ts'

const only = (text: string) => parseQuery(text).terms[0]

const quoteOrSpace = fc.constantFrom('"', '“', '”', '«', '„', ' ', ':', '.', '-', '\\')

describe('a search', () => {
  test('is read as words and terms, each with its text', () => {
    const { terms, problems } = parseQuery(
      '  ana -"old laptop" status:Online -owner:none seen:>90d ',
    )
    expect(problems).toEqual([])
    expect(terms).toMatchObject([
      { kind: 'word', text: 'ana', negated: false, source: 'ana' },
      { kind: 'word', text: 'old laptop', negated: true, source: '-"old laptop"' },
      { kind: 'value', name: 'status', value: 'Online', negated: false },
      { kind: 'owner', value: undefined, negated: true },
      { kind: 'time', name: 'seen', comparison: '>', ms: 90 * 86_400_000, source: 'seen:>90d' },
    ])
  })

  test.each([
    ['seen:<24h', { comparison: '<', ms: 86_400_000 }],
    ['registered:>=2w', { comparison: '>=', ms: 14 * 86_400_000 }],
    ['updated:<3m', { comparison: '<', ms: 90 * 86_400_000 }],
    ['registered:>1Y', { comparison: '>', ms: 365 * 86_400_000 }],
    ['seen:never', { comparison: 'never' }],
    ['version:2.1', { comparison: 'family', value: '2.1' }],
    ['version:>=2.10', { comparison: '>=', value: '2.10' }],
    ['version:none', { comparison: 'none' }],
    ['version:"none"', { comparison: '=', value: 'none' }],
    ['owner:"none"', { kind: 'owner', value: 'none' }],
    ['posture:not-compliant', { kind: 'posture', value: 'noncompliant' }],
    ['active:false', { kind: 'active', value: 'no' }],
    ['STATUS:offline', { kind: 'value', name: 'status', value: 'offline' }],
    ['hardware:MAC-001122334455', { kind: 'hardware', value: 'MAC-001122334455' }],
    ['is:duplicate', { kind: 'duplicate' }],
    ['is:Inconsistent', { kind: 'inconsistent' }],
    ['ac:de:48:00:11:22', { kind: 'word', text: 'ac:de:48:00:11:22' }],
    ['"status:online"', { kind: 'word', text: 'status:online' }],
    ['"open', { kind: 'word', text: 'open', source: '"open"' }],
    ['15"', { kind: 'word', text: '15"', source: '15"' }],
    ['-27"', { kind: 'word', text: '27"', negated: true }],
    ['“old laptop”', { kind: 'word', text: 'old laptop', source: '"old laptop"' }],
    ['-„alter Laptop“', { kind: 'word', text: 'alter Laptop', negated: true }],
    ['«vieux portable»', { kind: 'word', text: 'vieux portable' }],
    ['“15" iMac”', { kind: 'word', text: '15" iMac', source: String.raw`"15\" iMac"` }],
    ['“open', { kind: 'word', text: 'open', source: '"open"' }],
    [
      'status:“On Leave”',
      { kind: 'value', name: 'status', value: 'On Leave', source: 'status:"On Leave"' },
    ],
    ['posture.“odd key”:“a b”', { kind: 'posture-value', path: [{ field: 'odd key' }] }],
    ['00:11:22:33:44:55', { kind: 'word', text: '00:11:22:33:44:55' }],
    ['MAC:00:11:22:33:44:55', { kind: 'word', text: 'MAC:00:11:22:33:44:55' }],
    ['mac:001122334455', { kind: 'word', text: 'mac:001122334455' }],
    ['acde:4800:1122', { kind: 'word', text: 'acde:4800:1122' }],
    ['fe:8:1:2:3:4', { kind: 'word', text: 'fe:8:1:2:3:4' }],
  ])('%s is understood', (text, meaning) => {
    expect(parseQuery(text).problems).toEqual([])
    expect(only(text)).toMatchObject(meaning)
  })

  test.each([
    ['seen:>banana', '>90d'],
    ['seen:90d', '<24h'],
    ['registered:never', 'units: h, d, w, m for months, y'],
    ['posture:good', 'compliant, noncompliant or unknown'],
    ['active:maybe', 'yes, no or unknown'],
    ['version:<new', '<2.4'],
    ['status:', 'online'],
    ['is:strange', 'duplicate'],
    ['foo:bar', termNames.map((name) => `${name}:`).join(', ')],
    ['-foo:bar', 'quotes'],
  ])('%s is a problem that names the valid values, and matches nothing', (text, possible) => {
    const { terms, problems } = parseQuery(text)
    expect(problems).toMatchObject([{ text }])
    expect(problems[0]?.why).toContain(possible)
    expect(terms).toMatchObject([{ kind: 'unreadable' }])
  })

  test('of any characters survives writing and reading', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('status:', 'seen:>', '"', '\\', '-', ' ', 'owner:"', '\\"', '“', '”', '15"'),
    )
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const { terms } = parseQuery(pieces.join(''))
        expect(parseQuery(formatQuery(terms)).terms).toEqual(terms)
      }),
    )
  })

  test('made from a value matches that value, whatever its characters', () => {
    const character = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 3 }), quoteOrSpace)
    const text = fc.array(character, { minLength: 1 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(text, (value) => {
        if (value.trim() !== value || /^(none|\s*)$/i.test(value)) return
        const term = termOf('hardware', value)
        expect(term).toMatchObject({ kind: 'hardware', value })
        expect(parseQuery(term.source).terms).toEqual([term])
        const source = `-${term.source}`
        expect(parseQuery(source).terms).toEqual([{ ...term, source, negated: true }])
      }),
    )
  })
})

test.each([
  ['status:online', 'status'],
  ['owner:none', 'owner'],
  ['version:2.1', 'appVersion'],
  ['seen:never', 'lastConnection'],
  ['registered:<7d', 'createdAt'],
  ['updated:<7d', 'updatedAt'],
  ['posture:compliant', 'posture'],
  ['active:yes', 'active'],
  ['hardware:MAC-1', 'hardwareId'],
  ['is:duplicate', 'hardwareId'],
  ['is:inconsistent', 'status'],
  ['word', undefined],
  ['foo:bar', undefined],
])('%s asks about %s', (text, field) => {
  expect(parseQuery(text).terms.map(fieldAskedBy)).toEqual([field])
})

test('every term asks about a field', () => {
  expect(Object.keys(fieldOfTerm).toSorted()).toEqual(termNames.toSorted())
})

describe('completion', () => {
  test('suggests names, then values, and replaces the typed text with them', () => {
    expect(completions('ana -st', 7)).toEqual([
      { label: 'status:', text: 'ana -status:', caret: 12 },
    ])
    expect(completions('posture:no x', 10)).toEqual([
      { label: 'posture:noncompliant', text: 'posture:noncompliant x', caret: 21 },
    ])
    expect(completions('', 0).map(({ label }) => label)).toContain('seen:')
    expect(completions('foo:', 4)).toEqual([])
  })

  test('suggests the paths that postures have, then the values at a path', () => {
    const index = createFleetIndex()
    const lastCheck = '2026-11-20T08:00:00Z'
    index.add([
      deviceOf({ id: 'a', posture: { lastCheck, disk: { encrypted: true }, 'odd: key': 'a b' } }),
      deviceOf({ id: 'b', posture: { lastCheck, disk: { encrypted: false, free: 3 } } }),
      deviceOf({
        id: 'c',
        posture: [
          { name: 'Disk encryption', passed: false },
          { name: 'Disk\u202e encryption', passed: 'fail\u200bed', ok: false },
        ],
      }),
    ])
    const postures = index.postures()
    const labels = (text: string) =>
      completions(text, text.length, { postures }).map(({ label }) => label)
    expect(labels('posture.').toSorted()).toEqual([
      'posture."odd: key":',
      'posture.["Disk encryption"].passed:',
      'posture.disk.encrypted:',
      'posture.disk.free:',
      'posture.lastCheck:',
    ])
    expect(completions('ana -posture.disk.e', 19, { postures })).toEqual([
      { label: 'posture.disk.encrypted:', text: 'ana -posture.disk.encrypted:', caret: 28 },
    ])
    expect(labels('posture.disk.encrypted:')).toEqual([
      'posture.disk.encrypted:true',
      'posture.disk.encrypted:false',
      'posture.disk.encrypted:none',
    ])
    expect(labels('-failed:d')).toEqual(['failed:"Disk encryption"'])
    expect(labels('failed:"disk e')).toEqual(['failed:"Disk encryption"'])
    expect(labels('posture.lastcheck:')).toEqual([
      'posture.lastCheck:<7d',
      'posture.lastCheck:>30d',
      'posture.lastCheck:none',
    ])
    expect(labels('posture."odd: key":')).toContain('posture."odd: key":"a b"')
    expect(labels('posture.unknown')).toEqual([])
    for (const label of labels('posture.disk.encrypted:')) {
      expect(parseQuery(label).problems).toEqual([])
    }
  })
})

describe('versions', () => {
  test('are ordered by segment, a pre-release before its release, other texts last', () => {
    const ordered = [
      '1',
      '1.2.3',
      '2.1',
      '2.9.4',
      '2.10.0-beta.2',
      '2.10.0-beta.11',
      '2.10',
      '2.10.1',
      'nightly',
    ]
    expect(ordered.toReversed().toSorted(compareVersions)).toEqual(ordered)
    expect(compareVersions('2.4', 'v2.4.0')).toBe(0)
  })

  test.each([
    ['2.10.1', '2.10', false],
    ['v2.10', '2.10', false],
    ['3', '3.0', false],
    ['02.1.0', '2.1', false],
    ['2.11.0-beta.2', '2.11', true],
    ['2.11-0', '2.11', true],
    ['2.11.1-beta.2', '2.11', false],
  ])('%s is of the family %s, before its releases: %s', (version, family, isPreRelease) => {
    expect(versionFamily(version)).toEqual({ family, isPreRelease })
    expect(compareToFamily(version, family)).toSatisfy((order: number) =>
      isPreRelease ? order < 0 : order === 0,
    )
  })

  test('are ordered with the builds after a release behind it, and before the next', () => {
    const ordered = [
      '1.80.1',
      '1.80.2-rc.1',
      '1.80.2-rc.1-2-gabc1234',
      '1.80.2',
      '1.80.2-3-gabc1234',
      '1.80.2-12-g0a1b2c3',
      '1.80.2-t62b8bf6a0-g3c35ee987',
      '1.80.3',
      '1.82.0-t11112222a-g99998888b',
    ]
    expect(ordered.toReversed().toSorted(compareVersions)).toEqual(ordered)
  })

  test.each([
    '2.4.0-3-gabc1234',
    '2.4.0-3-gabc1234-dirty',
    '2.4.0-0-gabc1234',
    '2.4.0-gabc1234',
    '2.4.0-t62b8bf6a0-g3c35ee987',
    '2.4.0-t62b8bf6a0',
    '2.4.0-dirty',
    '2.4.0.dirty',
    '2.4.0-broken',
    '2.4.0+20261129',
    '2.4.0+gabc1234.dirty',
    '2.4.0.r12.gabc123',
    'v2.4.0-r12-gabc1234',
    '2.4.0.post3',
    '2.4.0-build.77',
    '2.4.0 build 77',
    '2.4.0 (77)',
    '2.4-3-gabc1234',
    '2.4.0-abc1234',
    '2.4.0-3-0a1b2c3d',
    '2.4.0-git.abc1234',
    '2.4.0.post0.dev3+gabc1234',
    '2.4.0.r1234',
    '2.4.0 r1234',
    '2.4.0-r0',
    '2.4.0 (build 77)',
    '2.4.0 (abc1234)',
    '2.4.0 [77]',
    '2.4.0, build 77',
    '2.4.0.Final',
    '2.4.0-GA',
    '2.4.0-hotfix.1',
    '2.4.0-1.el9.x86_64',
    '2.4.0-1ubuntu2~22.04.1',
    '2.4.0-arm64',
    '2.4.0-windows',
    '2.4.0-ci.77',
    'Version 2.4.0+7',
    ' 2.4.0-dirty\n',
    '2.4.0_42',
    '2.4.0 (latest)',
    '2.4.0 [arm]',
    '2.4.0/arm64',
    '2.4.0;x64',
    '2.4.0-win10-x64',
    '2.4.0p1',
    '2.4.0w',
    '2.4.0 Update 3',
    '2.4.0 - 1234',
    '\u200e2.4.0+7',
    '2.4.0-3+gabc1234',
    '2.4.0^3.gabc1234',
    '2.4.0-dirty.20261129',
    '2.4.0-1~bpo11+1',
    '2.4.0-p1',
    '2.4.0u392',
    '2.4.0r123',
    '2.4.0#77',
    '2.4.0-release-20261129',
    '2.4.0-arm64-v8a',
    '2.4.0-x86',
    '2.4.0-musl',
    '2.4.0-enterprise',
    '2.4.0-portable',
  ])('%s is a build after the release, of its family, and no pre-release', (build) => {
    expect(isStableVersion(build)).toBe(true)
    expect(versionFamily(build)).toEqual({ family: '2.4', isPreRelease: false })
    expect(compareVersions(build, '2.4.0')).toBeGreaterThan(0)
    expect(compareVersions(build, '2.4.1-rc.1')).toBeLessThan(0)
    for (const named of ['2', '2.4', '2.4.0']) expect(compareToFamily(build, named)).toBe(0)
    expect(compareToFamily(build, build)).toBe(0)
    expect(compareToFamily('2.4.0', build)).not.toBe(0)
    expect(compareToFamily(`2.4.0-rc.1+${build}`, '2.4.0-rc.1')).toBe(0)
  })

  test.each([
    '2.4.0-gamma.1',
    '2.4.0-beta',
    '2.4.0-dev.3',
    '2.4.0-test.1',
    '2.4.0-3',
    '2.4.0rc1',
    '2.4.0~rc1',
    '2.4.0-20261129',
    '2.4.0-SNAPSHOT',
    '2.4.0-beta-arm64',
    '2.4.0-rc.1.el9',
    '2.4.0 RC2',
    '2.4.0 beta 2',
    '2.4.0 (beta)',
    '2.4.0_preview',
    '2.4.0.dev0+g1234abc',
    '2.4.0-pre',
    '2.4.0-rc.1-arm64-v8a',
    '2.4.0-preview-enterprise',
    '2.4.0-0.20261129120000-abcdef123456',
  ])('%s is a pre-release', (version) => {
    expect(isStableVersion(version)).toBe(false)
    expect(compareVersions(version, '2.4.0')).toBeLessThan(0)
  })

  test.each([
    'version: 2.4.0',
    'Cipherscale 2.4.0',
    'cipherscale-client/2.4.0',
    '２.４.０',
    '\u200e2.4.0\u200e',
    '2,4,0,0',
    '2, 4, 0, 0',
    '2.4.0.0',
    'ver. 2.4.0',
    'R2.4.0',
    'client-v2.4.0',
    'cipherscale_2.4.0',
    '1:2.4.0',
  ])('%s is 2.4.0', (version) => {
    expect(compareVersions(version, '2.4.0')).toBe(0)
    expect(compareToFamily('2.4.7', version)).toBeGreaterThan(0)
  })

  test('of any kind have one order', () => {
    const version = fc
      .tuple(
        fc.constantFrom('2.4', '2.4.0', '2.4.1', 'v2.4.0', 'nightly', ''),
        fc.constantFrom('', '-rc.1', '-beta', '-3', '-dev.3'),
        fc.constantFrom(
          '',
          '-3-gabc1234',
          '-dirty',
          '+7',
          '.r12.gabc123',
          '-t62b8bf6a0-g3c35ee9',
          '-GA',
          ' (7)',
        ),
      )
      .map((parts) => parts.join(''))
    fc.assert(
      fc.property(version, version, version, (a, b, c) => {
        expect(Math.sign(compareVersions(a, b))).toBe(-Math.sign(compareVersions(b, a)) + 0)
        if (compareVersions(a, b) <= 0 && compareVersions(b, c) <= 0) {
          expect(compareVersions(a, c)).toBeLessThanOrEqual(0)
        }
      }),
    )
  })

  test('that cannot be read are of no family', () => {
    expect(versionFamily('nightly')).toBeUndefined()
  })

  test('are below, in or above a family, never two of these', () => {
    expect(compareToFamily('2.1.7', '2.1')).toBe(0)
    expect(compareToFamily('2.10.0', '2.1')).toBeGreaterThan(0)
    expect(compareToFamily('2.4.0-rc.1', '2.4')).toBeLessThan(0)
    expect(compareToFamily('2.3.9', '2.4')).toBeLessThan(0)
    expect(compareToFamily('nightly', '2.4')).toBeUndefined()
  })
})

test('folded texts are equal when people type them alike', () => {
  for (const [text, plain] of [
    ['Ána LÓPEZ', 'ana lopez'],
    ['Straße', 'strasse'],
    ['Łódź', 'lodz'],
    ['İstanbul', 'istanbul'],
    ['ﬁle', 'file'],
    ['a\u200bn\u202ea', 'ana'],
    ['Ana’s', "ana's"],
    ['Ana‘s ʼn', "ana's 'n"],
    ['Ana´s', "ana's"],
    ['Ana`s', "ana's"],
    ['Ana＇s', "ana's"],
    ['5′', "5'"],
    ['15″', '15"'],
    ["15''", '15"'],
    ['15’’', '15"'],
    ['“15” „16‟ «17»', '"15" "16" "17"'],
    ['lab‑printer‐07', 'lab-printer-07'],
    ['Büro–PC—3', 'buro-pc-3'],
    ['−5 ﹣ － ⁃', '-5 - - -'],
    ['a\u00a0b\u202fc\u2009d', 'a b c d'],
    ['a  b \t c', 'a b c'],
    ['צה״ל ג׳ון', 'צה"ל ג\'ון'],
    ['〝x〟 ❝y❞ ❛z❜ 5ʺ', '"x" "y" \'z\' 5"'],
    ['O՚Neil Oꞌahu ʿAli', "o'neil o'ahu 'ali"],
    ['tokyo～1 tokyo〜2', 'tokyo~1 tokyo~2'],
    ['1⁄2 ½ 3∕4', '1/2 1/2 3/4'],
    ['جهاز ٠٧ ۰۷', 'جهاز 07 07'],
    ['کی', 'كي'],
    ['คอม ๐๗ ໐໗', 'คอม 07 07'],
    ['लैब ०७ ০৭ ੦੭ ૦૭ ୦୭ ௦௭ ౦౭ ೦೭ ൦൭ ០៧ ၀၇', 'लब 07 07 07 07 07 07 07 07 07 07 07'],
    ['Ənvər Ŧest Ŋ Ɓala', 'enver test n bala'],
    ['a\n\nb', 'a\n\nb'],
  ] as const) {
    expect(fold(text)).toBe(plain)
  }
})

test('a text that was folded stays as it is when it is folded again', () => {
  const marks = fc.constantFrom('`', '｀', '\u1fef', '‴', '⁗', 'ŉ', '⁻', "'", '´', ' ', '\u0301')
  fc.assert(
    fc.property(fc.array(fc.oneof(marks, fc.string({ unit: 'binary' }))), (parts) => {
      const once = fold(parts.join(''))
      expect(fold(once)).toBe(once)
    }),
  )
})
