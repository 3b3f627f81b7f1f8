import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { isStale, whatChanged } from '../run/changes.ts'
import { deviceActions, disabledReasonFor } from '../definitions.ts'
import { explanations } from './explanations.ts'
import type { Outcome } from '../run/outcome.ts'
import { receiptLink } from '../run/run-words.ts'
import { beginRun } from '../receipts/runs.ts'
import type { Device } from '../../api/device.ts'
import { ApiError } from '../../api/errors.ts'
import { FailureNotice } from '../../feedback/failure-notice.tsx'
import { readDevice } from '../../fleet/read-device.ts'
import { showToast } from '../../feedback/toasts.ts'
import { serverNow, wallTime } from '../../lib/clock.ts'
import { deviceName } from '../../lib/text.ts'
import { useSession } from '../../session/use-session.tsx'
import { Notice } from '../../ui/notice.tsx'
import type { Confirmation } from './confirmation.ts'
import { ConfirmationDialog } from './confirmation-dialog.tsx'
import { wasConfirmedBefore } from './confirmed-before.ts'
import { ListedAs } from '../listed-as.tsx'
import { ConfirmationFacts } from './confirmation-facts.tsx'
import { OpenOutcome } from './open-outcome.tsx'
import { phraseToType } from './typed-phrase.ts'

/** Asks before acting on one device, acts on it as a run of one, and shows the outcome. */
export function ConfirmDevice({ action: asked, devices: [seen], context, close }: Confirmation) {
  const [action, setAction] = useState(asked)
  const [openedAt] = useState(serverNow)
  /** What the last check before sending found, in words. */
  const [change, setChange] = useState<string>()
  const session = useSession()

  // A key of its own, so that the device is read now and not taken from a screen's cache.
  const reread = useQuery({
    queryKey: ['confirmation', seen.id, openedAt],
    queryFn: ({ signal }) => readDevice(session, seen.id, signal),
    staleTime: Infinity,
    gcTime: 0,
  })
  const device: Device = reread.data?.device ?? seen
  const isGone = reread.error instanceof ApiError && reread.error.kind === 'not-found'
  const name = deviceName(device)
  const { verb, done } = deviceActions[action]

  const run = useMutation({
    mutationFn: async (confirmed: Device) => {
      const readAt = wallTime(confirmed.readAt)
      const { id, finished } = beginRun(session, action, [confirmed], { ...context, readAt })
      return { runId: id, outcome: (await finished).outcomes.get(confirmed.id) }
    },
    // Nothing that was parked offline may be sent later.
    networkMode: 'always',
    onSuccess: ({ runId, outcome }) => {
      if (!isSettled(outcome)) return
      const text = outcome.kind === 'done' ? `${name} was ${done}` : `${name} was already removed`
      showToast(session, text, 'done', receiptLink(runId))
      close({ action, runId, outcome })
    },
  })
  const outcome = run.data?.outcome
  const alternative = explanations[action].alternative.action
  const wasConfirmed =
    whatChanged(seen, device) === undefined && wasConfirmedBefore(session, action, context)
  const phrase = wasConfirmed ? undefined : phraseToType(action, device, openedAt)

  function reasonNotReady(): string | undefined {
    if (reread.isFetching) return 'Checking the device'
    if (reread.isError) return 'The device could not be checked'
    return disabledReasonFor(action, device)
  }

  async function confirm() {
    setChange(undefined)
    let confirmed = device
    if (isStale(device)) {
      const latest = (await reread.refetch()).data?.device
      const changed = latest && (whatChanged(device, latest) ?? disabledReasonFor(action, latest))
      if (!latest || changed !== undefined) {
        setChange(changed)
        return 'changed'
      }
      confirmed = latest
    }
    const result = await run.mutateAsync(confirmed).catch(() => undefined)
    return isSettled(result?.outcome) ? 'closed' : 'failed'
  }

  return (
    <ConfirmationDialog
      action={action}
      title={
        <>
          {verb} <bdi>{name}</bdi>?
        </>
      }
      describedBy="confirmation-facts"
      count={isGone ? 0 : 1}
      phrase={
        phrase === undefined || isGone
          ? undefined
          : { text: phrase, reason: 'This device was active in the last 24 hours.' }
      }
      notReady={reasonNotReady()}
      confirmLabel={outcome ? `${verb} again` : `${verb} device`}
      closeLabel={isGone || outcome ? 'Close' : 'Cancel'}
      onConfirm={confirm}
      // The caller needs an outcome that is still unknown, too.
      onClose={() => close(run.data && outcome && { action, runId: run.data.runId, outcome })}
      onSwitch={
        isGone || disabledReasonFor(alternative, device)
          ? undefined
          : (next) => {
              setAction(next)
              run.reset()
            }
      }
      isPending={run.isPending}
      outcome={
        <>
          {outcome && <OpenOutcome outcome={outcome} action={action} />}
          {run.isError && <FailureNotice error={run.error} context="The outcome is unknown." />}
        </>
      }
    >
      <ConfirmationFacts device={device} isReading={reread.isPending} />
      <ListedAs line={context.listedAs?.get(seen.id)} />
      {change !== undefined && (
        <div role="alert">
          <Notice tone="warn" title="The device changed since this dialog opened">
            {change}. Nothing was sent. Check it, then confirm again.
          </Notice>
        </div>
      )}
      {isGone && (
        <Notice tone="warn" title="This device no longer exists">
          It was removed in the meantime. There’s nothing left to do.
        </Notice>
      )}
      {reread.isError && !isGone && (
        <FailureNotice
          error={reread.error}
          context="The device could not be checked, so nothing is sent."
          onRetry={() => void reread.refetch()}
          isRetrying={reread.isFetching}
        />
      )}
    </ConfirmationDialog>
  )
}

/** True when nothing is left to do. */
function isSettled(
  outcome: Outcome | undefined,
): outcome is Outcome & { kind: 'done' | 'already-gone' } {
  return outcome?.kind === 'done' || outcome?.kind === 'already-gone'
}
