import { explainError } from '../api/errors.ts'
import { actionWords } from './consequences.ts'
import type { NotSentReason, Outcome, OutcomeKind } from './outcome.ts'
import type { DeviceAction } from './rules.ts'

/** Why nothing was sent, as a sentence. */
export const notSentWords: Record<NotSentReason, string> = {
  stopped: 'The run was stopped before it came to this device.',
  'in-progress': 'Another run, dialog or tab was acting on this device.',
  refused: 'The API key was no longer accepted.',
  forbidden: 'This key is not allowed to do that.',
  'signed-out': 'Somebody signed out meanwhile.',
  idle: 'The console locked itself because nobody was there.',
  interrupted: 'The page was reloaded or closed before it came to this device.',
}

/** How an outcome is called in counts and tables: "Deactivated", "Failed". */
export function outcomeName(kind: OutcomeKind, action: DeviceAction): string {
  switch (kind) {
    case 'done': {
      const { done } = actionWords[action]
      return done.charAt(0).toUpperCase() + done.slice(1)
    }
    case 'already-gone':
      return 'Already gone'
    case 'failed':
      return 'Failed'
    case 'unknown':
      return 'Unknown'
    case 'not-sent':
      return 'Not sent'
    case 'skipped':
      return 'Skipped'
  }
}

/** Why a device ended as it did, for everything but success; empty where nothing is to say. */
export function outcomeReason(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'done':
      return ''
    case 'already-gone':
      return 'It was gone before the request arrived.'
    case 'failed':
      return outcome.error
        ? `${saidOf(outcome.error)} Nothing was changed.`
        : 'Read again after the interruption, the device is unchanged.'
    case 'unknown':
      return outcome.error
        ? `${saidOf(outcome.error)} It may have taken effect; the device could not be read again.`
        : 'It may have taken effect. The key in use now does not find the device: it is gone, or the key is for another network.'
    case 'skipped':
      return `${outcome.because}.`
    case 'not-sent':
      return notSentWords[outcome.because]
  }
}

/** What went wrong in one sentence, with the server's own words and the request id where known. */
function saidOf(error: Error): string {
  const { title } = explainError(error)
  const { serverMessages = [], requestId } = error as Partial<{
    serverMessages: readonly string[]
    requestId: string
  }>
  const details = [...serverMessages, ...(requestId ? [`request id ${requestId}`] : [])]
  return `${title}${details.length > 0 ? ` (${details.join('; ')})` : ''}.`
}
