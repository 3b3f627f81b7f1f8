// In a file of its own, because `deploy/server-files.ts` has the proxies forward these calls and no others.

/** The path of the list of devices; that of one device begins with it. */
export const devicesPath = '/tenants/devices'

/** The calls that change a device, by their verb: method, and path below the device's own. */
export const deviceChanges = {
  deactivate: { method: 'POST', path: '/deactivate' },
  remove: { method: 'DELETE', path: '' },
} as const

export type DeviceChange = keyof typeof deviceChanges
