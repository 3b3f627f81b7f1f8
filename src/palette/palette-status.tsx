import { FailureNotice } from '../feedback/failure-notice.tsx'
import { countOfMissing } from '../fleet/completeness.ts'
import type { AffordableFleet } from '../fleet/use-affordable-fleet.ts'
import { formatCount } from '../lib/text.ts'
import { FleetStatus, TooLarge } from '../search/fleet-status.tsx'

/** The snapshot that devices and people are found in, or why they aren't. */
export function PaletteStatus({ plan, state, size, error, retry }: AffordableFleet) {
  switch (plan) {
    case 'read':
      if (state.phase !== 'incomplete') return <FleetStatus state={state} />
      return (
        <p className="flex min-h-8 items-center text-warn">
          Incomplete: {countOfMissing(state.missing)} may be missing
        </p>
      )
    case 'ask':
      return (
        <p className="flex min-h-8 items-center tabular-nums">
          {typeof size?.total === 'number' ? `${formatCount(size.total)} devices` : 'Devices'}{' '}
          aren’t loaded yet, so only pages, views and exact device IDs are found.
        </p>
      )
    case 'never':
      return <TooLarge total={size?.total ?? undefined} />
    case 'unknown':
      return error ? (
        <FailureNotice error={error} onRetry={retry} />
      ) : (
        <p className="flex min-h-8 items-center">Loading…</p>
      )
  }
}
