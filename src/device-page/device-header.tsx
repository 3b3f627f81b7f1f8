import { TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Device } from '../api/device.ts'
import type { ConfirmationResult } from '../actions/confirmation/confirmation.ts'
import { DeviceActions } from '../actions/action-buttons.tsx'
import { isInconsistent } from '../device/status-lists.ts'
import { knownStatus } from '../device/statuses.ts'
import { OwnerLink } from '../device/owner-link.tsx'
import { readPosture } from '../device/posture-checks.ts'
import { inSentence } from '../device/posture-reason.tsx'
import { StatusBadge } from '../device/status-badge.tsx'
import { deviceName, sanitizeForDisplay } from '../lib/text.ts'
import { BothTimes } from '../ui/time-text.tsx'

interface DeviceHeaderProps {
  device: Device
  onActed: (result: ConfirmationResult) => void
}

/** The name of a device, what is wrong with it, who has it and where it is, and the actions on it. */
export function DeviceHeader({ device, onActed }: DeviceHeaderProps) {
  const { status, owner, lastConnection } = device
  const trouble = deviceTrouble(device)
  return (
    <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div className="min-w-0 flex-1 basis-80">
        <h1 tabIndex={-1} className="text-xl font-semibold tracking-tight wrap-anywhere">
          <bdi>{deviceName(device)}</bdi>
        </h1>
        {trouble && (
          <p className="mt-1.5 flex items-start gap-2 font-medium wrap-anywhere text-warn">
            <TriangleAlert aria-hidden className="mt-1 size-4 shrink-0" />
            <bdi>{trouble}</bdi>
          </p>
        )}
        <dl className="mt-2 flex flex-wrap gap-x-8 gap-y-2 text-sm max-sm:grid max-sm:grid-cols-2">
          <Fact label="Status">
            <StatusBadge status={status} />
          </Fact>
          <Fact label="Owner">
            <OwnerLink owner={owner} />
          </Fact>
          <Fact label="Last connection">
            <BothTimes iso={lastConnection} absent="Never connected" />
          </Fact>
        </dl>
      </div>
      <div className="action-bar">
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

/** What a blocked or contradicting device's status means. "Unauthorized" is a word of the vendor's help alone. */
function deviceTrouble(device: Device): string | undefined {
  const { status, active, posture } = device
  if (knownStatus(status) === 'Unauthorized') {
    return `Blocked: ${reasonsOf(posture) || 'the API gives no reason'}`
  }
  if (!isInconsistent(device)) return undefined
  return active
    ? 'Deactivated by status, but still enabled: it may be able to connect. Deactivate it again to be sure.'
    : `Not enabled, but its status is ${status}. One of them may be out of date.`
}

/** "firewall (turned off by the user), disk encryption". */
function reasonsOf(posture: unknown): string {
  return readPosture(posture)
    .checks.filter(({ result }) => result === 'failed')
    .map(({ name, reason }) => {
      const text = inSentence(sanitizeForDisplay(name, 80))
      return reason === undefined ? text : `${text} (${sanitizeForDisplay(reason, 120)})`
    })
    .join(', ')
}
