import type { ReactNode } from 'react'
import { isInconsistent, type Device } from '../api/device.ts'
import type { ConfirmationResult } from '../actions/confirmation/confirmation.ts'
import { DeviceActions } from '../actions/action-buttons.tsx'
import { OwnerLink } from '../device/owner-link.tsx'
import { PostureBadge } from '../device/posture-badge.tsx'
import { StatusBadge } from '../device/status-badge.tsx'
import { activeWord } from '../devices/columns.tsx'
import { deviceName } from '../lib/text.ts'
import { RelativeTime } from '../ui/time-text.tsx'

interface DeviceHeaderProps {
  device: Device
  onActed: (result: ConfirmationResult) => void
}

/** The name of a device, its most important facts, and the actions on it. */
export function DeviceHeader({ device, onActed }: DeviceHeaderProps) {
  const { status, active, posture, owner, lastConnection } = device
  return (
    <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div className="min-w-0 flex-1 basis-80">
        <h1 tabIndex={-1} className="text-xl font-semibold tracking-tight wrap-anywhere">
          <bdi>{deviceName(device)}</bdi>
        </h1>
        <dl className="mt-2 flex flex-wrap gap-x-8 gap-y-2 text-sm max-sm:grid max-sm:grid-cols-2">
          <Fact label="Status">
            <StatusBadge status={status} />
          </Fact>
          {isInconsistent(status, active) && (
            <Fact label="Enabled">
              {activeWord(active)} <span className="text-warn">(doesn’t match the status)</span>
            </Fact>
          )}
          <Fact label="Posture">
            <PostureBadge posture={posture} />
          </Fact>
          <Fact label="Owner">
            <OwnerLink owner={owner} />
          </Fact>
          <Fact label="Last connection">
            <RelativeTime iso={lastConnection} absent="Never connected" />
          </Fact>
        </dl>
      </div>
      <div className="flex gap-2 max-sm:w-full">
        <DeviceActions devices={[device]} onActed={onActed} />
      </div>
    </header>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-ink-quiet">{label}</dt>
      <dd className="wrap-anywhere">{children}</dd>
    </div>
  )
}
