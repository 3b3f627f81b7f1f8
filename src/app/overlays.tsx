import { useEffect } from 'react'
import { onSettled } from '../actions/run/outcome.ts'
import { applySettled } from '../devices/apply-settled.ts'
import { ConfirmAction } from '../actions/confirmation/confirm-action.tsx'
import { confirmation } from '../actions/confirmation/confirmation.ts'
import { RunBar } from '../actions/run-bar.tsx'
import { isUnderWay } from '../actions/run/run-record.ts'
import { isSending, runs } from '../actions/receipts/run-list.ts'
import { superviseRuns } from '../actions/receipts/runs.ts'
import { fleetState } from '../fleet/fleet-state.ts'
import { Toaster } from '../feedback/toaster.tsx'
import { showToast, toasts } from '../feedback/toasts.ts'
import { guardPresses } from '../lib/press.ts'
import { useStore } from '../lib/use-store.ts'
import { handlePageKeys } from '../list/page-keys.ts'
import { matchPastedLines } from '../search/paste-anywhere.ts'
import { PasteOffer } from '../search/paste-offer.tsx'
import type { Session } from '../session/open-session.ts'
import { useSession } from '../session/use-session.tsx'
import { neededInRun } from './chunks.ts'
import { ErrorBoundary } from './error-boundary.tsx'
import { IdleWarning } from './idle-warning.tsx'
import { keepFocus } from './keep-focus.ts'
import { reloadHold } from './new-version.ts'

/** Dialogs, bars and toasts, and the effects that actions need; all of it loads after the page. */
export function Overlays() {
  const session = useSession()
  useEffect(() => {
    superviseRuns(session)
    reloadHold(session).isHeld = () => isActing(session)
    const stops = [
      onSettled(session, (batch) => applySettled(session, batch)),
      pauseFleetWhileSending(session),
      matchPastedLines(session),
      keepFocus(),
      guardPresses(),
      handlePageKeys(),
    ]
    return () => {
      for (const stop of stops) stop()
    }
  }, [session])
  const open = useStore(confirmation(session))
  const isAsking = open !== undefined
  useEffect(() => {
    if (!isAsking) return
    // A failure does no harm: each is requested again when needed.
    for (const chunk of neededInRun) chunk.load().catch(() => undefined)
  }, [isAsking])
  return (
    <>
      {open && (
        <ErrorBoundary onDismiss={() => open.close()}>
          <ConfirmAction {...open} />
        </ErrorBoundary>
      )}
      <PasteOffer within="form[role=search]" />
      <RunBar />
      <IdleWarning />
      <Toaster />
    </>
  )
}

const newVersion = 'A new version is available. Reload when the run has finished.'

/** True while a reload would interrupt a confirmation or a run; after a run, the person reloads. */
function isActing(session: Session): boolean {
  if (!runs(session).get().some(isUnderWay)) return confirmation(session).get() !== undefined
  const shown = toasts(session).get()
  if (shown.every(({ text }) => text !== newVersion)) showToast(session, newVersion, 'attention')
  return true
}

/** Pauses loading devices while a run sends, which leaves the API's rate limit to the run. */
function pauseFleetWhileSending(session: Session): () => void {
  const fleet = fleetState(session)
  const sends = isSending(session)
  return sends.subscribe(() => fleet.set({ ...fleet.get(), paused: sends.get() }))
}
