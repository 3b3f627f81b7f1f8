import type { Device } from '../api/device.ts'
import { announce } from '../feedback/announce.tsx'
import { showToast } from '../feedback/toasts.ts'
import { paths } from '../lib/paths.ts'
import { counted, formatCount } from '../lib/text.ts'
import { actionWords } from './consequences.ts'
import type { RunRecord } from './run-record.ts'
import { countsText } from './run-words.ts'
import type { DeviceAction } from './rules.ts'
import { beginRun, type BeginOptions } from './runs.ts'

/** Starts a run over confirmed devices and tells of its start and end. Gives its id. */
export function beginMany(
  action: DeviceAction,
  devices: readonly Device[],
  options: BeginOptions,
): string {
  const { id, finished } = beginRun(action, devices, options)
  announce(`${actionWords[action].doing} ${counted(devices.length, 'device')}`)
  void finished.then(tellEnd)
  return id
}

function tellEnd(run: RunRecord): void {
  // What ended for another reason than a person's word stays on the screen until seen to (run-bar.tsx).
  if (run.halted && run.halted !== 'stopped') {
    announce(`Stopped: ${countsText(run)}`)
    return
  }
  const link = { href: paths.run(run.id), text: 'Open receipt' }
  const { done } = run.counts
  const all = run.devices.length
  if (done + run.counts['already-gone'] === all) {
    showToast(`${counted(all, 'device')} ${actionWords[run.action].done}`, 'done', link)
  } else {
    const begin = run.halted ? 'Stopped: ' : `Of ${formatCount(all)} devices: `
    showToast(`${begin}${countsText(run)}`, 'attention', link)
  }
}
