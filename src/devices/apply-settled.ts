import type { QueryClient } from '@tanstack/react-query'
import type { SettledAction } from '../actions/outcome.ts'
import { noteRemoved } from '../actions/removed.ts'
import type { Device, DevicePage } from '../api/device.ts'
import { acceptLatest } from './steady-page.ts'
import { deviceQueries } from './queries.ts'

/**
 * Makes every copy in memory agree with what an action did, then re-reads the
 * lists in the background. Resolves when the copies are right.
 */
export async function applySettled(
  queryClient: QueryClient,
  { action, id, outcome }: SettledAction,
): Promise<void> {
  if (outcome.kind === 'not-sent' || outcome.kind === 'failed') return
  const isGone = outcome.kind === 'already-gone' || (action === 'remove' && outcome.kind === 'done')
  if (isGone) noteRemoved(id)

  // An answer that left before the action must not overwrite what is written here.
  await queryClient.cancelQueries({ queryKey: deviceQueries.all })
  if (isGone) {
    updatePages(queryClient, (page) => withoutDevice(page, id))
    queryClient.removeQueries({ queryKey: deviceQueries.detail(id).queryKey })
  } else if (outcome.kind === 'done') {
    updatePages(queryClient, (page) => ({
      ...page,
      devices: page.devices.map((device) => (device.id === id ? deactivated(device) : device)),
    }))
    queryClient.setQueryData(deviceQueries.detail(id).queryKey, (detail) =>
      detail ? { ...detail, device: deactivated(detail.device) } : detail,
    )
  }
  acceptLatest()
  void queryClient.invalidateQueries({ queryKey: deviceQueries.all }).then(acceptLatest)
}

function updatePages(queryClient: QueryClient, update: (page: DevicePage) => DevicePage): void {
  queryClient.setQueriesData<DevicePage>({ queryKey: deviceQueries.lists }, (page) =>
    page ? update(page) : page,
  )
}

function withoutDevice(page: DevicePage, id: string): DevicePage {
  const devices = page.devices.filter((device) => device.id !== id)
  // The device is gone from the whole list, so every page's total is one too high.
  const total = page.total === undefined ? undefined : Math.max(0, page.total - 1)
  return { ...page, devices, total }
}

function deactivated(device: Device): Device {
  return { ...device, status: 'Deactivated', active: false }
}
