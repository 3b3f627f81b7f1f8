import * as v from 'valibot'
import { apiErrorKinds } from '../../api/error-kinds.ts'
import { ApiError } from '../../api/errors.ts'
import { withoutUndefined } from '../../lib/without-undefined.ts'
import { errorOf, notSentReasons, type Outcome } from '../run/outcome.ts'

type ErrorFields = ConstructorParameters<typeof ApiError>[1]

const text = v.fallback(v.optional(v.string()), undefined)
const number = v.fallback(v.optional(v.number()), undefined)

const apiError = v.pipe(
  v.object({
    kind: v.picklist(apiErrorKinds),
    status: number,
    requestId: text,
    host: text,
    serverMessages: v.fallback(v.array(v.string()), []),
  }),
  v.transform(({ kind, ...fields }) => new ApiError(kind, withoutUndefined(fields) as ErrorFields)),
)

/** The console's own fault, or a kind that only another version of the console knows. */
const otherError = v.pipe(
  v.object({ kind: text, message: text }),
  v.transform(({ kind, message }) => new Error(message ?? kind ?? '')),
)
const anyError = v.fallback(v.optional(v.union([apiError, otherError])), undefined)

const outcomeSchema = v.variant('kind', [
  v.object({ at: number, kind: v.literal('done') }),
  v.object({ at: number, kind: v.literal('already-gone') }),
  v.object({
    at: number,
    kind: v.literal('failed'),
    error: v.fallback(v.optional(apiError), undefined),
  }),
  v.object({ at: number, kind: v.literal('unknown'), error: anyError, unchangedAt: number }),
  v.object({
    at: number,
    kind: v.literal('not-sent'),
    because: v.fallback(v.picklist(notSentReasons), 'interrupted'),
    error: anyError,
  }),
  v.object({ at: number, kind: v.literal('skipped'), because: v.fallback(v.string(), '') }),
])

/** An outcome for JSON, without the server's messages: those may name people. */
export function serializeOutcome(outcome: Outcome | undefined): unknown {
  const error = outcome && errorOf(outcome)
  if (!error) return outcome ?? null
  if (!(error instanceof ApiError)) return { ...outcome, error: { message: error.message } }
  const { kind, status, requestId, host } = error
  return { ...outcome, error: { kind, status, requestId, host } }
}

/** Parses what `serializeOutcome` gave, and adds the server's messages; `undefined` for anything else. */
export function readOutcome(spelled: unknown, serverMessages: unknown): Outcome | undefined {
  const { error } = (spelled ?? {}) as { error?: object }
  const whole = error ? { ...(spelled as object), error: { ...error, serverMessages } } : spelled
  const result = v.safeParse(outcomeSchema, whole)
  return result.success ? (withoutUndefined(result.output) as Outcome) : undefined
}

/** The server's own messages on an outcome. */
export function serverMessagesOf(outcome: Outcome | undefined): readonly string[] {
  const error = outcome && errorOf(outcome)
  return error instanceof ApiError ? error.serverMessages : []
}
