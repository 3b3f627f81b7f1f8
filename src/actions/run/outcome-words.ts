import { explainError } from '../../api/explain-error.ts'
import { timeZone } from '../../lib/preferences.ts'
import { capitalized } from '../../lib/text.ts'
import { clockTime } from '../../lib/time.ts'
import { notSentWords, type Outcome, type OutcomeKind } from './outcome.ts'
import { deviceActions, type DeviceAction } from '../definitions.ts'

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
