import type { Device } from '../../api/device.ts'
import { makeExport } from '../export.ts'
import { createFleetIndex } from '../snapshot/fleet-index.ts'
import {
  devicesAMessage,
  type AnswerMessage,
  type CallMessage,
  type WorkerCalls,
} from './worker-protocol.ts'

// Holds the snapshot in memory, off the main thread. It ends with the worker.

const index = createFleetIndex()
const calls: WorkerCalls = {
  ...index,
  exportFile: (request, facts) => makeExport(request, facts, index),
}

const send = (message: AnswerMessage) => globalThis.postMessage(message)

globalThis.addEventListener('message', ({ data }: MessageEvent<CallMessage>) => {
  const { id, name, args } = data
  try {
    const answer = (calls[name] as (...given: readonly unknown[]) => unknown)(...args)
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
})
