import { ApiError } from '../api/errors.ts'
import { explainError } from './explain-error.ts'
import type { Session } from '../session/open-session.ts'

// Set by `define` in vite.config.ts.
declare const APP_VERSION: string
declare const APP_COMMIT: string

/** Version and commit of this build: `1.2.0 (a1b2c3d4e5)`. */
export const version = `${APP_VERSION} (${APP_COMMIT})`

/**
 * A failure as text for a report, without key, name or e-mail address; the server's own messages are
 * left out, because they may contain names.
 * @param shownAt when it was shown, in ms since epoch; used for failures that no request caused
 */
export function failureDetails(
  session: Session | undefined,
  error: unknown,
  shownAt: number,
): string {
  return withoutKey(session, [...failureLines(error, shownAt), ...environment()])
}

/** A text for a report: version, browser, host and the last failed request, as `failureDetails`. */
export function diagnostics(session: Session): string {
  const { host, lastFailure } = session.connection
  const error = lastFailure()
  return withoutKey(session, [
    ...environment(),
    `API host: ${host}`,
    ...(error ? ['', 'Last error', ...failureLines(error)] : ['Last error: none']),
  ])
}

/** The version of the console and the browser, as lines of a report. */
export function environment(): string[] {
  return [`Console: Cipherscale device console ${version}`, `Browser: ${navigator.userAgent}`]
}

function failureLines(error: unknown, shownAt?: number): string[] {
  const { request, status, requestId } =
    error instanceof ApiError ? error : ({} as Partial<ApiError>)
  const at = request?.at ?? shownAt
  const places = error instanceof Error && !(error instanceof ApiError) && placesOf(error)
  return [
    `What: ${explainError(error).title}`,
    ...(at === undefined ? [] : [`When: ${new Date(at).toISOString()}`]),
    ...(request ? [`Request: ${request.method} ${withoutNames(request.path)}`] : []),
    ...(status === undefined ? [] : [`Status: ${status}`]),
    ...(requestId ? [`Request ID: ${requestId}`] : []),
    ...(places ? [`Where: ${error.name} at ${places}`] : []),
  ]
}

/** Keeps parts that look like words, numbers or IDs, because nothing requires an ID of the API to be a UUID. */
function withoutNames(path: string): string {
  return path.replaceAll(/[^/?&=]+/g, (part) => (/^(?:[\w.:,-]|%3A|%2C)+$/.test(part) ? part : '…'))
}

/** Files and positions of a stack's first five lines; the message, which may quote data, is left out. */
function placesOf({ stack = '' }: Error): string {
  return (stack.match(/[\w.-]+\.[jt]sx?(?:\?[^\s:]*)?:\d+:\d+/g) ?? []).slice(0, 5).join(', ')
}

function withoutKey(session: Session | undefined, lines: string[]): string {
  let text = lines.join('\n')
  session?.withKey((key) => {
    text = text.replaceAll(key, '…')
  })
  return text
}
