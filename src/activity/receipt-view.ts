import { outcomeKinds, type OutcomeKind } from '../actions/run/outcome.ts'
import type { RunRecord } from '../actions/run/run-record.ts'
import type { Device } from '../api/device.ts'

export interface ReceiptView {
  /** `open`: no outcome yet. */
  outcome: OutcomeKind | 'open' | undefined
  /** 1-based. */
  page: number
}

/** Rows on each page of a receipt. */
export const rowsAPage = 100

/** Parses the search of a receipt's address; anything invalid falls back to its default. */
export function parseReceiptView(search: string): ReceiptView {
  const params = new URLSearchParams(search)
  const page = Number(params.get('page') ?? 1)
  return {
    outcome: [...outcomeKinds, 'open' as const].find((kind) => kind === params.get('outcome')),
    page: Number.isSafeInteger(page) && page >= 1 ? page : 1,
  }
}

/** The search of the address; defaults are omitted. */
export function receiptSearch({ outcome, page }: ReceiptView): string {
  const params = new URLSearchParams()
  if (outcome) params.set('outcome', outcome)
  if (page > 1) params.set('page', String(page))
  return params.size > 0 ? `?${params}` : ''
}

const problems: ReadonlySet<OutcomeKind | undefined> = new Set(['failed', 'unknown'])

/** The devices with an outcome, or all: problems first, then in order of time, those without one last. */
export function inReceiptOrder(
  { devices, outcomes }: RunRecord,
  outcome: ReceiptView['outcome'],
): Device[] {
  const placeOf = ({ id }: Device) => {
    const { kind, at } = outcomes.get(id) ?? {}
    return problems.has(kind) ? -1 : kind === undefined ? Number.MAX_VALUE : (at ?? 0)
  }
  return devices
    .filter(({ id }) => outcome === undefined || (outcomes.get(id)?.kind ?? 'open') === outcome)
    .toSorted((one, other) => placeOf(one) - placeOf(other))
}
