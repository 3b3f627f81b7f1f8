import { spellingsOf } from '../lib/fold.ts'

/** Mail programs and lists put these around an address or a name. */
const around = /^<+|[>,;]+$/g

/**
 * The forms in which a word of a search is looked for in texts that `searchText` made: as typed, with
 * umlauts as two letters, and without what stands around a pasted one. Empty for nothing but accents.
 */
export function wordForms(word: string): string[] {
  const spellings = spellingsOf(word)
  const bare = spellings.map((text) => text.replace(around, ''))
  return [...new Set([...spellings, ...bare])].filter((form) => form !== '')
}

/** A text as searches read it: each of its spellings, one a line. */
export function searchText(text: string): string {
  return spellingsOf(text).join('\n')
}

/** True when a text that `searchText` made holds one of a word's forms. */
export function hasWord(text: string, forms: readonly string[]): boolean {
  return forms.some((form) => text.includes(form))
}
