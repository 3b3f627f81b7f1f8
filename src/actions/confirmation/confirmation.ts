import type { DeviceAction } from '../definitions.ts'
import { isGone, type Outcome } from '../run/outcome.ts'
import type { RunContext } from '../run/run-record.ts'
import type { Device } from '../../api/device.ts'
import { watchPage } from '../../lib/navigation.ts'
import { createStore } from '../../lib/store.ts'
import { sessionPart, type Session } from '../../session/open-session.ts'

export interface Confirmation {
  action: DeviceAction
  /** At least one, as the person saw them; the dialog acts on none but these. */
  devices: readonly [Device, ...Device[]]
  context: RunContext
  /** Closes the dialog; without a result, nothing was done. */
  close: (result?: ConfirmationResult) => void
}

/** What was done in the end: the dialog may switch to another action. */
export interface ConfirmationResult {
  action: DeviceAction
  runId: string
  /** Known for a single device; a run over several continues after the dialog has closed. */
  outcome?: Outcome
}

/** The open confirmation, if any. */
export const confirmation = sessionPart((session) => {
  const open = createStore<Confirmation | undefined>(undefined)
  // A question asked with one key must not be answered with another.
  session.connection.closed.addEventListener('abort', () => open.get()?.close())
  return open
})

/** Asks before acting on devices. Resolves when the dialog has closed, with `undefined` if nothing was done. */
export function confirmAction(
  session: Session,
  action: DeviceAction,
  selected: readonly Device[],
  context: RunContext = {},
): Promise<ConfirmationResult | undefined> {
  const [first, ...others] = new Map(selected.map((device) => [device.id, device])).values()
  const open = confirmation(session)
  if (!first || open.get()) return Promise.resolve(undefined)
  return new Promise((resolve) => {
    open.set({
      action,
      devices: [first, ...others],
      context,
      close(result) {
        open.set(undefined)
        resolve(result)
      },
    })
  })
}

/** As `confirmAction`; if `button` is gone then, the focus goes to the row after those acted on. */
export async function actOnDevices(
  session: Session,
  button: HTMLElement,
  action: DeviceAction,
  devices: readonly Device[],
  context?: RunContext,
): Promise<ConfirmationResult | undefined> {
  const row = button.closest('tr')
  // Tables reuse row elements for other devices, so rows are recognized by the IDs of their links.
  const ownId = linkIdIn(row)
  const neighborId = row ? idAfter([row]) : idAfterSelected()
  const isStillHere = watchPage()
  const result = await confirmAction(session, action, devices, context)
  // After the platform has returned the focus to the button.
  requestAnimationFrame(() => {
    const isButtonGone = row
      ? (result && isGone(result.action, result.outcome)) || !document.getElementById(ownId)
      : result && !button.isConnected
    if (!isButtonGone || !isStillHere()) return
    ;(document.getElementById(neighborId) ?? document.querySelector('h1'))?.focus()
  })
  return result
}

function idAfterSelected(): string {
  const rows = [...document.querySelectorAll('tbody tr')]
  return idAfter(rows.filter((row) => row.querySelector('input:checked')))
}

/** The ID of the link in the row after these, or else before them; removed ones have none. */
function idAfter(acted: readonly Element[]): string {
  const rows = [...document.querySelectorAll('tbody tr:has(a[id])')]
  const last = rows.findLastIndex((row) => acted.includes(row))
  return linkIdIn(rows[last + 1] ?? rows.findLast((row) => !acted.includes(row)))
}

function linkIdIn(row: Element | null | undefined): string {
  return row?.querySelector('a')?.id ?? ''
}
