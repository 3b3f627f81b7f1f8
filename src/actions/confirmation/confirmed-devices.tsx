import type { Device } from '../../api/device.ts'
import { identifyingFields } from '../../fleet/files/file-fields.ts'
import { saveDevices } from '../../fleet/files/save-devices.ts'
import { wallTime } from '../../lib/clock.ts'
import { timeZone } from '../../lib/preferences.ts'
import { capitalized, counted, formatCount } from '../../lib/text.ts'
import { clockTime } from '../../lib/time.ts'
import { useStore } from '../../lib/use-store.ts'
import { useSession } from '../../session/use-session.tsx'
import { SaveButton } from '../../ui/save-button.tsx'
import { deviceActions, type DeviceAction } from '../definitions.ts'
import type { RunContext } from '../run/run-record.ts'
import { DeviceChoiceList, DeviceFigures } from './device-choice-list.tsx'
import { FreshnessNotice } from './freshness-notice.tsx'
import { many } from './typed-phrase.ts'
import type { FreshCheck } from './use-fresh-devices.ts'

interface ConfirmedDevicesProps {
  action: DeviceAction
  /** Those that the action is possible on. */
  devices: readonly Device[]
  context: RunContext
  fresh: FreshCheck
  /** Server time at which the dialog opened (ms since epoch). */
  openedAt: number
  skipReason: (device: Device) => string | undefined
}

/** The devices of a confirmation for several: when they were read, figures, the list, and those skipped. */
export function ConfirmedDevices(props: ConfirmedDevicesProps) {
  const { action, devices, context, fresh, openedAt, skipReason } = props
  const session = useSession()
  const zone = useStore(timeZone)
  const verb = deviceActions[action].verb.toLowerCase()
  const { listedAs } = context
  const count = devices.length
  const readAt = oldestReading(devices)
  const skipped = fresh.devices.filter((device) => skipReason(device) !== undefined)
  const layout = { format: 'csv', fields: identifyingFields, listedAs } as const
  const exportList = () =>
    saveDevices(session, { devices, ...layout, description: `${verb} ${count}` })
  return (
    <>
      <div className="flex items-start justify-between gap-4">
        <p id="confirmation-devices" className="text-sm text-ink-muted empty:hidden">
          {summaryOf(context)}
          {readAt !== undefined && `Status checked ${clockTime(readAt, zone)}. `}
          {context.staleSince !== undefined &&
            'Each device is rechecked first, and skipped if it has connected since.'}
        </p>
        {count >= many && (
          <SaveButton
            variant="quiet"
            save={exportList}
            className="-my-1.5 -mr-3 max-sm:-mr-4 forced-colors:mr-0"
          >
            Export list
          </SaveButton>
        )}
      </div>
      <FreshnessNotice fresh={fresh} />
      {count >= many && <DeviceFigures devices={devices} now={openedAt} />}
      {count > 0 && (
        <DeviceChoiceList
          name={`${formatCount(count)} to ${verb}`}
          devices={devices}
          noteOn={({ id }) => fresh.changes.get(id)}
          listedAs={listedAs}
        />
      )}
      {skipped.length > 0 && (
        // Open when a device was changed by others, which the notice asks to review.
        <details open={skipped.some(({ id }) => fresh.changes.has(id) || fresh.gone.has(id))}>
          <summary className="min-h-6 rounded text-sm font-medium max-sm:py-3">
            {skippedText(skipped.map(skipReason))}
          </summary>
          <div className="mt-1.5">
            <DeviceChoiceList
              name={`${formatCount(skipped.length)} skipped`}
              devices={skipped}
              noteOn={skipReason}
              listedAs={listedAs}
            />
          </div>
        </details>
      )}
    </>
  )
}

/** When the oldest of the devices was read (ms since epoch); `undefined` if that was on an earlier page. */
function oldestReading(devices: readonly Device[]): number | undefined {
  const oldest = devices.reduce((time, { readAt }) => Math.min(time, readAt), Infinity)
  return Number.isFinite(oldest) ? wallTime(oldest) : undefined
}

type TitleProps = Pick<ConfirmedDevicesProps, 'action' | 'context'> & { count: number }

/** The job and what it does to the devices, or the action where there is no more to it. */
export function TitleForSeveral({ action, context: { job }, count }: TitleProps) {
  const { verb, done } = deviceActions[action]
  if (job === undefined) return `${verb} ${counted(count, 'device')}?`
  return (
    <>
      <bdi>{job}</bdi>?{' '}
      <span className="block text-base font-normal">
        {counted(count, 'device')} will be {done}
      </span>
    </>
  )
}

function summaryOf({ label, job }: RunContext): string {
  if (label === undefined || label === job) return ''
  const purpose = label.startsWith(`${job}: `) ? capitalized(label.slice(`${job}: `.length)) : label
  return `${purpose}. `
}

/** "2 already deactivated, will be skipped", or without the reason where there are several. */
function skippedText(reasons: readonly (string | undefined)[]): string {
  const [reason, ...others] = new Set(reasons)
  const why = others.length === 0 && reason ? ` ${reason.toLowerCase()},` : ''
  return `${formatCount(reasons.length)}${why} will be skipped`
}
