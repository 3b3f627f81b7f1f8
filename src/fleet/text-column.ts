import { fold } from '../lib/fold.ts'
import { createCodes, type Column, type WordColumn } from './column.ts'
import { createDictionary, type Dictionary } from './dictionary.ts'
import { byNumber, byRank } from './ordering.ts'

const collator = new Intl.Collator('en', { sensitivity: 'base', numeric: true })

/** Orders texts as a person reads them: without case and accents, `host 9` before `host 10`. */
export const compareTexts = collator.compare

export interface TextColumn extends WordColumn<string | undefined> {
  dictionary: Dictionary
}

/** Makes an empty column of texts that are ordered by `compare`. */
export function createTextColumn(compare = compareTexts): TextColumn {
  const dictionary = createDictionary(compare)
  const codes = createCodes()
  const folded: string[] = []
  return {
    dictionary,
    codes: codes.all,
    codeCount: () => dictionary.texts.length,
    words() {
      for (const text of dictionary.texts.slice(folded.length)) folded.push(fold(text))
      return folded
    },
    set: (row, text) => codes.set(row, dictionary.codeOf(text)),
    get(row) {
      const code = codes.of(row)
      return code === 0 ? undefined : dictionary.texts[code]
    },
    order: (rows, descending) =>
      byRank(rows, codes.all(), dictionary.ranks(), dictionary.rankCount(), descending),
  }
}

/** Makes an empty column of texts that every device has; the empty text is ordered as absent. */
export function createRequiredTextColumn(): Column<string> & Omit<TextColumn, 'get' | 'set'> {
  const column = createTextColumn()
  return {
    ...column,
    set: (row, text) => column.set(row, text || undefined),
    get: (row) => column.get(row) ?? '',
  }
}

/** Makes the column that numbers the rows: a row is the code of its device's ID, from 1. */
export function createIdColumn(): Column<string> & { dictionary: Dictionary } {
  const dictionary = createDictionary((a, b) => (a < b ? -1 : Number(a > b)))
  return {
    dictionary,
    // The row was numbered by the dictionary, which holds the text.
    set: () => undefined,
    get: (row) => dictionary.texts[row] ?? '',
    order: (rows, descending) => byNumber(rows, dictionary.ranks(), descending),
  }
}
