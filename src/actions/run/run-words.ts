import { explainError } from '../../feedback/explain-error.ts'
import { paths } from '../../lib/paths.ts'
import { timeZone } from '../../lib/preferences.ts'
import { capitalized, counted, deviceName, formatCount } from '../../lib/text.ts'
import { clockTime } from '../../lib/time.ts'
import { deviceActions, type DeviceAction } from '../definitions.ts'
import { notSentWords, outcomeKinds, type Outcome, type OutcomeKind } from './outcome.ts'
import { isUnderWay, retryable, settledCount, type RunRecord } from './run-record.ts'

/** The title of a run: its label, or "Deactivate 37 devices". */
export function runTitle({ label, action, devices, targets }: RunRecord): string {
  if (label !== undefined) return label
  const [first] = devices
  const what = devices.length === 1 && first ? deviceName(first) : counted(targets, 'device')
  return `${deviceActions[action].verb} ${what}`
}

/** The link of a toast about a run. */
export function receiptLink(id: string) {
  return { href: paths.run(id), text: 'Open receipt' }
}

/** The counts by outcome: "35 deactivated, 1 failed, 1 not attempted". */
export function countsText(run: RunRecord): string {
  const parts = outcomeKinds.flatMap((kind) =>
    run.counts[kind] > 0
      ? [`${formatCount(run.counts[kind])} ${outcomeName(kind, run.action).toLowerCase()}`]
      : [],
  )
  const waiting = run.devices.length - settledCount(run)
  if (waiting > 0)
    parts.push(`${formatCount(waiting)} ${isUnderWay(run) ? 'waiting' : 'not checked yet'}`)
  return parts.join(', ')
}

const stateNames: Record<RunRecord['state'], string> = {
  running: 'Running',
  paused: 'Paused',
  stopping: 'Stopping',
  interrupted: 'Interrupted',
  elsewhere: 'Running in another tab',
  finished: 'Finished',
}

/** The state of a run in a word or two. */
export function stateName({ state, halted }: RunRecord): string {
  return state === 'finished' && halted ? 'Stopped' : stateNames[state]
}

/** Why a run ended early; `undefined` if it didn't. */
export function haltText({ halted, state }: RunRecord): string | undefined {
  if (!halted || state === 'running' || state === 'paused' || state === 'elsewhere')
    return undefined
  if (halted === 'stopped') return 'The run was stopped.'
  if (halted === 'interrupted') return 'The page was reloaded or closed during the run.'
  return notSentWords[halted]
}

/** The label of the button that resumes or retries a run; `undefined` if nothing is left to do. */
export function retryText(run: RunRecord): string | undefined {
  if (isUnderWay(run) || run.state === 'elsewhere' || run.isLooking) return undefined
  const { failed, unknown } = run.counts
  const notSent = run.counts['not-sent']
  const count = retryable(run).length
  if (count === 0) return unknown > 0 ? `Recheck ${formatCount(unknown)} unknown` : undefined
  if (count > failed + notSent) return `Retry ${formatCount(count)} unfinished`
  if (failed === 0) return `Resume (${formatCount(notSent)} left)`
  if (notSent === 0) return `Retry failed (${formatCount(failed)})`
  return `Retry ${formatCount(count)} failed or not attempted`
}

const outcomeNames: Record<Exclude<OutcomeKind, 'done'>, string> = {
  'already-gone': 'Already gone',
  failed: 'Failed',
  unknown: 'Unknown',
  'not-sent': 'Not attempted',
  skipped: 'Skipped',
}

/** The name of an outcome in counts and tables: "Deactivated", "Failed". */
export function outcomeName(kind: OutcomeKind, action: DeviceAction): string {
  return kind === 'done' ? capitalized(deviceActions[action].done) : outcomeNames[kind]
}

/** "Not removed." */
export function notDone(action: DeviceAction): string {
  return `Not ${deviceActions[action].done}.`
}

/** The reason for an outcome, in sentences; empty for success. */
export function outcomeReason(outcome: Outcome, action: DeviceAction): string {
  switch (outcome.kind) {
    case 'done':
      return ''
    case 'already-gone':
      return 'The device no longer existed.'
    case 'failed':
      return outcome.error ? saidOf(outcome.error, notDone(action)) : notDone(action)
    case 'unknown':
      return `${outcome.error ? `${saidOf(outcome.error)} ` : ''}${unknownWords(outcome)}`
    case 'skipped':
      return `${outcome.because}.`
    case 'not-sent':
      return outcome.error
        ? `${notSentWords[outcome.because]} ${saidOf(outcome.error)}`
        : notSentWords[outcome.because]
  }
}

/** The known facts about a device after a request without an answer. */
export function unknownWords({ unchangedAt }: Outcome & { kind: 'unknown' }): string {
  return unchangedAt === undefined
    ? 'It may have taken effect. The device couldn’t be checked.'
    : `The device was unchanged as of ${clockTime(unchangedAt, timeZone.get())}, but the request may still take effect.`
}

/** The error in a line, with what it meant, the server's own messages and the request ID if known. */
function saidOf(error: Error, effect = ''): string {
  const { title } = explainError(error)
  const { serverMessages = [], requestId } = error as Partial<{
    serverMessages: readonly string[]
    requestId: string
  }>
  const details = [...serverMessages, ...(requestId ? [`request ID ${requestId}`] : [])]
  const line = effect === '' ? `${title}.` : `${title}. ${effect}`
  return details.length > 0 ? `${line} (${details.join('; ')})` : line
}
