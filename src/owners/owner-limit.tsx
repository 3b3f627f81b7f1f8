import { counted } from '../lib/text.ts'
import { Notice } from '../ui/notice.tsx'

interface OwnerLimitProps {
  /** Devices of the person, including deactivated ones. */
  count: number
  limit: number
  /** True while more of their devices may be found. */
  isPartial: boolean
}

/** How many devices count against a person's limit, and what frees a slot. */
export function OwnerLimit({ count, limit, isPartial }: OwnerLimitProps) {
  const assumed = (
    <p>
      The limit is <code>ownerDeviceLimit</code> in config.json; the API doesn’t report it.
    </p>
  )
  const stand = `${isPartial ? 'At least ' : ''}${count} of ${counted(limit, 'device')}`
  if (count < limit) {
    return (
      <Notice tone="info" title={`${stand} count against the limit`}>
        <p>Deactivated devices count too. Removing one frees its slot.</p>
        {assumed}
      </Notice>
    )
  }
  return (
    <Notice
      tone="warn"
      title={count > limit ? `Over the device limit: ${stand}` : `Device limit reached: ${stand}`}
    >
      <p>
        No more devices can be registered until a slot is free. Removing a device frees its slot;
        deactivating doesn’t.
      </p>
      {assumed}
    </Notice>
  )
}
