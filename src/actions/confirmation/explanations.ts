import type { DeviceAction } from '../definitions.ts'

/** What an action does, for the person who decides on it, as the vendor's help describes it. */
interface Explanation {
  /** `device` is the subject of the sentences: "The device" or "Each device". */
  consequences: (device: string) => Record<'Access' | 'Record' | 'Device limit', string>
  permanence: string
  /** The action that fits better in some cases, and when. */
  alternative: { action: DeviceAction; advice: string }
}

/** Apart from the definitions, which the first rows wait for. */
export const explanations: Record<DeviceAction, Explanation> = {
  deactivate: {
    consequences: (device) => ({
      Access: `${device} is signed out, and its user can’t sign in on it again.`,
      Record: 'Kept, with the status Deactivated.',
      'Device limit': `${device} still counts against its owner’s device limit.`,
    }),
    permanence: 'This can’t be undone from this console.',
    alternative: { action: 'remove', advice: 'Need to free a device slot?' },
  },
  remove: {
    consequences: (device) => ({
      Access: `${device} leaves the network and loses access.`,
      Record: 'Deleted.',
      'Device limit': `${device} frees one of its owner’s device slots.`,
    }),
    permanence:
      'This can’t be undone from this console. A removed device can be registered again by its user.',
    alternative: {
      action: 'deactivate',
      advice: 'Lost device, or owner leaving? Deactivating blocks access and keeps the record.',
    },
  },
}
