import { spellingsOf } from '../lib/fold.ts'

/** Mail programs and lists put these around an address or a name. */
const around = /^<+|[>,;]+$/g

/** A host with its domain, as tickets and inventories name it. */
const hostInDomain = /^(?=[^\s.@/:\\]*\p{L})([^\s.@/:\\]+)(?:\.[\p{L}\d-]+)+\.?$/u

/**
 * The forms in which a word of a search is looked for in texts that `searchText` made: as typed, with
 * umlauts as two letters, without what stands around a pasted one, and of a host with its domain the
 * host, as a whole line. Empty for nothing but accents.
 */
export function wordForms(word: string): string[] {
  const spellings = spellingsOf(word)
  const bare = spellings.map((text) => text.replace(around, ''))
  const hosts = bare.flatMap((text) => hostInDomain.exec(text)?.[1] ?? [])
  const forms = [...spellings, ...bare, ...hosts.map((host) => `\n${host}\n`)]
  return [...new Set(forms)].filter((form) => form !== '')
}

/** A text as searches read it: each of its spellings, a line of its own, also without its apostrophes. */
export function searchText(text: string): string {
  const spellings = spellingsOf(text).join('\n')
  const lines = spellings.includes("'")
    ? `${spellings}\n${spellings.replaceAll("'", '')}`
    : spellings
  return `\n${lines}\n`
}

/** True when a text that `searchText` made holds one of a word's forms. */
export function hasWord(text: string, forms: readonly string[]): boolean {
  return forms.some((form) => text.includes(form))
}
