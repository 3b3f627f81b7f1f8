import type { Device } from '../../api/device.ts'
import { createChunk } from '../../lib/chunk.ts'
import type { ChangesMemory } from '../changes/change-questions.ts'
import { makeExport } from '../export.ts'
import { UnreadableFile } from '../given-file.ts'
import type { ListMemory } from '../from-list/list-questions.ts'
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
const lists: ListMemory = { index }
const files: ChangesMemory = { index }

// Few sessions ask these.
const listQuestions = createChunk(
  'matching of lists',
  () => import('../from-list/list-questions.ts'),
)
const changeQuestions = createChunk(
  'comparison of files',
  () => import('../changes/change-questions.ts'),
)

const callsOf = (job: Job): WorkerCalls => ({
  ...index,
  exportFile: (request, facts) => makeExport(request, facts, index, job),
  matchList: async (...args) => (await listQuestions.load()).askList(lists, job, ...args),
  notListed: async (...args) => (await listQuestions.load()).askNotListed(lists, job, ...args),
  listFile: async (...args) => (await listQuestions.load()).makeListFile(lists, job, ...args),
  changes: async (...args) => (await changeQuestions.load()).askChanges(files, job, ...args),
  changesFile: async (...args) =>
    (await changeQuestions.load()).makeChangesFile(files, job, ...args),
})

globalThis.addEventListener('message', ({ data, ports: [port] }: MessageEvent<CallMessage>) => {
  if (port) void answerTo(data, port)
})

async function answerTo({ name, args }: CallMessage, port: MessagePort): Promise<void> {
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
