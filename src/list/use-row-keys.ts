import { useEffect } from 'react'
import { onSingleKey } from '../lib/keys.ts'

/** `j` and `k` move the focus through the rows, `x` selects the row; Enter then opens its link. */
export function useRowKeys(): void {
  useEffect(() => onSingleKey({ j: () => moveFocus(1), k: () => moveFocus(-1), x: selectRow }), [])
}

function moveFocus(step: 1 | -1): void {
  const links = [...document.querySelectorAll<HTMLElement>('tbody [role=rowheader] a')]
  const row = document.activeElement?.closest('tr')
  const current = links.findIndex((link) => row?.contains(link))
  const next = current === -1 ? (step === 1 ? 0 : links.length - 1) : current + step
  links[next]?.focus()
}

function selectRow(): void {
  const row = document.activeElement?.closest('tbody tr')
  row?.querySelector<HTMLElement>('input[type=checkbox]')?.click()
}
