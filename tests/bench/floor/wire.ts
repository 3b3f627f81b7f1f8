/** Replaced at build time by the address of the API of this bench run. */
declare const FLOOR_API_BASE_URL: string

export type Device = {
  id: string
  name: string
  status: string
  hardwareId: string
  createdAt: string
  lastConnection?: string
  appVersion?: string
  user?: { email?: string; firstName?: string; lastName?: string }
}

export type DevicePageBody = { data: Device[]; total: number }

/** The JSON body of a GET below `/tenants`, unchecked; rejects on any answer that is not 2xx. */
export async function read<Body>(path: string): Promise<Body> {
  const answer = await fetch(`${FLOOR_API_BASE_URL}/tenants${path}`, {
    headers: { apikey: 'demo-key' },
  })
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`)
  return (await answer.json()) as Body
}
