import { endWithSession } from '../lib/session-store.ts'
import { createStore } from '../lib/store.ts'
import type { Device } from '../api/device.ts'
import type { Outcome } from '../actions/outcome.ts'
import type { DeviceAction } from '../actions/rules.ts'
import type { RunContext } from '../actions/run-record.ts'

interface Asked {
  action: DeviceAction
  context: RunContext
}

/** An action on one device, waiting for a person's word. */
export interface Confirmation extends Asked {
  kind: 'one'
  /** As the person saw it; the dialog re-reads it. */
  device: Device
  /** Closes the dialog and answers whoever asked. */
  close: (result?: ConfirmationResult) => void
}

/** An action on two or more devices, waiting for a person's word. */
export interface BulkConfirmation extends Asked {
  kind: 'many'
  /** As the person saw them; the dialog acts on none but these. */
  devices: readonly Device[]
  /** Closes the dialog and answers with the run that was started, if one was. */
  close: (runId?: string) => void
}

/** What was done in the end: the dialog may switch to the other action. */
export interface ConfirmationResult {
  action: DeviceAction
  runId: string
  outcome: Outcome
}

/** The one confirmation that is open, if any. */
export const confirmation = createStore<Confirmation | BulkConfirmation | undefined>(undefined)

// What was to be confirmed with one key is not carried over to another.
endWithSession(() => confirmation.get()?.close())

/**
 * Asks before acting on a device. Resolves when the dialog has closed: with the
 * outcome, or with `undefined` when it was cancelled (or another one was open).
 */
export function confirmAction(
  action: DeviceAction,
  device: Device,
  context: RunContext = {},
): Promise<ConfirmationResult | undefined> {
  return ask<ConfirmationResult>((close) => ({ kind: 'one', action, device, context, close }))
}

/**
 * Asks before acting on devices, whatever their number; those the rule excludes are
 * shown as skipped. Resolves when the dialog has closed: with the id of the run, which
 * may still go on, or with `undefined` when it was cancelled (or another one was open).
 */
export async function confirmActions(
  action: DeviceAction,
  chosen: readonly Device[],
  context: RunContext = {},
): Promise<string | undefined> {
  const devices = [...new Map(chosen.map((device) => [device.id, device])).values()]
  const [device] = devices
  if (!device) return undefined
  if (devices.length === 1) return (await confirmAction(action, device, context))?.runId
  return ask<string>((close) => ({ kind: 'many', action, devices, context, close }))
}

function ask<Answer>(
  make: (close: (answer?: Answer) => void) => Confirmation | BulkConfirmation,
): Promise<Answer | undefined> {
  if (confirmation.get()) return Promise.resolve(undefined)
  return new Promise((resolve) => {
    confirmation.set(
      make((answer) => {
        confirmation.set(undefined)
        resolve(answer)
      }),
    )
  })
}
