import { createStore } from '../lib/store.ts'
import type { Device } from '../api/device.ts'
import type { Outcome } from './outcome.ts'
import type { DeviceAction } from './rules.ts'

/** An action waiting for a person's word. */
export interface Confirmation {
  action: DeviceAction
  /** As the person saw it; the dialog re-reads it. */
  device: Device
  /** Closes the dialog and answers whoever asked. */
  close: (result?: ConfirmationResult) => void
}

/** What was done in the end: the dialog may switch to the other action. */
export interface ConfirmationResult {
  action: DeviceAction
  outcome: Outcome
}

/** The one confirmation that is open, if any. */
export const confirmation = createStore<Confirmation | undefined>(undefined)

/**
 * Asks before acting on a device. Resolves when the dialog has closed: with the
 * outcome, or with `undefined` when it was cancelled (or another one was open).
 */
export function confirmAction(
  action: DeviceAction,
  device: Device,
): Promise<ConfirmationResult | undefined> {
  if (confirmation.get()) return Promise.resolve(undefined)
  return new Promise((resolve) => {
    confirmation.set({
      action,
      device,
      close: (result) => {
        confirmation.set(undefined)
        resolve(result)
      },
    })
  })
}
