import type { Connection } from '../api/connection.ts'
import type { Device } from '../api/device.ts'
import type { IconName } from '../ui/icons.tsx'

/**
 * An action on a device: its name, rule, request and effect (API.md, "What the two actions mean").
 * Everything else knows actions by this, and dialogs by `explanations.ts`.
 */
export interface ActionDefinition {
  /** On buttons and in titles: "Deactivate". */
  verb: string
  /** While a run is under way: "Deactivating". */
  doing: string
  /** In counts and sentences: "12 deactivated". */
  done: string
  icon: IconName
  /** Shown in red, and guarded by a typed phrase when a device is in use. */
  isDestructive: boolean
  /**
   * Why the action isn't possible on a device, in words; `undefined` when it is. The same rule
   * disables the button, words its reason, and makes the mock refuse.
   */
  reasonAgainst: (device: Pick<Device, 'status' | 'active'>) => string | undefined
  /** Sends the request once. Throws `ApiError`. */
  request: (connection: Connection, id: string) => Promise<void>
  /** True when the action may be sent a second time after a request without an answer. */
  isRepeatable: boolean
  /** True when a device that was read again shows the effect. */
  tookEffect: (device: Device) => boolean
  /** `gone` when the API no longer finds the device afterwards; otherwise gives the device as it is then. */
  effect: 'gone' | ((device: Device) => Device)
}
