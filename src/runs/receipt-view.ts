import { outcomeKinds, type OutcomeKind } from '../actions/outcome.ts'

/** What of a receipt is shown; the address holds it. */
export interface ReceiptView {
  /** `open`: without an outcome yet. */
  outcome: OutcomeKind | 'open' | undefined
  /** 1-based. */
  page: number
}

/** Rows of a receipt's page: enough to read on, few enough to be there at once. */
export const rowsAPage = 100

/** Reads the search of a receipt's address; nonsense falls back to everything, from the start. */
export function parseReceiptView(search: string): ReceiptView {
  const params = new URLSearchParams(search)
  const page = Number(params.get('page') ?? 1)
  return {
    outcome: [...outcomeKinds, 'open' as const].find((kind) => kind === params.get('outcome')),
    page: Number.isSafeInteger(page) && page >= 1 ? page : 1,
  }
}

/** The search of an address that shows this; defaults are left out. */
export function receiptSearch({ outcome, page }: ReceiptView): string {
  const params = new URLSearchParams()
  if (outcome) params.set('outcome', outcome)
  if (page > 1) params.set('page', String(page))
  return params.size > 0 ? `?${params}` : ''
}
