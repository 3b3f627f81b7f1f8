import { Ban, Trash2 } from 'lucide-react'
import { reasonAgainst, type DeviceAction } from '../actions/rules.ts'
import type { Device } from '../api/device.ts'
import { OwnerLink } from '../device/owner-link.tsx'
import { StatusBadge } from '../device/status-badge.tsx'
import { deviceName } from '../lib/text.ts'
import { Button } from '../ui/button.tsx'
import { RelativeTime } from '../ui/time-text.tsx'

interface DeviceHeaderProps {
  device: Device
  onAct: (action: DeviceAction) => void
}

/** Which device this is, how it is, and what can be done to it. */
export function DeviceHeader({ device, onAct }: DeviceHeaderProps) {
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
          <OwnerLink owner={device.owner} />
          <RelativeTime iso={device.lastConnection} absent="Never connected" />
        </p>
      </div>
      <div className="flex gap-2 max-sm:w-full">
        <Button
          icon={<Ban aria-hidden className="size-4" />}
          disabledReason={reasonAgainst('deactivate', device)}
          onClick={() => onAct('deactivate')}
          className="max-sm:flex-1"
        >
          Deactivate
        </Button>
        <Button
          icon={<Trash2 aria-hidden className="size-4" />}
          disabledReason={reasonAgainst('remove', device)}
          onClick={() => onAct('remove')}
          className="hover:not-aria-disabled:bg-danger-soft hover:not-aria-disabled:text-danger max-sm:flex-1"
        >
          Remove
        </Button>
      </div>
    </header>
  )
}
