import { describe, expect, test } from 'vitest'
import { meant, suggestions } from '../../src/search/suggestions.ts'
import { splitSearch } from '../../src/search/search-text.ts'
import { hasFilter, toggleFilter } from '../../src/search/filters.ts'

const firstFor = (text: string, outdated?: string) =>
  suggestions(text, text.length, { outdated })[0]

describe('plain words', () => {
  test.each([
    ['offline', 'status:offline'],
    ['deactivated', 'status:deactivated'],
    ['not compliant', 'posture:noncompliant'],
    ['not comp', 'posture:noncompliant'],
    ['compliant', 'posture:compliant'],
    ['never', 'seen:never'],
    ['duplicate', 'is:duplicate'],
    ['no owner', 'owner:none'],
    ['Not Compliant', 'posture:noncompliant'],
  ])('offer the filter they mean: %s', (words, term) => {
    expect(firstFor(words)).toMatchObject({ example: term, text: `${term} `, isComplete: true })
  })

  test('offer outdated apps only when the newest version is known', () => {
    expect(firstFor('outdated')).toBeUndefined()
    expect(firstFor('outdated', 'version:<2.10')).toMatchObject({ example: 'version:<2.10' })
  })

  test('keep the words before them, and those after the caret', () => {
    expect(firstFor('lost not compliant')).toMatchObject({ text: 'lost posture:noncompliant ' })
    expect(suggestions('lost offline ana', 12)[0]).toMatchObject({
      text: 'lost status:offline ana',
      caret: 20,
    })
  })

  test('mean nothing while they are one letter, quoted, or end elsewhere', () => {
    expect(meant('o', 1)).toEqual([])
    expect(meant('offline ', 8)).toEqual([])
    expect(meant('"offline"', 9)).toEqual([])
    expect(meant('server-offline', 14)).toEqual([])
  })
})

test('before anything is typed, each filter is offered with its name and an example', () => {
  const offered = suggestions('', 0)
  expect(offered.map(({ label }) => label)).toEqual(
    expect.arrayContaining(['Status', 'Owner', 'Last connection', 'Failed check']),
  )
  for (const { label, example, isComplete } of offered) {
    expect(label).not.toMatch(/:$/)
    expect(example).toMatch(/[:.]\S/)
    expect(isComplete).toBe(false)
  }
})

test('a search is split into what its field and its chips show, and loses nothing', () => {
  expect(splitSearch('lost status:offline stauts:x -seen:>30d')).toEqual({
    words: 'lost stauts:x',
    filters: 'status:offline -seen:>30d',
  })
})

test('a checkbox adds its value to those selected, or takes it away', () => {
  const both = toggleFilter('lost status:offline', 'status:online')
  expect(both).toBe('lost status:offline status:online')
  expect(toggleFilter(both, 'status:OFFLINE')).toBe('lost status:online')
  expect(hasFilter('owner:Ab', 'owner:ab')).toBe(false)
})
