import type { Device } from '../../api/device.ts'
import { steadyNow } from '../../lib/clock.ts'
import { sessionPart } from '../../session/open-session.ts'
import { deviceActionNames, type DeviceAction } from '../definitions.ts'

type Message =
  | { kind: 'done'; action: DeviceAction; id: string }
  | { kind: 'who-runs'; run: string }
  | { kind: 'runs'; run: string; outcomes: unknown }

/** Longest wait (ms) for another tab: a busy one takes a while, and its timers may be throttled. */
const answerWithinMs = 1_000

/** What a session tells other tabs of its actions, and hears from them until it ends. */
export const otherTabs = sessionPart((session) => {
  const { closed } = session.connection
  const channel = new BroadcastChannel('device-console.actions')
  if (closed.aborted) channel.close()
  /** When other tabs finished an action on a device (steady ms). */
  const doneElsewhere = new Map<string, number>()
  const asked = new Map<string, (outcomes: unknown) => void>()
  let runHere: (run: string) => unknown = () => undefined

  function post(message: Message): void {
    if (!closed.aborted) channel.postMessage(message)
  }

  channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const message = parseMessage(data)
    if (message?.kind === 'done') doneElsewhere.set(keyOf(message.action, message.id), steadyNow())
    if (message?.kind === 'runs') asked.get(message.run)?.(message.outcomes)
    if (message?.kind !== 'who-runs') return
    const { run } = message
    const outcomes = runHere(run)
    if (outcomes !== undefined) post({ kind: 'runs', run, outcomes })
  })
  closed.addEventListener('abort', () => channel.close())

  return {
    /** Notifies other tabs of a finished action, so that none of them counts it as its own. */
    noteDone(action: DeviceAction, id: string): void {
      doneElsewhere.delete(keyOf(action, id))
      post({ kind: 'done', action, id })
    },
    /** True if another tab has finished the same action since the device was read. */
    wasDoneElsewhere: (action: DeviceAction, { id, readAt }: Pick<Device, 'id' | 'readAt'>) =>
      readAt < (doneElsewhere.get(keyOf(action, id)) ?? -Infinity),
    /** Answers other tabs that ask for a run with what `outcomesOf` gives, unless it is `undefined`. */
    answerForRuns(outcomesOf: (run: string) => unknown): void {
      runHere = outcomesOf
    },
    /** Asks other tabs for a run: gives its outcomes so far, or `undefined` if no tab answers. */
    queryRun: (run: string): Promise<unknown> =>
      new Promise((resolve) => {
        const end = (outcomes: unknown) => {
          clearTimeout(timer)
          asked.delete(run)
          resolve(outcomes)
        }
        const timer = setTimeout(() => end(undefined), answerWithinMs)
        asked.set(run, end)
        post({ kind: 'who-runs', run })
      }),
  }
})

/** Another version of the console, or a script of this origin, may send anything. */
function parseMessage(data: unknown): Message | undefined {
  const { kind, action, id, run, outcomes } = (data ?? {}) as Partial<Record<string, unknown>>
  if (kind === 'done' && isAction(action) && typeof id === 'string') return { kind, action, id }
  if (kind === 'who-runs' && typeof run === 'string') return { kind, run }
  if (kind === 'runs' && typeof run === 'string') return { kind, run, outcomes }
  return undefined
}

function isAction(name: unknown): name is DeviceAction {
  return deviceActionNames.some((action) => action === name)
}

function keyOf(action: DeviceAction, id: string): string {
  return `${action} ${id}`
}
