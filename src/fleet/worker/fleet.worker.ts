import type { Device } from '../../api/device.ts'
import { createChunk } from '../../lib/chunk.ts'
import type { ChangesMemory } from '../changes/change-questions.ts'
import { makeExport } from '../export.ts'
import type { ListMemory } from '../from-list/list-questions.ts'
import { createFleetIndex } from '../snapshot/fleet-index.ts'
import {
  devicesAMessage,
  type AnswerMessage,
  type CallMessage,
  type WorkerCalls,
} from './worker-protocol.ts'

// Holds the snapshot in memory, off the main thread. It ends with the worker.

const index = createFleetIndex()
const lists: ListMemory = { index }
const files: ChangesMemory = { index, files: new Map() }

// Few sessions ask these.
const listQuestions = createChunk(
  'matching of lists',
  () => import('../from-list/list-questions.ts'),
)
const changeQuestions = createChunk(
  'comparison of files',
  () => import('../changes/change-questions.ts'),
)

const calls: WorkerCalls = {
  ...index,
  exportFile: (request, facts) => makeExport(request, facts, index),
  matchList: async (...args) => (await listQuestions.load()).askList(lists, ...args),
  notListed: async (...args) => (await listQuestions.load()).askNotListed(lists, ...args),
  listFile: async (...args) => (await listQuestions.load()).makeListFile(lists, ...args),
  changes: async (...args) => (await changeQuestions.load()).askChanges(files, ...args),
  changesFile: async (...args) => (await changeQuestions.load()).makeChangesFile(files, ...args),
}

const send = (message: AnswerMessage) => globalThis.postMessage(message)

globalThis.addEventListener('message', ({ data }: MessageEvent<CallMessage>) => void answerTo(data))

async function answerTo({ id, name, args }: CallMessage): Promise<void> {
  try {
    // Before the first pause, so that changes take effect in their order.
    const answer = await (calls[name] as (...given: readonly unknown[]) => unknown)(...args)
    if (!Array.isArray(answer)) {
      send({ id, answer })
      return
    }
    const items = answer as Device[]
    let start = 0
    for (; start + devicesAMessage < items.length; start += devicesAMessage) {
      send({ id, piece: items.slice(start, start + devicesAMessage) })
    }
    send({ id, answer: items.slice(start) })
  } catch (failure) {
    send({ id, failure })
  }
}
