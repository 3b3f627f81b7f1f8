import { Download } from 'lucide-react'
import { useRef, useState } from 'react'
import { isOnline, type Device } from '../api/device.ts'
import { FailureNotice } from '../feedback/failure-notice.tsx'
import { recentlyRemoved } from '../fleet/removed.ts'
import { serverNow, wallTime } from '../lib/clock.ts'
import { timeZone } from '../lib/preferences.ts'
import { saveDevices } from '../fleet/save-devices.ts'
import { counted, formatCount } from '../lib/text.ts'
import { clockTime } from '../lib/time.ts'
import { useStore } from '../lib/use-store.ts'
import { useConnection } from '../session/use-connection.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { Notice } from '../ui/notice.tsx'
import { beginMany } from './begin-many.ts'
import type { Confirmation } from './confirmation.ts'
import { explanations } from '../actions/explanations.ts'
import { ConsequenceList } from './consequences.tsx'
import { DeviceChoiceList } from './device-list.tsx'
import { deviceActions, reasonAgainst, type DeviceAction } from '../actions/device-actions.ts'
import { isInUse, wasSeenWithin24h } from '../device/in-use.ts'
import { isPhraseTyped } from './typed-phrase.ts'
import { useFreshDevices, type FreshCheck } from './use-fresh-devices.ts'

/** From here on a list is more than a glance: figures, an export and a typed phrase come with it. */
const many = 10

/** Asks before acting on two or more devices, and starts the run over exactly those it shows. */
export function BulkConfirmationDialog({
  action: asked,
  devices: selected,
  context,
  close,
}: Confirmation) {
  const [action, setAction] = useState(asked)
  const [typed, setTyped] = useState('')
  const [openedAt] = useState(serverNow)
  const cancel = useRef<HTMLButtonElement>(null)
  const hasBegun = useRef(false)
  const connection = useConnection()
  const zone = useStore(timeZone)
  const fresh = useFreshDevices(selected)
  const isChecking = fresh.progress !== undefined
  const reasonFor = (device: Device) => reasonToSkip(action, device, fresh)

  const words = deviceActions[action]
  const other = explanations[action].alternative.action
  const skipped = fresh.devices.filter((device) => reasonFor(device) !== undefined)
  const devices = fresh.devices.filter((device) => reasonFor(device) === undefined)
  const count = devices.length
  const inUse = devices.filter((device) => isInUse(device, openedAt)).length
  const readAt = devices.reduce((oldest, device) => Math.min(oldest, device.readAt), Infinity)
  const mustType = count >= many || (words.isDestructive && inUse > 0)
  const phrase = `${action} ${count}`
  const notReady = reasonNotReady()

  function reasonNotReady(): string | undefined {
    if (isChecking) return 'Checking devices'
    if (fresh.error !== undefined) return 'The devices could not be checked'
    if (count === 0) return 'Every device of this list is skipped'
    if (mustType && !isPhraseTyped(typed.toLowerCase(), phrase)) return `Type ${phrase} first`
    return undefined
  }

  async function confirm() {
    // The dialog is gone a frame after the first press, not with it.
    if (notReady !== undefined || hasBegun.current) return
    hasBegun.current = true
    const checked = await fresh.check()
    if (!checked) {
      // What is shown now is not what was confirmed.
      hasBegun.current = false
      setTyped('')
      return
    }
    const run = { ...context, ...(Number.isFinite(readAt) && { readAt: wallTime(readAt) }) }
    // Those the rule excludes are part of the receipt, and nothing of the run.
    const present = checked.filter(({ id }) => !recentlyRemoved(id) && !fresh.gone.has(id))
    close({ action, runId: beginMany(connection, action, present, run) })
  }

  return (
    <Dialog
      role="alertdialog"
      aria-labelledby="confirmation-title"
      aria-describedby="confirmation-summary confirmation-consequences"
      onClose={() => close()}
      initialFocus={cancel}
      className="sm:max-w-2xl"
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void confirm()
        }}
        className="grid gap-4 p-6 max-sm:p-4"
      >
        <div className="grid gap-1">
          <h2 id="confirmation-title" className="text-lg font-semibold tracking-tight">
            {words.verb} {counted(count, 'device')}?
          </h2>
          <p id="confirmation-summary" className="text-sm text-ink-muted">
            {context.label && `${context.label}. `}
            {Number.isFinite(readAt) && `Read at ${clockTime(wallTime(readAt), zone)}. `}
            {context.staleSince !== undefined &&
              'Each device is read again before its turn and skipped if it has connected since.'}
          </p>
        </div>

        <Checked fresh={fresh} count={selected.length} />
        {count >= many && <Breakdown devices={devices} now={openedAt} />}
        {count > 0 && (
          <DeviceChoiceList
            name={`${formatCount(count)} to ${action}`}
            devices={devices}
            noteOn={({ id }) => fresh.changes.get(id)}
          />
        )}
        {skipped.length > 0 && (
          <div className="grid gap-1.5">
            <h3 className="text-sm font-medium">
              {formatCount(skipped.length)} skipped: nothing is sent for{' '}
              {skipped.length === 1 ? 'it' : 'them'}
            </h3>
            <DeviceChoiceList
              name={`${formatCount(skipped.length)} skipped`}
              devices={skipped}
              noteOn={reasonFor}
              isShort
            />
          </div>
        )}

        {count > 0 && (
          <div id="confirmation-consequences" className="grid gap-3">
            <ConsequenceList action={action} count={count} />
            <p className="text-sm font-medium">{explanations[action].permanence}</p>
          </div>
        )}
        {count === 0 && (
          <Notice tone="info" title={`Nothing to ${words.verb.toLowerCase()}`}>
            Every device in this list is skipped.
          </Notice>
        )}
        <p className="text-sm text-ink-muted">
          {explanations[action].alternative.advice}{' '}
          <button
            type="button"
            className="rounded py-1 font-medium text-accent underline-offset-2 hover:underline"
            onClick={() => {
              setAction(other)
              setTyped('')
              cancel.current?.focus()
            }}
          >
            {deviceActions[other].verb} instead
          </button>
        </p>

        {/* What is asked for stays in sight, however long the list; but in a window as low as at 400 %
            it would hide what is to be confirmed. */}
        <div className="-mx-6 -mb-6 grid gap-3 rounded-b-xl border-t border-line bg-sunken px-6 py-3.5 max-sm:-mx-4 max-sm:-mb-4 max-sm:px-4 [@media(min-height:30rem)]:sticky [@media(min-height:30rem)]:bottom-0">
          {mustType && (
            <Field
              label={
                <>
                  {count < many && `${inUse} of these ${inUse === 1 ? 'is' : 'are'} in use. `}Type{' '}
                  <strong className="font-semibold">{phrase}</strong> to confirm.
                </>
              }
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
          <div className="flex justify-end gap-2 max-sm:flex-col-reverse">
            {count >= many && (
              <Button
                variant="quiet"
                icon={<Download aria-hidden className="size-4" />}
                onClick={() =>
                  void saveDevices(
                    { devices },
                    { format: 'csv', fields: exportedFields, description: phrase },
                  )
                }
                className="mr-auto max-sm:mr-0"
              >
                Export this list
              </Button>
            )}
            <Button ref={cancel} onClick={() => close()}>
              {count === 0 ? 'Close' : 'Cancel'}
            </Button>
            {count > 0 && (
              <Button
                type="submit"
                variant={words.isDestructive ? 'danger' : 'primary'}
                disabledReason={notReady}
              >
                {words.verb} {counted(count, 'device')}
              </Button>
            )}
          </div>
        </div>
      </form>
    </Dialog>
  )
}

function reasonToSkip(
  action: DeviceAction,
  device: Device,
  { gone }: Pick<FreshCheck, 'gone'>,
): string | undefined {
  return gone.has(device.id) || recentlyRemoved(device.id)
    ? 'Already removed'
    : reasonAgainst(action, device)
}

/** How fresh the devices are: while they are read again, when that failed, and what it brought up. */
function Checked({ fresh, count }: { fresh: FreshCheck; count: number }) {
  const { progress, error, changes, gone, hasChangedMeanwhile } = fresh
  if (error !== undefined) {
    return (
      <FailureNotice
        error={error}
        context="The devices could not be checked, so nothing is sent."
        onRetry={() => void fresh.check()}
      />
    )
  }
  const changed = changes.size + gone.size
  return (
    <div role="status" className="grid gap-2 empty:absolute">
      {progress !== undefined && (
        <p className="text-sm text-ink-muted tabular-nums">
          Checking {counted(count, 'device')}…{progress > 0 && ` ${formatCount(progress)} done`}
        </p>
      )}
      {progress === undefined && changed > 0 && (
        <Notice
          tone="warn"
          title={`${counted(changed, 'device')} changed since ${hasChangedMeanwhile ? 'this dialog opened' : 'you selected them'}`}
        >
          {hasChangedMeanwhile
            ? 'Nothing was sent. Review the list, then confirm again.'
            : 'Review the list before you confirm.'}
        </Notice>
      )}
    </div>
  )
}

/** What a long list is made of, for noticing that it is not the list that was meant. */
function Breakdown({ devices, now }: { devices: readonly Device[]; now: number }) {
  const owners = new Set(devices.flatMap(({ owner }) => owner?.id ?? owner?.email ?? []))
  const figures = [
    { what: 'Online', figure: devices.filter(isOnline).length },
    {
      what: 'Seen in the last 24 hours',
      figure: devices.filter((device) => wasSeenWithin24h(device, now)).length,
    },
    { what: owners.size === 1 ? 'Owner' : 'Owners', figure: owners.size },
    { what: 'Without an owner', figure: devices.filter(({ owner }) => !owner).length },
  ]
  return (
    <dl className="grid grid-cols-4 gap-2 max-sm:grid-cols-2">
      {figures.map(({ what, figure }) => (
        <div
          key={what}
          className="flex flex-col-reverse justify-end rounded-lg px-3 py-2 ring-1 ring-line ring-inset"
        >
          <dt className="text-xs text-ink-quiet">{what}</dt>
          <dd className="text-lg font-semibold tabular-nums">{formatCount(figure)}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Columns of the file to keep before acting. */
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
