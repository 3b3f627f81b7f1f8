// Runs inside the measured page, so that no figure contains the way between Playwright and Chromium.
// A row counts as shown by the link that leads to its device: skeletons and kept old rows do not.

export type Probe = {
  /** Milliseconds from the start of the navigation until the first page's rows were painted. */
  firstRows: Promise<number>
  /** Milliseconds from a click on the element until exactly these rows were painted in this order. */
  clickToRows(element: HTMLElement, ids: string[]): Promise<number>
  /** Milliseconds from a click on the element until an h1 with this text was painted. */
  clickToHeading(element: HTMLElement, text: string): Promise<number>
  /** Resolves when exactly these rows are shown in this order. */
  rows(ids: string[]): Promise<number>
  /** Sum of all layout shifts so far that no input caused; 0 is a page that never moved. */
  layoutShift(): number
}

declare global {
  interface Window {
    bench: Probe
  }
}

/**
 * Init script: leaves `window.bench` and the key of the console where the console looks for it.
 * It is sent to the page as text, so it may refer to nothing outside itself.
 */
export function installProbe(firstPage: string[]): void {
  if (!location.protocol.startsWith('http')) return
  // As a page before this one in its tab would have left it.
  const now = Date.now()
  const left = { key: 'demo-key', connectionId: 'bench', openedAt: now, activeAt: now, texts: [] }
  sessionStorage.setItem('device-console.handover', JSON.stringify(left))

  function showsRows(ids: string[]): boolean {
    const links = document.querySelectorAll<HTMLAnchorElement>(
      ':is(table, [role=table]) a[href*="/devices/"]',
    )
    const shown = new Set(
      Array.from(links, (link) => /\/devices\/([^/?#]+)/.exec(link.href)?.[1] ?? ''),
    )
    return shown.size === ids.length && [...shown].every((id, index) => id === ids[index])
  }

  // The second frame after a change begins when the first one, which shows it, has been drawn.
  function painted(holds: () => boolean): Promise<number> {
    return new Promise((resolve, reject) => {
      const deadline = setTimeout(() => {
        observer.disconnect()
        reject(new Error(`Not shown within 60 s at ${location.href}: ${document.body.innerText}`))
      }, 60_000)
      const look = () => {
        if (!holds()) return
        observer.disconnect()
        clearTimeout(deadline)
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now())))
      }
      const observer = new MutationObserver(look)
      observer.observe(document, {
        subtree: true,
        childList: true,
        characterData: true,
        attributes: true,
      })
      look()
    })
  }

  async function click(element: HTMLElement, holds: () => boolean): Promise<number> {
    const start = performance.now()
    element.click()
    return (await painted(holds)) - start
  }

  let shift = 0
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & {
      value: number
      hadRecentInput: boolean
    })[]) {
      if (!entry.hadRecentInput) shift += entry.value
    }
  }).observe({ type: 'layout-shift', buffered: true })

  window.bench = {
    firstRows: painted(() => showsRows(firstPage)),
    clickToRows: (element, ids) => click(element, () => showsRows(ids)),
    clickToHeading: (element, text) =>
      click(element, () => document.querySelector('h1')?.textContent?.includes(text) ?? false),
    rows: (ids) => painted(() => showsRows(ids)),
    layoutShift: () => shift,
  }
}
