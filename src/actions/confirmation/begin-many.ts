import type { Device } from '../../api/device.ts'
import { announce } from '../../feedback/announce.tsx'
import { showToast } from '../../feedback/toasts.ts'
import { paths } from '../../lib/paths.ts'
import { counted } from '../../lib/text.ts'
import type { Session } from '../../session/open-session.ts'
import { targetsOf, type RunContext, type RunRecord } from '../run/run-record.ts'
import { countsText, receiptLink } from '../run/run-words.ts'
import { deviceActions, type DeviceAction } from '../definitions.ts'
import { beginRun } from '../receipts/runs.ts'

/** Starts a run over confirmed devices, and announces its start and end. Gives its ID. */
export function beginMany(
  session: Session,
  action: DeviceAction,
  devices: readonly Device[],
  context: RunContext,
): string {
  const { id, finished } = beginRun(session, action, devices, context)
  announce(
    session,
    `${deviceActions[action].doing} ${counted(targetsOf(action, devices), 'device')}`,
  )
  // A run that ended with its session is shown when the next one begins.
  void finished.then((run) =>
    session.connection.closed.aborted ? undefined : reportEnd(session, run),
  )
  return id
}

function reportEnd(session: Session, run: RunRecord): void {
  const { counts, targets } = run
  const skippedByRule = run.devices.length - targets
  const isComplete = counts.done + counts['already-gone'] + skippedByRule === run.devices.length
  const text = isComplete ? doneText(run) : stoppedText(run)
  // The run bar shows a run that something else than a person ended, and a run's own page its end.
  const isShown =
    (run.halted !== undefined && run.halted !== 'stopped') ||
    globalThis.location?.pathname.endsWith(paths.run(run.id))
  if (isShown) announce(session, text)
  else showToast(session, text, isComplete ? 'done' : 'attention', receiptLink(run.id))
}

function doneText({ action, counts }: RunRecord): string {
  const gone = counts['already-gone']
  if (counts.done === 0 && gone > 0) return `${counted(gone, 'device')} already gone`
  const done = `${counted(counts.done, 'device')} ${deviceActions[action].done}`
  return gone > 0 ? `${done}, ${gone} already gone` : done
}

function stoppedText(run: RunRecord): string {
  const asked = `${deviceActions[run.action].verb} ${counted(run.targets, 'device')}`
  return `${run.halted ? 'Stopped' : asked}: ${countsText(run)}`
}
