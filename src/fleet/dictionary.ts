/** Code of an absent value, which comes last in every order. */
export const absent = 0

/** Distinct texts by number, kept sorted while texts are added. */
export interface Dictionary {
  /** By code; the first is `absent`. */
  readonly texts: readonly string[]
  /** Returns the code of a text, and adds it when it is new. */
  codeOf(text: string | undefined): number
  find(text: string): number | undefined
  /** Ranks by code: equal for texts that compare as equal, 0 for `absent`. */
  ranks(): Uint32Array
  /** One more than the highest rank. */
  rankCount(): number
}

/** New texts are sorted in batches of this size, so that no search waits for the whole order. */
const sortedAtOnce = 1_024

/** Makes a dictionary whose texts are ordered by `compare`. */
export function createDictionary(compare: (a: string, b: string) => number): Dictionary {
  const texts = ['']
  const codes = new Map<string, number>()
  let sorted = new Uint32Array(0)
  let ranked: Uint32Array | undefined
  let highest = 0

  const compareCodes = (a: number, b: number) => compare(texts[a] ?? '', texts[b] ?? '')

  function sortIn(): void {
    const fresh = Array.from(
      { length: texts.length - 1 - sorted.length },
      (_, place) => sorted.length + 1 + place,
    ).toSorted(compareCodes)
    const merged = new Uint32Array(sorted.length + fresh.length)
    let taken = 0
    for (const [place, code] of fresh.entries()) {
      const end = placeAfter(code, taken)
      merged.set(sorted.subarray(taken, end), taken + place)
      merged[end + place] = code
      taken = end
    }
    merged.set(sorted.subarray(taken), taken + fresh.length)
    sorted = merged
  }

  /** Returns the position of `code` in `sorted`, at or after `from` and behind its equals. */
  function placeAfter(code: number, from: number): number {
    let low = from
    let high = sorted.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (compareCodes(sorted[middle] ?? 0, code) <= 0) low = middle + 1
      else high = middle
    }
    return low
  }

  return {
    texts,
    codeOf(text) {
      if (text === undefined) return absent
      const known = codes.get(text)
      if (known !== undefined) return known
      const code = texts.length
      texts.push(text)
      codes.set(text, code)
      if (texts.length - 1 - sorted.length >= sortedAtOnce) sortIn()
      return code
    },
    find: (text) => codes.get(text),
    ranks() {
      if (ranked?.length === texts.length) return ranked
      if (sorted.length < texts.length - 1) sortIn()
      ranked = new Uint32Array(texts.length)
      highest = 0
      let previous: number | undefined
      for (const code of sorted) {
        if (previous === undefined || compareCodes(previous, code) !== 0) highest += 1
        ranked[code] = highest
        previous = code
      }
      return ranked
    },
    rankCount: () => highest + 1,
  }
}
