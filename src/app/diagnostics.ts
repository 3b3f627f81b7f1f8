import type { Connection } from '../api/connection.ts'

// Set by `define` in vite.config.ts.
declare const APP_VERSION: string
declare const APP_COMMIT: string

/** Version and commit of this build: `1.2.0 (a1b2c3d4e5)`. */
export const version = `${APP_VERSION} (${APP_COMMIT})`

/** A text for a report: version, browser, host and the last error, without key, name or address. */
export function diagnostics({
  host,
  lastFailure,
}: Pick<Connection, 'host' | 'lastFailure'>): string {
  const failure = lastFailure()
  const error = failure && [
    new Date(failure.at).toISOString(),
    failure.method,
    failure.error.status ?? failure.error.kind,
    ...(failure.error.requestId ? [`request ID ${failure.error.requestId}`] : []),
  ]
  return [
    `Cipherscale Device console ${version}`,
    `Browser: ${navigator.userAgent}`,
    `API host: ${host}`,
    `Last error: ${error?.join(', ') ?? 'none'}`,
  ].join('\n')
}
