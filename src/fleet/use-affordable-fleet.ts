import { useQuery } from '@tanstack/react-query'
import { useStore } from '../lib/use-store.ts'
import { useConnection } from '../session/use-session.tsx'
import { fleetState, mostDevicesRead, type FleetState } from './fleet-state.ts'
import { fleetSizeQuery, readsEveryFleet, type FleetSize } from './reading-cost.ts'
import { mostReadUnasked, useFleet } from './use-fleet.ts'

/** A snapshot that is read unasked only where that costs little, or where the person chose so. */
export interface AffordableFleet {
  state: FleetState
  /** `read`: is read, or was; `ask`: only on request; `never`: too large; `unknown`: the API hasn't said. */
  plan: 'read' | 'ask' | 'never' | 'unknown'
  /** The size, asked for as long as nothing is read. */
  size: FleetSize | undefined
  error: Error | null
  retry: () => void
}

/** Returns the snapshot's state and size, and starts reading it where nobody has to be asked. */
export function useAffordableFleet(): AffordableFleet {
  const isReadAlways = useStore(readsEveryFleet)
  const isUnread = useStore(fleetState).phase === 'empty'
  const size = useQuery({ ...fleetSizeQuery(useConnection()), enabled: isUnread && !isReadAlways })
  const plan = isReadAlways || !isUnread ? 'read' : planFor(size.data)
  const state = useFleet(plan === 'read')
  return { state, plan, size: size.data, error: size.error, retry: () => void size.refetch() }
}

function planFor(size: FleetSize | undefined): AffordableFleet['plan'] {
  if (!size) return 'unknown'
  if (size.total === null) return 'ask'
  if (size.total > mostDevicesRead) return 'never'
  return size.total > mostReadUnasked ? 'ask' : 'read'
}
