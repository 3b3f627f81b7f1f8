import { useMutation, useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { Device } from '../api/device.ts'
import { getDevice } from '../api/devices.ts'
import { ApiError } from '../api/errors.ts'
import { serverNow, wallTime } from '../lib/clock.ts'
import { deviceName } from '../lib/text.ts'
import { FailureNotice } from '../feedback/failure-notice.tsx'
import { showToast } from '../feedback/toasts.ts'
import { useConnection } from '../session/use-connection.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { Notice } from '../ui/notice.tsx'
import { isStale, whatChanged } from '../actions/changes.ts'
import type { Confirmation } from './confirmation.ts'
import { explanations } from '../actions/explanations.ts'
import { ConsequenceList } from './consequences.tsx'
import { ConfirmationFacts } from './confirmation-facts.tsx'
import type { Outcome } from '../actions/outcome.ts'
import { outcomeReason, unknownWords } from '../actions/outcome-words.ts'
import { deviceActions, reasonAgainst } from '../actions/device-actions.ts'
import { beginRun } from '../actions/runs.ts'
import { isPhraseTyped, phraseToType } from './typed-phrase.ts'

/** Asks before acting on one device, carries it out as a run of one, and tells what became of it. */
export function ConfirmationDialog({
  action: asked,
  devices: [seen],
  context,
  close,
}: Confirmation) {
  const [action, setAction] = useState(asked)
  const [typed, setTyped] = useState('')
  const [openedAt] = useState(serverNow)
  /** What came up on checking once more before sending, in words. */
  const [change, setChange] = useState<string>()
  const connection = useConnection()
  const cancel = useRef<HTMLButtonElement>(null)
  /** Synchronous: the mutation's own state is a moment late, and a second one would hide the first one's failure. */
  const isSent = useRef(false)

  // Its own key: what is confirmed is read now, not what some screen read a minute ago.
  const reread = useQuery({
    queryKey: ['confirmation', seen.id, openedAt],
    queryFn: ({ signal }) => getDevice(connection, seen.id, signal),
    staleTime: Infinity,
    gcTime: 0,
  })
  const device: Device = reread.data?.device ?? seen
  const name = deviceName(device)
  const words = deviceActions[action]
  const other = explanations[action].alternative.action

  const run = useMutation({
    mutationFn: async (confirmed: Device) => {
      const readAt = wallTime(confirmed.readAt)
      const { id, finished } = beginRun(connection, action, [confirmed], { ...context, readAt })
      return { runId: id, outcome: (await finished).outcomes.get(confirmed.id) }
    },
    // Nothing parked offline may fire later.
    networkMode: 'always',
    onSettled: () => {
      isSent.current = false
    },
    onSuccess: ({ runId, outcome }) => {
      if (!outcome || (outcome.kind !== 'done' && outcome.kind !== 'already-gone')) return
      showToast(
        outcome.kind === 'done' ? `${name} was ${words.done}` : `${name} was already removed`,
      )
      close({ action, runId, outcome })
    },
  })
  const outcome = run.data?.outcome

  const isGone = reread.error instanceof ApiError && reread.error.kind === 'not-found'
  const phrase = phraseToType(action, device, openedAt)
  const notReady = reasonNotReady()

  function reasonNotReady(): string | undefined {
    if (reread.isFetching) return 'Checking the device'
    if (reread.isError) return 'The device could not be read again'
    const against = reasonAgainst(action, device)
    if (against) return against
    if (phrase !== undefined && !isPhraseTyped(typed, phrase)) return `Type ${phrase} first`
    return undefined
  }

  /** Sends what was confirmed, unless a look at a device that was read a while ago shows another one. */
  async function confirm() {
    if (notReady || isSent.current) return
    isSent.current = true
    setChange(undefined)
    let confirmed = device
    if (isStale(device)) {
      const latest = (await reread.refetch()).data?.device
      const changed = latest && (whatChanged(device, latest) ?? reasonAgainst(action, latest))
      if (!latest || changed !== undefined) {
        isSent.current = false
        setChange(changed)
        setTyped('')
        return
      }
      confirmed = latest
    }
    run.mutate(confirmed)
  }

  function leave() {
    // Somebody leaving after an open outcome still has to know what is true.
    close(run.data && outcome && { action, runId: run.data.runId, outcome })
  }

  return (
    <Dialog
      role="alertdialog"
      aria-labelledby="confirmation-title"
      aria-describedby="confirmation-facts confirmation-consequences"
      onClose={leave}
      held={run.isPending}
      initialFocus={cancel}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void confirm()
        }}
        className="grid gap-4 p-6 max-sm:p-4"
      >
        <h2 id="confirmation-title" className="text-lg font-semibold tracking-tight wrap-anywhere">
          {words.verb} <bdi>{name}</bdi>?
        </h2>

        <ConfirmationFacts device={device} isReading={reread.isPending} />

        {change !== undefined && (
          <div role="alert">
            <Notice tone="warn" title="The device changed since this dialog opened">
              {change}. Nothing was sent. Check it, then confirm again.
            </Notice>
          </div>
        )}
        {isGone && (
          <Notice tone="warn" title="This device is no longer there">
            It was removed in the meantime. Nothing is left to do.
          </Notice>
        )}
        {reread.isError && !isGone && (
          <FailureNotice
            error={reread.error}
            context="The device could not be read again, so nothing is sent."
            onRetry={() => void reread.refetch()}
            isRetrying={reread.isFetching}
          />
        )}

        {!isGone && (
          <div id="confirmation-consequences" className="grid gap-3">
            <ConsequenceList action={action} count={1} />
            <p className="text-sm font-medium">{explanations[action].permanence}</p>
            <p className="text-sm text-ink-muted">
              {explanations[action].alternative.advice}{' '}
              {!reasonAgainst(other, device) && (
                <button
                  type="button"
                  disabled={run.isPending}
                  className="rounded py-1 font-medium text-accent underline-offset-2 hover:underline"
                  onClick={() => {
                    setAction(other)
                    setTyped('')
                    run.reset()
                    cancel.current?.focus()
                  }}
                >
                  {deviceActions[other].verb} instead
                </button>
              )}
            </p>
          </div>
        )}

        {phrase !== undefined && !isGone && (
          <Field
            label={
              <>
                This device was in use within the last 24 hours. Type{' '}
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

        {outcome && <OpenOutcome outcome={outcome} />}
        {run.isError && (
          <FailureNotice error={run.error} context="The console does not know what happened." />
        )}

        <div className="-mx-6 -mb-6 flex justify-end gap-2 rounded-b-xl border-t border-line bg-sunken px-6 py-3.5 max-sm:-mx-4 max-sm:-mb-4 max-sm:flex-col-reverse max-sm:px-4">
          <Button
            ref={cancel}
            onClick={leave}
            disabledReason={run.isPending ? 'Wait for the answer' : undefined}
          >
            {isGone || outcome ? 'Close' : 'Cancel'}
          </Button>
          {!isGone && (
            <Button
              type="submit"
              variant={words.isDestructive ? 'danger' : 'primary'}
              busy={run.isPending}
              disabledReason={notReady}
            >
              {outcome ? `${words.verb} again` : `${words.verb} device`}
            </Button>
          )}
        </div>
      </form>
    </Dialog>
  )
}

/** An outcome that is not success, inside the dialog, in words. */
function OpenOutcome({ outcome }: { outcome: Outcome }) {
  switch (outcome.kind) {
    case 'failed':
      return <FailureNotice error={outcome.error} context="Nothing was changed." />
    case 'unknown':
      return (
        <FailureNotice
          error={outcome.error}
          context={`It was sent, but it is unknown whether it took effect. ${unknownWords(outcome)}`}
        />
      )
    case 'not-sent':
      return (
        <Notice tone="warn" title="Not sent">
          {outcomeReason(outcome)}
        </Notice>
      )
    case 'skipped':
      return (
        <Notice tone="warn" title="Skipped">
          {outcome.because}
        </Notice>
      )
    case 'done':
    case 'already-gone':
      return null
  }
}
