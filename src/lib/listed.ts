const formats = {
  and: new Intl.ListFormat('en-GB'),
  or: new Intl.ListFormat('en-GB', { type: 'disjunction' }),
}

/** Words as a sentence has them: "list, deactivate and remove". */
export function listed(words: readonly string[], before: 'and' | 'or' = 'and'): string {
  return formats[before].format(words)
}
