import { useEffect } from 'react'
import { onSettled } from '../actions/run/outcome.ts'
import { applySettled } from '../devices/apply-settled.ts'
import { pauseFleetWhileSending } from '../devices/fleet-sync.ts'
import { ConfirmDevice } from '../actions/confirmation/confirm-device.tsx'
import { ConfirmDevices } from '../actions/confirmation/confirm-devices.tsx'
import { confirmation } from '../actions/confirmation/confirmation.ts'
import { RunBar } from '../actions/run/run-bar.tsx'
import { isUnderWay } from '../actions/run/run-record.ts'
import { runs } from '../actions/run/run-list.ts'
import { superviseRuns } from '../actions/run/runs.ts'
import { Toaster } from '../feedback/toaster.tsx'
import { showToast, toasts } from '../feedback/toasts.ts'
import { guardPresses } from '../lib/press.ts'
import { restoreTranslatedTexts } from '../lib/translated-texts.ts'
import { useStore } from '../lib/use-store.ts'
import type { Session } from '../session/open-session.ts'
import { useSession } from '../session/use-session.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { IdleWarning } from './idle-warning.tsx'
import { keepFocus } from './keep-focus.ts'
import { holdReload } from './new-version.ts'
import { isPreloadingForRun, preloadForRun } from './preload-for-run.ts'

/** Dialogs, bars and toasts, and the effects that actions need; all of it loads after the page. */
export function Overlays() {
  const session = useSession()
  const { connection } = session
  useEffect(
    () =>
      onSettled(async (batch) => {
        // After its session has ended, a run has nothing to correct in the next one.
        if (batch.connection === connection) await applySettled(session, batch)
      }),
    [connection, session],
  )
  useEffect(() => pauseFleetWhileSending(session), [session])
  useEffect(() => superviseRuns(connection), [connection])
  useEffect(() => keepFocus(), [])
  useEffect(() => guardPresses(), [])
  useEffect(() => restoreTranslatedTexts(document.body), [])
  useEffect(() => holdReload(() => isActing(session)), [session])
  const open = useStore(confirmation)
  const isAsking = open !== undefined
  useEffect(() => {
    if (isAsking) void preloadForRun()
  }, [isAsking])
  return (
    <>
      {open && (
        <ErrorBoundary onDismiss={() => open.close()}>
          {open.devices.length === 1 ? <ConfirmDevice {...open} /> : <ConfirmDevices {...open} />}
        </ErrorBoundary>
      )}
      <RunBar />
      <IdleWarning />
      <Toaster />
    </>
  )
}

const newVersion = 'A new version is available. Reload when the run has finished.'

/** True while a reload would interrupt a confirmation or a run; after a run, the person reloads. */
function isActing(session: Session): boolean {
  if (isPreloadingForRun()) return true
  if (!runs.get().some(isUnderWay)) return false
  if (
    toasts(session)
      .get()
      .every(({ text }) => text !== newVersion)
  ) {
    showToast(session, newVersion, 'attention')
  }
  return true
}
