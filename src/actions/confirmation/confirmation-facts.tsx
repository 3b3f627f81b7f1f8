import type { Device } from '../../api/device.ts'
import { ownerText } from '../../device/owner.ts'
import { sanitizeForDisplay } from '../../lib/text.ts'
import { ExactTime, RelativeTime } from '../../ui/time-text.tsx'

/** The facts that identify a device: owner, hardware ID, status and last connection. */
export function ConfirmationFacts({ device, isReading }: { device: Device; isReading: boolean }) {
  return (
    <dl
      id="confirmation-facts"
      aria-busy={isReading}
      className="grid grid-cols-[7rem_1fr] gap-x-3 gap-y-1.5 rounded-lg bg-sunken px-3.5 py-3 text-sm wrap-anywhere ring-1 ring-line ring-inset max-sm:grid-cols-[6rem_1fr]"
    >
      <dt className="text-ink-quiet">Owner</dt>
      <dd>
        <bdi>{ownerText(device.owner)}</bdi>
      </dd>
      <dt className="text-ink-quiet">Hardware ID</dt>
      <dd className="font-mono text-xs leading-5">
        <bdi>{sanitizeForDisplay(device.hardwareId ?? 'Unknown')}</bdi>
      </dd>
      <dt className="text-ink-quiet">Status</dt>
      <dd>
        <bdi>{sanitizeForDisplay(device.status, 40)}</bdi>
      </dd>
      <dt className="text-ink-quiet">Last connection</dt>
      <dd className="min-h-10">
        <RelativeTime iso={device.lastConnection} absent="Never connected" />
        <span className="block text-xs text-ink-quiet">
          <ExactTime iso={device.lastConnection} />
        </span>
      </dd>
    </dl>
  )
}
