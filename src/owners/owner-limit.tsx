import { counted } from '../lib/text.ts'
import { Notice } from '../ui/notice.tsx'

interface OwnerLimitProps {
  /** Devices of the owner, deactivated ones among them. */
  count: number
  limit: number
  /** More of their devices may be found yet. */
  isPartial: boolean
}

/** How many devices count against the owner's limit, and what frees a slot. */
export function OwnerLimit({ count, limit, isPartial }: OwnerLimitProps) {
  const assumed = (
    <p>
      The limit is assumed: the API does not tell it. It is <code>ownerDeviceLimit</code> in
      config.json.
    </p>
  )
  const stand = `${isPartial ? 'At least ' : ''}${count} of ${counted(limit, 'device')}`
  if (count < limit) {
    return (
      <Notice tone="info" title={`${stand} count against the limit`}>
        <p>Deactivated devices count as well; removing one frees its slot.</p>
        {assumed}
      </Notice>
    )
  }
  return (
    <Notice
      tone="warn"
      title={count > limit ? `Over the limit: ${stand}` : `At the limit: ${stand}`}
    >
      <p>
        No further device can be registered until a slot is free. Removing a device frees its slot;
        deactivating does not: deactivated devices count as well.
      </p>
      {assumed}
    </Notice>
  )
}
