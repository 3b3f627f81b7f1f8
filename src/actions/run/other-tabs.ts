import type { Device } from '../../api/device.ts'
import { steadyNow } from '../../lib/clock.ts'
import { deviceActionNames, type DeviceAction } from '../definitions.ts'

type Message =
  | { kind: 'done'; action: DeviceAction; id: string }
  | { kind: 'who-runs'; run: string }
  | { kind: 'runs'; run: string; outcomes: unknown }

const channel = new BroadcastChannel('device-console.actions')
/** When other tabs finished an action on a device (steady ms). */
const doneElsewhere = new Map<string, number>()
const asked = new Map<string, (outcomes: unknown) => void>()

/** Gives the outcomes of a run of this tab, or `undefined` for any other. */
let runHere: (run: string) => unknown = () => undefined

channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  const message = parseMessage(data)
  if (message?.kind === 'done') doneElsewhere.set(keyOf(message.action, message.id), steadyNow())
  if (message?.kind === 'runs') asked.get(message.run)?.(message.outcomes)
  if (message?.kind !== 'who-runs') return
  const { run } = message
  const outcomes = runHere(run)
  if (outcomes !== undefined) post({ kind: 'runs', run, outcomes })
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

/** Notifies other tabs of a finished action, so that none of them counts it as its own. */
export function noteDone(action: DeviceAction, id: string): void {
  doneElsewhere.delete(keyOf(action, id))
  post({ kind: 'done', action, id })
}

/** True if another tab has finished the same action since the device was read. */
export function wasDoneElsewhere(
  action: DeviceAction,
  { id, readAt }: Pick<Device, 'id' | 'readAt'>,
): boolean {
  return readAt < (doneElsewhere.get(keyOf(action, id)) ?? -Infinity)
}

/** Answers other tabs that ask for a run with what `outcomesOf` gives, unless it is `undefined`. */
export function answerForRuns(outcomesOf: (run: string) => unknown): void {
  runHere = outcomesOf
}

/** Longest wait (ms) for another tab: a busy one takes a while, and its timers may be throttled. */
const answerWithinMs = 1_000

/** Asks other tabs for a run: gives its outcomes so far, or `undefined` if no tab answers. */
export function queryOtherTabs(run: string): Promise<unknown> {
  return new Promise((resolve) => {
    const end = (outcomes: unknown) => {
      clearTimeout(timer)
      asked.delete(run)
      resolve(outcomes)
    }
    const timer = setTimeout(() => end(undefined), answerWithinMs)
    asked.set(run, end)
    post({ kind: 'who-runs', run })
  })
}

function post(message: Message): void {
  channel.postMessage(message)
}

function keyOf(action: DeviceAction, id: string): string {
  return `${action} ${id}`
}
