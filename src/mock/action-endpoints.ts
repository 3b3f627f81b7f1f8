import type { DeviceAction } from '../actions/definitions.ts'
import type { RawDevice } from './raw.ts'

/** The documented endpoint of each action. */
export const actionEndpoints: Record<
  DeviceAction,
  {
    method: 'post' | 'delete'
    /** After `/tenants/devices/{id}`. */
    path: string
    answer: (device: RawDevice) => Response
  }
> = {
  deactivate: {
    method: 'post',
    path: '/deactivate',
    answer: (device) => Response.json(device, { status: 201 }),
  },
  remove: { method: 'delete', path: '', answer: () => new Response(null, { status: 204 }) },
}
