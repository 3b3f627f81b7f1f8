import type { Device } from '../../api/device.ts'
import { ownerText } from '../../device/owner.ts'
import { FailureNotice } from '../../feedback/failure-notice.tsx'
import { sanitizeForDisplay } from '../../lib/text.ts'
import { Facts } from '../../ui/facts.tsx'
import { Notice } from '../../ui/notice.tsx'
import { BothTimes } from '../../ui/time-text.tsx'
import type { DeviceAction } from '../definitions.ts'
import { ListedAs } from '../listed-as.tsx'
import type { Outcome } from '../run/outcome.ts'
import { notDone, outcomeName, outcomeReason, unknownWords } from '../run/run-words.ts'
import { FreshnessNotice } from './freshness-notice.tsx'
import type { FreshCheck } from './use-fresh-devices.ts'

interface ConfirmedDeviceProps {
  device: Device
  listedAs: string | undefined
  fresh: FreshCheck
}

/** The facts that identify a single device: owner, hardware ID, status and last connection. */
export function ConfirmedDevice({ device, listedAs, fresh }: ConfirmedDeviceProps) {
  return (
    <>
      <Facts
        id="confirmation-devices"
        aria-busy={fresh.progress !== undefined}
        className="grid-cols-[7rem_1fr] gap-y-1.5 rounded-lg bg-sunken px-3.5 py-3 text-sm ring-1 ring-line ring-inset max-sm:grid-cols-[5rem_1fr]"
        of={{
          Owner: <bdi>{ownerText(device.owner)}</bdi>,
          'Hardware ID': (
            <bdi className="block font-mono text-xs leading-5">
              {sanitizeForDisplay(device.hardwareId ?? 'Unknown')}
            </bdi>
          ),
          Status: <bdi>{sanitizeForDisplay(device.status, 40)}</bdi>,
          'Last connection': (
            <div className="min-h-10">
              <BothTimes iso={device.lastConnection} absent="Never connected" />
            </div>
          ),
        }}
      />
      <ListedAs line={listedAs} device={device} />
      <FreshnessNotice fresh={fresh} />
    </>
  )
}

/** The outcome of a single device that leaves something to do. */
export function OpenOutcome({ outcome, action }: { outcome: Outcome; action: DeviceAction }) {
  switch (outcome.kind) {
    case 'failed':
      return <FailureNotice error={outcome.error} effect={notDone(action)} />
    case 'unknown':
      return (
        <FailureNotice
          error={outcome.error}
          context={`The request was sent, but it’s unknown whether it took effect. ${unknownWords(outcome)}`}
        />
      )
    default:
      return (
        <Notice tone="warn" title={outcomeName(outcome.kind, action)}>
          {outcomeReason(outcome, action)}
        </Notice>
      )
  }
}
