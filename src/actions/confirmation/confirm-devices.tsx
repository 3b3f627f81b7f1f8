import { Download } from 'lucide-react'
import { useState } from 'react'
import { deviceActions, disabledReasonFor, type DeviceAction } from '../definitions.ts'
import type { RunContext } from '../run/run-record.ts'
import type { Device } from '../../api/device.ts'
import { isInUse } from '../../device/in-use.ts'
import { recentlyRemoved } from '../../fleet/settled.ts'
import { saveDevices } from '../../fleet/save-devices.ts'
import { serverNow, wallTime } from '../../lib/clock.ts'
import { timeZone } from '../../lib/preferences.ts'
import { counted, formatCount } from '../../lib/text.ts'
import { clockTime } from '../../lib/time.ts'
import { useStore } from '../../lib/use-store.ts'
import { useSession } from '../../session/use-session.tsx'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { beginMany } from './begin-many.ts'
import type { Confirmation } from './confirmation.ts'
import { ConfirmationDialog } from './confirmation-dialog.tsx'
import { wasConfirmedBefore } from './confirmed-before.ts'
import { DeviceFigures } from './device-figures.tsx'
import { DeviceChoiceList } from './device-list.tsx'
import { FreshnessNotice } from './freshness-notice.tsx'
import { useFreshDevices } from './use-fresh-devices.ts'

/** Lists of this length and longer come with figures, an export and a typed phrase. */
const many = 10

/** Asks before acting on two or more devices, and starts the run over exactly those it shows. */
export function ConfirmDevices({ action: asked, devices: selected, context, close }: Confirmation) {
  const [action, setAction] = useState(asked)
  const [openedAt] = useState(serverNow)
  const session = useSession()
  const zone = useStore(timeZone)
  const fresh = useFreshDevices(selected)
  const { verb, isDestructive } = deviceActions[action]

  const isGone = ({ id }: Device) => fresh.gone.has(id) || recentlyRemoved(session, id)
  const reasonFor = (device: Device) =>
    isGone(device) ? 'Already removed' : disabledReasonFor(action, device)
  const skipped = fresh.devices.filter((device) => reasonFor(device) !== undefined)
  const devices = fresh.devices.filter((device) => reasonFor(device) === undefined)
  const count = devices.length
  const isLong = count >= many
  const inUse = devices.filter((device) => isInUse(device, openedAt)).length
  const oldest = devices.reduce((time, { readAt }) => Math.min(time, readAt), Infinity)
  const readAt = Number.isFinite(oldest) ? wallTime(oldest) : undefined
  const isUnchanged = fresh.changes.size === 0 && fresh.gone.size === 0
  const mustType =
    (isLong || (isDestructive && inUse > 0)) &&
    !(isUnchanged && wasConfirmedBefore(session, action, context))
  const phrase = `${verb.toLowerCase()} ${count}`

  function reasonNotReady(): string | undefined {
    if (fresh.progress !== undefined) return 'Checking devices'
    if (fresh.error !== undefined) return 'The devices could not be checked'
    return undefined
  }

  async function confirm() {
    const checked = await fresh.check()
    if (!checked) return 'changed'
    // Devices that the rule excludes stay in the receipt, as skipped.
    const present = checked.filter((device) => !isGone(device))
    const runId = beginMany(session, action, present, {
      ...context,
      ...(readAt !== undefined && { readAt }),
    })
    close({ action, runId })
    return 'closed'
  }

  return (
    <ConfirmationDialog
      action={action}
      title={<Title action={action} job={context.job} count={count} />}
      describedBy="confirmation-summary"
      count={count}
      phrase={
        mustType
          ? {
              text: phrase,
              reason: isLong
                ? undefined
                : `${inUse} ${inUse === 1 ? 'was' : 'were'} active in the last 24 hours.`,
              ignoresCase: true,
            }
          : undefined
      }
      notReady={reasonNotReady()}
      confirmLabel={`${verb} ${counted(count, 'device')}`}
      closeLabel={count === 0 ? 'Close' : 'Cancel'}
      onConfirm={confirm}
      onClose={() => close()}
      onSwitch={setAction}
      isWide
      extraButton={
        isLong && (
          <Button
            variant="quiet"
            icon={<Download aria-hidden className="size-4" />}
            onClick={() =>
              void saveDevices(
                session,
                { devices },
                { format: 'csv', fields: exportedFields, description: phrase },
              )
            }
            className="mr-auto max-sm:mr-0"
          >
            Export this list
          </Button>
        )
      }
    >
      <p id="confirmation-summary" className="text-sm text-ink-muted empty:hidden">
        {summaryOf(context)}
        {readAt !== undefined && `Status checked ${clockTime(readAt, zone)}. `}
        {context.staleSince !== undefined &&
          'Each device is rechecked first, and skipped if it has connected since.'}
      </p>
      <FreshnessNotice fresh={fresh} count={selected.length} />
      {isLong && <DeviceFigures devices={devices} now={openedAt} />}
      {count > 0 && (
        <DeviceChoiceList
          name={`${formatCount(count)} to ${verb.toLowerCase()}`}
          devices={devices}
          noteOn={({ id }) => fresh.changes.get(id)}
          listedAs={context.listedAs}
        />
      )}
      {skipped.length > 0 && (
        // Open when a device was changed by others, which the notice asks to review.
        <details open={skipped.some(({ id }) => fresh.changes.has(id) || fresh.gone.has(id))}>
          <summary className="min-h-6 rounded text-sm font-medium max-sm:py-3">
            {skippedText(skipped.map(reasonFor))}
          </summary>
          <div className="mt-1.5">
            <DeviceChoiceList
              name={`${formatCount(skipped.length)} skipped`}
              devices={skipped}
              noteOn={reasonFor}
              listedAs={context.listedAs}
            />
          </div>
        </details>
      )}
      {count === 0 && (
        <Notice tone="info" title={`Nothing to ${verb.toLowerCase()}`}>
          Every device in this list is skipped.
        </Notice>
      )}
    </ConfirmationDialog>
  )
}

/** The job and what it does to the devices, or the action where there is no more to it. */
function Title({ action, job, count }: TitleProps) {
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

interface TitleProps {
  action: DeviceAction
  job: string | undefined
  count: number
}

/** The purpose of the run, where the title doesn't say it. */
function summaryOf({ label, job }: RunContext): string {
  return label === undefined || label === job ? '' : `${label}. `
}

/** "2 already deactivated, will be skipped", or without the reason where there are several. */
function skippedText(reasons: readonly (string | undefined)[]): string {
  const [reason, ...others] = new Set(reasons)
  const why = others.length === 0 && reason ? ` ${reason.toLowerCase()},` : ''
  return `${formatCount(reasons.length)}${why} will be skipped`
}

/** Columns of the list's export. */
const exportedFields = [
  'id',
  'name',
  'hardwareId',
  'status',
  'lastConnection',
  'owner',
  'ownerEmail',
  'ownerId',
] as const
