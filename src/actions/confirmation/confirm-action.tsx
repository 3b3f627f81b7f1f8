import { useRef, useState } from 'react'
import type { Device } from '../../api/device.ts'
import { showToast } from '../../feedback/toasts.ts'
import { recentlyRemoved } from '../../fleet/settled.ts'
import { serverNow } from '../../lib/clock.ts'
import { createStore } from '../../lib/store.ts'
import { counted, deviceName } from '../../lib/text.ts'
import { useSession } from '../../session/use-session.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Notice } from '../../ui/notice.tsx'
import { deviceActions, disabledReasonFor } from '../definitions.ts'
import { beginRun } from '../receipts/runs.ts'
import { receiptLink } from '../run/run-words.ts'
import { beginMany } from './begin-many.ts'
import type { Confirmation, ConfirmationResult } from './confirmation.ts'
import { ConsequenceList } from './consequences.tsx'
import { ConfirmedDevice, OpenOutcome } from './confirmed-device.tsx'
import { ConfirmedDevices, TitleForSeveral } from './confirmed-devices.tsx'
import { explanations } from './explanations.ts'
import { PhraseField, reasonToType, SubmitButton } from './phrase-field.tsx'
import { phraseFor, wasConfirmedBefore } from './typed-phrase.ts'
import { useFreshDevices } from './use-fresh-devices.ts'

/** Asks before acting on exactly the devices it shows, and starts the run; shows a single one's outcome. */
export function ConfirmAction({ action: asked, devices: selected, context, close }: Confirmation) {
  const session = useSession()
  const [action, setAction] = useState(asked)
  const [openedAt] = useState(serverNow)
  /** In a store, because a letter typed must not render the devices again. */
  const [typed] = useState(() => createStore(''))
  const [isPending, setIsPending] = useState(false)
  /** Of an attempt on a single device that left something to do. */
  const [result, setResult] = useState<ConfirmationResult>()
  const cancel = useRef<HTMLButtonElement>(null)
  /** Synchronous, because state is a frame late and a second press could send twice. */
  const isConfirming = useRef(false)
  const fresh = useFreshDevices(selected)

  const { verb, done, isDestructive } = deviceActions[action]
  const { permanence, alternative } = explanations[action]
  const isOne = selected.length === 1
  const [first = selected[0]] = fresh.devices
  const name = deviceName(first)
  const isGone = ({ id }: Device) => fresh.gone.has(id) || recentlyRemoved(session, id)
  const skipReason = (device: Device) =>
    isGone(device) ? 'Already removed' : disabledReasonFor(action, device)
  const devices = fresh.devices.filter((device) => skipReason(device) === undefined)
  const count = devices.length
  const canSwitch = fresh.devices.some(
    (device) => !isGone(device) && disabledReasonFor(alternative.action, device) === undefined,
  )
  const wasConfirmed =
    fresh.changes.size + fresh.gone.size === 0 && wasConfirmedBefore(session, action, context)
  const phrase = wasConfirmed ? undefined : phraseFor(action, devices, isOne, openedAt)

  function reasonToWait(): string | undefined {
    if (fresh.progress !== undefined) return isOne ? 'Checking the device' : 'Checking devices'
    if (fresh.error !== undefined) return `The ${isOne ? 'device' : 'devices'} could not be checked`
    return undefined
  }

  async function confirm() {
    const disabledReason = reasonToWait() ?? reasonToType(typed.get(), phrase)
    if (disabledReason !== undefined || count === 0 || isConfirming.current) return
    isConfirming.current = true
    setResult(undefined)
    const checked = await fresh.check()
    if (checked) {
      // Devices that the rule excludes stay in the receipt, as skipped.
      await send(checked.filter((device) => !isGone(device)))
    } else {
      typed.set('')
      isConfirming.current = false
    }
  }

  async function send(confirmed: readonly Device[]) {
    if (!isOne) {
      close({ action, runId: beginMany(session, action, confirmed, context) })
      return
    }
    setIsPending(true)
    const { id: runId, finished } = beginRun(session, action, confirmed, context)
    const outcome = (await finished).outcomes.get(first.id)
    const ended = { action, runId, ...(outcome && { outcome }) }
    if (outcome?.kind === 'done' || outcome?.kind === 'already-gone') {
      const text = outcome.kind === 'done' ? `${name} was ${done}` : `${name} was already removed`
      showToast(session, text, 'done', receiptLink(runId))
      // The dialog is on the screen a frame longer than it is open, and stays pending.
      close(ended)
    } else {
      setResult(ended)
      setIsPending(false)
      isConfirming.current = false
    }
  }

  function switchAction() {
    setAction(alternative.action)
    setResult(undefined)
    typed.set('')
    cancel.current?.focus()
  }

  return (
    <Dialog
      role="alertdialog"
      aria-labelledby="confirmation-title"
      aria-describedby="confirmation-devices confirmation-consequences"
      // The caller needs an outcome that is still unknown, too.
      onClose={() => close(result)}
      held={isPending}
      initialFocus={cancel}
      className={isOne ? '' : 'sm:max-w-3xl'}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void confirm()
        }}
        // Only the devices scroll, except in a low window (400 % zoom), where the rest would hide them.
        className="grid [@media(min-height:40rem)]:max-h-[calc(100dvh-3rem)] [@media(min-height:40rem)]:grid-rows-[auto_minmax(4rem,1fr)_auto]"
      >
        <h2
          id="confirmation-title"
          className="px-6 pt-5 pb-3 text-lg font-semibold tracking-tight wrap-anywhere max-sm:px-4"
        >
          {isOne ? (
            <>
              {verb} <bdi>{name}</bdi>?
            </>
          ) : (
            <TitleForSeveral action={action} context={context} count={count} />
          )}
        </h2>
        <div
          role="region"
          aria-labelledby="confirmation-title"
          // The region scrolls, so the keyboard must be able to reach it (axe: scrollable-region-focusable).
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- see above
          tabIndex={0}
          className="grid content-start gap-3 overflow-y-auto px-6 pb-4 -outline-offset-2 max-sm:px-4"
        >
          {isOne ? (
            <ConfirmedDevice
              device={first}
              listedAs={context.listedAs?.get(first.id)}
              fresh={fresh}
            />
          ) : (
            <ConfirmedDevices
              action={action}
              devices={devices}
              context={context}
              fresh={fresh}
              openedAt={openedAt}
              skipReason={skipReason}
            />
          )}
          {count === 0 && (!isOne || fresh.gone.size === 0) && (
            <Notice tone="info" title={`Nothing to ${verb.toLowerCase()}`}>
              {isOne ? `${skipReason(first)}.` : 'Every device in this list is skipped.'}
            </Notice>
          )}
          {result?.outcome && <OpenOutcome outcome={result.outcome} action={action} />}
        </div>

        <div className="grid gap-2.5 rounded-b-xl border-t border-line bg-sunken px-6 py-3.5 max-sm:px-4">
          {count > 0 && (
            <div id="confirmation-consequences" className="grid gap-2.5">
              <ConsequenceList action={action} count={count} />
              <p className="text-sm font-medium">{permanence}</p>
            </div>
          )}
          {canSwitch && (
            <p className="text-sm text-ink-muted">
              {alternative.advice}{' '}
              <button
                type="button"
                disabled={isPending}
                className="rounded py-1 forced-colors:px-1 font-medium text-accent underline-offset-2 hover:underline"
                onClick={switchAction}
              >
                {deviceActions[alternative.action].verb} instead
              </button>
            </p>
          )}
          {phrase && <PhraseField phrase={phrase} typed={typed} />}
          <div className="flex justify-end gap-2 max-sm:*:flex-1">
            <Button
              ref={cancel}
              onClick={() => close(result)}
              disabledReason={isPending ? 'Waiting for the answer' : undefined}
            >
              {count === 0 || result ? 'Close' : 'Cancel'}
            </Button>
            {count > 0 && (
              <SubmitButton
                variant={isDestructive ? 'danger' : 'primary'}
                busy={isPending}
                disabledReason={reasonToWait()}
                phrase={phrase}
                typed={typed}
              >
                {verb} {result ? 'again' : isOne ? 'device' : counted(count, 'device')}
              </SubmitButton>
            )}
          </div>
        </div>
      </form>
    </Dialog>
  )
}
