import type { Connection } from '../api/connection.ts'
import { markMissingPart } from '../api/errors.ts'
import { withTimeLimit } from '../lib/time-limit.ts'
import type { Fleet } from './fleet.ts'

/** A part of the console that takes longer (ms) doesn't come. */
const maxWaitMs = 30_000

/**
 * Returns the snapshot of a connection, and downloads its code when first needed. Rejects with words
 * for a person when that fails or takes too long.
 */
export async function loadFleet(connection: Connection): Promise<Fleet> {
  const { fleetOf } = await withTimeLimit(import('./fleet.ts'), maxWaitMs, () => {
    const error = new Error('The code for loading devices doesn’t come')
    markMissingPart(error)
    return error
  })
  return fleetOf(connection)
}
