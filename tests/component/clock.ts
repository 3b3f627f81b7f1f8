import { onTestFinished, vi } from 'vitest'
import type { AnswerMessage, CallMessage } from '../../src/fleet/worker/fleet.worker.ts'

/** Settles what waits for an answer of a worker, which takes none of a clock's time. */
let workersAnswer: () => Promise<void> = () => Promise.resolve()

/**
 * Puts the page's timers, clocks and time limits under the test's hand; time also goes on by itself.
 * Call it before the console is rendered.
 */
export function takeClock(): void {
  workersAnswer = watchWorkers()
  vi.useFakeTimers({
    shouldAdvanceTime: true,
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'],
  })
  // The browser's own timer behind it is out of reach.
  const timeout = vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
    const controller = new AbortController()
    setTimeout(() => controller.abort(new DOMException('Timed out', 'TimeoutError')), ms)
    return controller.signal
  })
  onTestFinished(async () => {
    // What is due later would otherwise never come, and be waited for by the tests after this one.
    await vi.advanceTimersByTimeAsync(60_000)
    timeout.mockRestore()
    vi.useRealTimers()
  })
}

/** Counts the calls of workers started from now on, and returns a promise of no call being open. */
function watchWorkers(): () => Promise<void> {
  const { Worker: RealWorker, MessageChannel: RealChannel } = globalThis
  const open = new Map<object, Set<MessagePort>>()
  /** The page's end of each channel, by the end that a worker gets. */
  const ends = new WeakMap<Transferable, MessagePort>()
  let onAnswer = () => undefined as void
  class WatchedChannel extends RealChannel {
    constructor() {
      super()
      ends.set(this.port2, this.port1)
    }
  }
  class WatchedWorker extends RealWorker {
    constructor(...from: ConstructorParameters<typeof Worker>) {
      super(...from)
      open.set(this, new Set())
      this.addEventListener('error', () => this.#end())
    }
    #end(): void {
      open.delete(this)
      onAnswer()
    }
    override postMessage(message: CallMessage, ports?: unknown): void {
      const [port] = ports as MessagePort[]
      const end = port && ends.get(port)
      if (!end) throw new Error('A call of a worker has a port for its answer')
      super.postMessage(message, [port])
      open.get(this)?.add(end)
      end.addEventListener('message', ({ data }: MessageEvent<AnswerMessage>) => {
        if ('progress' in data || 'piece' in data) return
        open.get(this)?.delete(end)
        onAnswer()
      })
    }
    override terminate(): void {
      this.#end()
      super.terminate()
    }
  }
  Object.assign(globalThis, { Worker: WatchedWorker, MessageChannel: WatchedChannel })
  onTestFinished(() => {
    Object.assign(globalThis, { Worker: RealWorker, MessageChannel: RealChannel })
  })
  return async () => {
    while ([...open.values()].some(({ size }) => size > 0)) {
      await new Promise<void>((resolve) => (onAnswer = resolve))
    }
  }
}

/** Lets so much time pass, with every timer that is due. Needs `takeClock`. */
export async function pass(ms: number): Promise<void> {
  await workersAnswer()
  await vi.advanceTimersByTimeAsync(ms)
}

/** Lets time pass in steps of a second until something is so, or `maxMs` are over. Needs `takeClock`. */
export async function passUntil(isSo: () => boolean, maxMs: number): Promise<void> {
  for (let passed = 0; passed < maxMs && !isSo(); passed += 1_000) await pass(1_000)
}

/** How much later the clocks of the page say it is; they are the browser's own while it is 0. */
let jumped = 0

/** Both clocks of the page are so much later at once, as after a sleep; timers go on where they were. */
export function jump(ms: number): void {
  jumped += ms
  if (jumped > ms) return
  const [date, elapsed] = [Date.now.bind(Date), performance.now.bind(performance)]
  const spies = [
    vi.spyOn(Date, 'now').mockImplementation(() => date() + jumped),
    vi.spyOn(performance, 'now').mockImplementation(() => elapsed() + jumped),
  ]
  onTestFinished(() => {
    jumped = 0
    for (const spy of spies) spy.mockRestore()
  })
}
