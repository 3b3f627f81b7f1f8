import type { Device } from '../api/device.ts'
import { announce } from '../feedback/announce.tsx'
import { showToast } from '../feedback/toasts.ts'
import { paths } from '../lib/paths.ts'
import { counted } from '../lib/text.ts'
import { actionWords } from './consequences.ts'
import type { RunContext, RunRecord } from './run-record.ts'
import { countsText } from './run-words.ts'
import { targetsOf, type DeviceAction } from './rules.ts'
import { beginRun } from './runs.ts'

/** Starts a run over confirmed devices and tells of its start and end. Gives its id. */
export function beginMany(
  action: DeviceAction,
  devices: readonly Device[],
  context: RunContext,
): string {
  const { id, finished } = beginRun(action, devices, context)
  announce(`${actionWords[action].doing} ${counted(targetsOf(action, devices), 'device')}`)
  void finished.then(tellEnd)
  return id
}

function tellEnd(run: RunRecord): void {
  const { counts, targets } = run
  const skippedByRule = run.devices.length - targets
  const isWhole = counts.done + counts['already-gone'] + skippedByRule === run.devices.length
  const text = isWhole
    ? `${counted(targets, 'device')} ${actionWords[run.action].done}`
    : `${run.halted ? 'Stopped' : `${actionWords[run.action].verb} ${counted(targets, 'device')}`}: ${countsText(run)}`
  // What ended for another reason than a person's word stays on the screen until seen to
  // (run-bar.tsx), and on its own page a run says for itself how it ended.
  const isTold =
    (run.halted !== undefined && run.halted !== 'stopped') ||
    globalThis.location?.pathname.endsWith(paths.run(run.id))
  if (isTold) announce(text)
  else {
    const link = { href: paths.run(run.id), text: 'Open receipt' }
    showToast(text, isWhole ? 'done' : 'attention', link)
  }
}
