import type { DeviceAction } from './rules.ts'

/** Words of an action, in one place for buttons, titles, toasts and receipts. */
export const actionWords: Record<
  DeviceAction,
  { verb: string; doing: string; confirm: string; done: string; other: DeviceAction }
> = {
  deactivate: {
    verb: 'Deactivate',
    doing: 'Deactivating',
    confirm: 'Deactivate device',
    done: 'deactivated',
    other: 'remove',
  },
  remove: {
    verb: 'Remove',
    doing: 'Removing',
    confirm: 'Remove device',
    done: 'removed',
    other: 'deactivate',
  },
}

/** What an action does, for the person who decides on it (API.md, "What the two actions mean"). */
export interface Consequence {
  about: string
  what: string
}

export const consequences: Record<DeviceAction, readonly Consequence[]> = {
  deactivate: [
    { about: 'On the device', what: 'The user is signed out and cannot sign in from it.' },
    { about: 'The record', what: 'Stays in the list, with the status Deactivated.' },
    {
      about: 'Device limit',
      what: 'Still counts against the owner’s limit (five by default).',
    },
    { about: 'Not affected', what: 'The owner’s account and other devices.' },
  ],
  remove: [
    {
      about: 'On the device',
      what: 'The user is signed out; it leaves the network and its access is revoked.',
    },
    { about: 'The record', what: 'Gone from the list.' },
    { about: 'Device limit', what: 'Frees one of the owner’s slots.' },
    { about: 'Not affected', what: 'The owner’s account and other devices.' },
  ],
}

/** The same of several devices at once. */
export const consequencesForMany: Record<DeviceAction, readonly Consequence[]> = {
  deactivate: [
    {
      about: 'On the devices',
      what: 'Their users are signed out and cannot sign in from them.',
    },
    { about: 'The records', what: 'Stay in the list, with the status Deactivated.' },
    {
      about: 'Device limit',
      what: 'Each still counts against its owner’s limit (five by default).',
    },
    { about: 'Not affected', what: 'The owners’ accounts and their other devices.' },
  ],
  remove: [
    {
      about: 'On the devices',
      what: 'Their users are signed out; the devices leave the network and their access is revoked.',
    },
    { about: 'The records', what: 'Gone from the list.' },
    { about: 'Device limit', what: 'Each frees one of its owner’s slots.' },
    { about: 'Not affected', what: 'The owners’ accounts and their other devices.' },
  ],
}

/** The way back, which there is none of in this API. */
export const noWayBack: Record<DeviceAction, string> = {
  deactivate: 'This cannot be undone from this console.',
  remove:
    'This cannot be undone from this console. The user may be able to register the device again.',
}

/** When the other action is what is meant. */
export const otherAction: Record<DeviceAction, string> = {
  deactivate: 'To free a slot of the owner’s limit, remove it instead.',
  remove: 'Lost, stolen, or somebody leaving? Deactivating locks it out and keeps the record.',
}

/** The same of several devices at once. */
export const otherActionForMany: Record<DeviceAction, string> = {
  deactivate: 'To free slots of the owners’ limits, remove them instead.',
  remove: 'Lost, stolen, or somebody leaving? Deactivating locks them out and keeps the records.',
}
