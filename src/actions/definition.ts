import type { Connection } from '../api/connection.ts'
import type { Device } from '../api/device.ts'
import type { IconName } from '../ui/icons.tsx'
import type { DeviceAction } from './device-actions.ts'

/**
 * An action on a device: its words, rule, request and effect (API.md, "What the two actions mean").
 * Rows, dialogs, runs, receipts and the mock know actions by this alone.
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
  /** What it does, for the person who decides; `device` is the subject: "The device", "Each device". */
  consequences: (device: string) => { access: string; record: string; limit: string }
  /** How permanent it is. */
  permanence: string
  /** The action that fits better in some cases, and when. */
  alternative: { action: DeviceAction; advice: string }
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
