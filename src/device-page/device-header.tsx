import type { Device } from '../api/device.ts'
import type { ConfirmationResult } from '../confirm/confirmation.ts'
import { DeviceActions } from '../confirm/device-actions.tsx'
import { OwnerLink } from '../device/owner-link.tsx'
import { PostureBadge } from '../device/posture-badge.tsx'
import { StatusBadge } from '../device/status-badge.tsx'
import { deviceName } from '../lib/text.ts'
import { RelativeTime } from '../ui/time-text.tsx'

interface DeviceHeaderProps {
  device: Device
  onActed: (result: ConfirmationResult) => void
}

/** The name, status, posture and owner of a device, and the actions on it. */
export function DeviceHeader({ device, onActed }: DeviceHeaderProps) {
  return (
    <header className="mt-3 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div className="min-w-0 flex-1 basis-80">
        <h1 tabIndex={-1} className="text-2xl font-semibold tracking-tight wrap-anywhere">
          <bdi>{deviceName(device)}</bdi>
        </h1>
        <p className="mt-1.5 flex flex-wrap items-center gap-x-3 gap-y-1 text-ink-muted">
          <span className="font-medium text-ink">
            <StatusBadge status={device.status} />
          </span>
          <span>
            Posture:{' '}
            <span className="text-ink">
              <PostureBadge posture={device.posture} />
            </span>
          </span>
          <OwnerLink owner={device.owner} />
          <RelativeTime iso={device.lastConnection} absent="Never connected" />
        </p>
      </div>
      <div className="flex gap-2 max-sm:w-full">
        <DeviceActions devices={[device]} onActed={onActed} />
      </div>
    </header>
  )
}
