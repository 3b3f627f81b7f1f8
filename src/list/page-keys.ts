import { onSingleKey } from '../lib/keys.ts'

/** The n-th digit opens the n-th tab of a page, and `c` copies its text. Returns a stop function. */
export function handlePageKeys(): () => void {
  const digits = Array.from({ length: 9 }, (_, position): [string, () => void] => [
    String(position + 1),
    () => openTab(position),
  ])
  return onSingleKey({ ...Object.fromEntries(digits), c: copyText })
}

/** By its place among all tabs, so that a key opens the same one in a narrow window. */
function openTab(position: number): void {
  const tabs = document.querySelectorAll<HTMLElement>('nav[data-tabs] > ul > li > a')
  tabs[position]?.click()
}

function copyText(): void {
  const button = document.querySelector<HTMLElement>('main [aria-keyshortcuts=c]')
  if (button?.checkVisibility({ visibilityProperty: true })) button.click()
}
