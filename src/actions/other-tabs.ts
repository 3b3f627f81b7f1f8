import type { DeviceAction } from './device-actions.ts'

/** Time (ms) for which actions of other tabs are remembered: longer than a run of this tab. */
const rememberedMs = 10 * 60_000

type Message =
  | { kind: 'done'; action: DeviceAction; id: string }
  | { kind: 'who-runs'; run: string }
  | { kind: 'runs'; run: string; outcomes: unknown }

const channel = new BroadcastChannel('device-console.actions')
const doneElsewhere = new Map<string, number>()
const asked = new Map<string, (outcomes: unknown) => void>()

/** Gives the outcomes of a run of this tab, or `undefined` for any other. */
let runHere: (run: string) => unknown = () => undefined

channel.addEventListener('message', ({ data }: MessageEvent<Message>) => {
  if (data.kind === 'done') doneElsewhere.set(keyOf(data.action, data.id), Date.now())
  if (data.kind === 'runs') asked.get(data.run)?.(data.outcomes)
  if (data.kind !== 'who-runs') return
  const outcomes = runHere(data.run)
  if (outcomes !== undefined) post({ kind: 'runs', run: data.run, outcomes })
})

/** Notifies other tabs of a finished action, so that none of them counts it as its own. */
export function noteDone(action: DeviceAction, id: string): void {
  doneElsewhere.delete(keyOf(action, id))
  post({ kind: 'done', action, id })
}

/** True if another tab finished the same action recently. */
export function wasDoneElsewhere(action: DeviceAction, id: string): boolean {
  const time = doneElsewhere.get(keyOf(action, id))
  return time !== undefined && Date.now() - time < rememberedMs
}

/** Answers other tabs that ask for a run with what `outcomesOf` gives, unless it is `undefined`. */
export function answerForRuns(outcomesOf: (run: string) => unknown): void {
  runHere = outcomesOf
}

/** Longest wait (ms) for another tab: a busy one takes a while, and its timers may be throttled. */
const answerWithinMs = 1_000

/** Asks other tabs for a run: gives its outcomes so far, or `undefined` if no tab answers. */
export function askWhoRuns(run: string): Promise<unknown> {
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
