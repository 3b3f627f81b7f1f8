import { counted, deviceName, formatCount } from '../lib/text.ts'
import { deviceActions } from './device-actions.ts'
import { outcomeKinds } from './outcome.ts'
import { notSentWords, outcomeName } from './outcome-words.ts'
import { isUnderWay, retryable, settledCount, type RunRecord } from './run-record.ts'

/** What a run is about: its label, else "Deactivate 37 devices". */
export function runTitle({ label, action, devices, targets }: RunRecord): string {
  if (label !== undefined) return label
  const [first] = devices
  const what = devices.length === 1 && first ? deviceName(first) : counted(targets, 'device')
  return `${deviceActions[action].verb} ${what}`
}

/** "35 deactivated, 1 failed, 1 not sent": what there is of each outcome. */
export function countsText(run: RunRecord): string {
  const parts = outcomeKinds.flatMap((kind) =>
    run.counts[kind] > 0
      ? [`${formatCount(run.counts[kind])} ${outcomeName(kind, run.action).toLowerCase()}`]
      : [],
  )
  const waiting = run.devices.length - settledCount(run)
  if (waiting > 0) parts.push(`${formatCount(waiting)} ${isUnderWay(run) ? 'to go' : 'open'}`)
  return parts.join(', ')
}

/** How a run stands, in a word or two. */
export function stateName({ state, halted }: RunRecord): string {
  switch (state) {
    case 'running':
      return 'Running'
    case 'paused':
      return 'Paused'
    case 'stopping':
      return 'Stopping'
    case 'interrupted':
      return 'Interrupted'
    case 'elsewhere':
      return 'Running in another tab'
    case 'finished':
      return halted ? 'Stopped' : 'Finished'
  }
}

/** Why a run sent less than it was asked to; `undefined` when it did not. */
export function haltText({ halted, state }: RunRecord): string | undefined {
  if (!halted || state === 'running' || state === 'paused' || state === 'elsewhere')
    return undefined
  if (halted === 'stopped') return 'The run was stopped.'
  if (halted === 'interrupted') return 'The page was reloaded or closed in the middle of the run.'
  return notSentWords[halted]
}

/** The button that goes on with what a run left undone; `undefined` when nothing is. */
export function retryText(run: RunRecord): string | undefined {
  if (isUnderWay(run) || run.state === 'elsewhere' || run.isLooking) return undefined
  const { failed, unknown } = run.counts
  const notSent = run.counts['not-sent']
  const count = retryable(run).length
  if (count === 0) return unknown > 0 ? `Look again at ${formatCount(unknown)} unknown` : undefined
  if (count > failed + notSent) return `Retry ${formatCount(count)} not done`
  if (failed === 0) return `Continue with the ${formatCount(notSent)} not sent`
  if (notSent === 0) return `Retry failed (${formatCount(failed)})`
  return `Retry ${formatCount(count)} failed or not sent`
}
