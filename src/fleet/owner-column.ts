import type { Owner } from '../api/device.ts'
import { fullName, ownerName } from '../device/owner.ts'
import { fold } from '../lib/fold.ts'
import { createCodes, type WordColumn } from './column.ts'
import { createDictionary } from './dictionary.ts'
import { byRank } from './ordering.ts'
import { compareTexts } from './text-column.ts'

/** Distinct owner records by code; one person has several when the API's answers differ. */
export interface OwnerColumn extends WordColumn<Owner | undefined> {
  byCode: readonly (Owner | undefined)[]
  /** By code, the number of the person's ID; 0 without one. */
  people: readonly number[]
  /** By person: the newest code. */
  newest: readonly number[]
}

/** Makes an empty column, ordered by name as shown, then by e-mail address; no owner comes last. */
export function createOwnerColumn(): OwnerColumn {
  const codes = createCodes()
  const byCode: (Owner | undefined)[] = [undefined]
  const words = ['']
  const people = [0]
  const newest = [0]
  const codeByRecord = new Map<string, number>()
  const personById = new Map<string, number>()
  const names = createDictionary(compareTexts)
  /** By code, the number of the name in `names`. */
  const nameCodes = [0]

  function codeOf(owner: Owner): number {
    const { id, email, firstName, lastName, lastConnection } = owner
    const record = JSON.stringify([id, email, firstName, lastName, lastConnection])
    const known = codeByRecord.get(record)
    if (known !== undefined) return known
    const code = byCode.length
    codeByRecord.set(record, code)
    byCode.push(owner)
    words.push(fold(`${fullName(owner)}\n${email ?? ''}`))
    people.push(id === undefined ? 0 : personOf(id))
    // A line break sorts before every character of a longer name.
    nameCodes.push(names.codeOf(`${ownerName(owner)}\n${email ?? ''}`))
    return code
  }

  function personOf(id: string): number {
    const known = personById.get(id)
    if (known !== undefined) return known
    const person = newest.length
    personById.set(id, person)
    newest.push(0)
    return person
  }

  return {
    byCode,
    people,
    newest,
    codes: codes.all,
    codeCount: () => byCode.length,
    words: () => words,
    set(row, owner) {
      const code = owner ? codeOf(owner) : 0
      codes.set(row, code)
      const person = people[code] ?? 0
      if (person !== 0) newest[person] = code
    },
    get: (row) => byCode[codes.of(row)],
    order(rows, descending) {
      const nameRanks = names.ranks()
      const ranks = Uint32Array.from(nameCodes, (name) => nameRanks[name] ?? 0)
      return byRank(rows, codes.all(), ranks, names.rankCount(), descending)
    },
  }
}
