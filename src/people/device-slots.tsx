import { counted } from '../lib/text.ts'
import { SlotsBar } from './slots-meter.tsx'

interface DeviceSlotsProps {
  /** Devices of the person, including deactivated ones. */
  count: number
  limit: number
  /** True while more of their devices may be found. */
  isPartial: boolean
}

/** How many devices count against a person's limit, and what frees a slot. */
export function DeviceSlots({ count, limit, isPartial }: DeviceSlotsProps) {
  const used = `${isPartial ? 'At least ' : ''}${count} of ${counted(limit, 'device')}`
  return (
    <section aria-label="Device slots" className="card grid gap-1.5 p-4 text-sm">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <h2 className="font-medium">{titleOf(count, limit, used)}</h2>
        <SlotsBar used={count} limit={limit} />
      </div>
      <p className="text-ink-muted">
        {count >= limit && 'No more devices can be registered until a slot is free. '}
        Deactivated devices count too. Removing a device frees its slot; deactivating doesn’t.
      </p>
      <p className="text-ink-quiet">
        The limit is <code>ownerDeviceLimit</code> in config.json; the API doesn’t report it.
      </p>
    </section>
  )
}

function titleOf(count: number, limit: number, used: string): string {
  if (count < limit) return `${used} count against the limit`
  return count > limit ? `Over the device limit: ${used}` : `Device limit reached: ${used}`
}
