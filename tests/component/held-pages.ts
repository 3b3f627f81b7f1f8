import { onTestFinished } from 'vitest'
import type { AnswerMessage, CallMessage, CallName } from '../../src/fleet/worker/fleet.worker.ts'
import type { MockNetwork } from '../../src/mock/network.ts'

/** Answers that the API holds back. */
export interface Held {
  /** Answers those that wait, and every later one at once. */
  release: () => void
}

interface HoldOptions {
  /**
   * Holds back the pages that begin at or after this offset. From 476 on, 575 devices come: pages of
   * 100 share 5 rows with their neighbor.
   */
  from?: number
  /** Answers with what this makes of each row; `place` is 0-based in the whole list. */
  row?: (device: Record<string, unknown>, place: number) => Record<string, unknown>
}

/** Holds back pages of the list from now on. */
export function holdPages(
  network: MockNetwork,
  { from = 476, row = (device) => device }: HoldOptions = {},
): Held {
  let gate: PromiseWithResolvers<void> | undefined = Promise.withResolvers<void>()
  network.intercept(({ request, next: answer }) => {
    const offset = Number(new URL(request.url).searchParams.get('offset'))
    if (request.method !== 'GET') return undefined
    return (async () => {
      if (gate && offset >= from) await gate.promise
      const body = (await (await answer(request)).json()) as { data?: Record<string, unknown>[] }
      return Response.json({
        ...body,
        ...(body.data && { data: body.data.map((each, at) => row(each, offset + at)) }),
      })
    })()
  })
  return {
    release() {
      gate?.resolve()
      gate = undefined
    },
  }
}

/** Holds back answers to these requests from now on: the API acts on them once they are released. */
export function holdAnswers(network: MockNetwork, isHeld: (request: Request) => boolean): Held {
  let gate: PromiseWithResolvers<void> | undefined = Promise.withResolvers<void>()
  network.intercept(async ({ request }) => {
    if (gate && isHeld(request)) await gate.promise
    return undefined
  })
  return {
    release() {
      gate?.resolve()
      gate = undefined
    },
  }
}

export const isRead = ({ method }: Request) => method === 'GET'
export const isChange = ({ method }: Request) => method !== 'GET'

/** Holds back these calls of the page to workers that start from now on, as if they were half done. */
export function holdCalls(name: CallName): Held & { canceled: () => number } {
  const RealWorker = globalThis.Worker
  let gate: PromiseWithResolvers<void> | undefined = Promise.withResolvers<void>()
  let canceled = 0
  class HeldWorker extends RealWorker {
    override postMessage(message: CallMessage, given?: unknown): void {
      const ports = given as MessagePort[]
      const [port] = ports
      if (message.name !== name || !gate || !port) {
        super.postMessage(message, ports)
        return
      }
      const tell = (answer: AnswerMessage) => port.postMessage(answer)
      tell({ progress: { doing: 'Held', done: 1, total: 2 } })
      let isCanceled = false
      const cancel = () => {
        isCanceled = true
        canceled += 1
        tell({ failure: new DOMException('Canceled', 'AbortError') })
      }
      port.addEventListener('message', cancel)
      port.start()
      void gate.promise.then(() => !isCanceled && super.postMessage(message, ports))
    }
  }
  globalThis.Worker = HeldWorker
  onTestFinished(() => {
    globalThis.Worker = RealWorker
  })
  return {
    canceled: () => canceled,
    release() {
      gate?.resolve()
      gate = undefined
    },
  }
}
