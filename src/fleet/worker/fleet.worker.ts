import type { Device } from '../../api/device.ts'
import { createChunk } from '../../lib/chunk.ts'
import type { ErrorWords } from '../../feedback/explain-error.ts'
import type { createChangeQuestions } from '../changes/change-questions.ts'
import {
  makeExport,
  type ExportedFile,
  type ExportFacts,
  type ExportRequest,
} from '../files/export.ts'
import type { createListQuestions } from '../from-list/list-questions.ts'
import { UnreadableFile } from '../files/given-file.ts'
import { createFleetIndex, type FleetIndex } from '../snapshot/fleet-index.ts'
import { createJob, type Job, type Progress } from './job.ts'

/** Questions as others ask them: without the job that the worker adds. */
type WithoutJob<Questions> = {
  [Name in keyof Questions]: Questions[Name] extends (job: Job, ...args: infer Args) => infer Answer
    ? (...args: Args) => Answer
    : never
}

/** Calls of the worker: the index's own operations, exports, and questions about lists and files. */
export type WorkerCalls = Omit<
  FleetIndex,
  'size' | 'rows' | 'sortByDevice' | 'revision' | 'countFrom'
> & {
  exportFile(request: ExportRequest, facts: ExportFacts): Promise<ExportedFile>
} & WithoutJob<ReturnType<typeof createListQuestions>> &
  WithoutJob<ReturnType<typeof createChangeQuestions>>
export type CallName = keyof WorkerCalls

/** A call, sent with the port for its answer. A message of the page on that port cancels it. */
export interface CallMessage {
  name: CallName
  args: readonly unknown[]
  /** When it was sent (ms since epoch): ages are counted from here. */
  now: number
}

/** A message on the port of a call: progress and pieces of a long answer first, then the answer or the failure. */
export type AnswerMessage =
  | { progress: Progress }
  | { piece: Device[] }
  | { answer: unknown }
  | { failure: unknown }
  /** Of an error, only its message would arrive. */
  | { unreadable: ErrorWords }

/** Devices in one message: receiving more at once would block the page. */
const devicesAMessage = 500

// Holds the snapshot in memory, off the main thread. It ends with the worker.

const index = createFleetIndex()

// Few sessions ask these.
const lists = createChunk('matching of lists', () =>
  import('../from-list/list-questions.ts').then((module) => module.createListQuestions(index)),
)
const files = createChunk('comparison of files', () =>
  import('../changes/change-questions.ts').then((module) => module.createChangeQuestions(index)),
)

const callsOf = (job: Job): WorkerCalls => ({
  ...index,
  exportFile: (request, facts) => makeExport(request, facts, index, job),
  matchList: async (...args) => (await lists.load()).matchList(job, ...args),
  notListed: async (...args) => (await lists.load()).notListed(job, ...args),
  listFile: async (...args) => (await lists.load()).listFile(job, ...args),
  changes: async (...args) => (await files.load()).changes(job, ...args),
  changesFile: async (...args) => (await files.load()).changesFile(job, ...args),
})

globalThis.addEventListener('message', ({ data, ports: [port] }: MessageEvent<CallMessage>) => {
  if (port) void answerTo(data, port)
})

async function answerTo({ name, args, now }: CallMessage, port: MessagePort): Promise<void> {
  index.countFrom(now)
  const send = (message: AnswerMessage) => port.postMessage(message)
  const canceled = new AbortController()
  port.addEventListener('message', () => canceled.abort())
  port.start()
  try {
    const calls = callsOf(createJob(canceled.signal, (progress) => send({ progress })))
    // Before the first pause, so that changes take effect in their order.
    const answer = await (calls[name] as (...given: readonly unknown[]) => unknown)(...args)
    if (!Array.isArray(answer)) {
      send({ answer })
      return
    }
    const items = answer as Device[]
    let start = 0
    for (; start + devicesAMessage < items.length; start += devicesAMessage) {
      send({ piece: items.slice(start, start + devicesAMessage) })
    }
    send({ answer: items.slice(start) })
  } catch (failure) {
    send(failure instanceof UnreadableFile ? { unreadable: failure.words } : { failure })
  }
}
