import { afterAll, beforeAll, vi } from 'vitest'
import type { Fleet } from '../../src/fleet/fleet.ts'
import type { FleetIndex } from '../../src/fleet/snapshot/fleet-index.ts'

/** A snapshot whose questions an index answers in this process, without a worker. */
export function fleetOver(index: FleetIndex): Pick<Fleet, 'ask'> {
  return {
    ask: async (name, args) => {
      if (!(name in index)) throw new Error(`The index has no answer to ${name}`)
      return Reflect.apply(index[name as keyof FleetIndex], undefined, args) as never
    },
  }
}

/** Gives the machine this time (ms since epoch), from which a search counts ages, for the tests of a file. */
export function searchAt(now: number): void {
  beforeAll(() => void vi.setSystemTime(now))
  afterAll(() => void vi.useRealTimers())
}
