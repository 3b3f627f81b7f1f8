import type { Device } from '../../api/device.ts'
import { createChunk } from '../../lib/chunk.ts'
import { makeExport } from '../export.ts'
import { UnreadableFile } from '../given-file.ts'
import { createFleetIndex } from '../snapshot/fleet-index.ts'
import { createJob, type Job } from './job.ts'
import {
  devicesAMessage,
  type AnswerMessage,
  type CallMessage,
  type WorkerCalls,
} from './worker-protocol.ts'

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
