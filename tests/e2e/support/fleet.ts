import type { Intercept } from '../../../src/mock/network.ts'
import type { RawDevice } from '../../../src/mock/raw.ts'
import type { RunningApi } from '../../api/start.ts'
import { detached } from '../../hostile.ts'

/** The device of this name, as the API has it now. */
export function deviceNamed({ backend }: RunningApi, name: string): RawDevice {
  const device = backend.list([], 100, 0).data.find((each) => each.name === name)
  if (!device) throw new Error(`The first hundred devices have no ${name}`)
  return device
}

/** Requests that wait until the test lets them go. */
export interface Gate {
  /** How many wait. */
  waiting: () => number
  /** Waits until `release`. */
  pass: () => Promise<void>
  /** Lets all go that wait. */
  release: () => void
}

/** Makes a gate for requests. */
export function createGate(): Gate {
  let waiting: (() => void)[] = []
  return {
    waiting: () => waiting.length,
    pass: () => new Promise((resolve) => waiting.push(resolve)),
    release() {
      for (const go of waiting) go()
      waiting = []
    },
  }
}

/** Holds requests of a method at a gate; the backend meets them afterwards, whoever still listens. */
export function holding(gate: Gate, heldMethod: string): Intercept {
  return ({ request, next }) => {
    if (request.method !== heldMethod) return undefined
    const kept = detached(request)
    return (async () => {
      await gate.pass()
      return next(kept)
    })()
  }
}
