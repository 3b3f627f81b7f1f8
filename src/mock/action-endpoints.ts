import type { DeviceAction } from '../actions/definitions.ts'
import type { RawDevice } from './raw.ts'

/** The endpoint of each action (API.md, "The four operations"). */
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
