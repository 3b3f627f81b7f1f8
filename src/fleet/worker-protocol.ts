import type { Device } from '../api/device.ts'
import type { ExportedFile, ExportFacts } from './export.ts'
import type { FleetIndex } from './fleet-index.ts'
import type { ExportRequest } from './requests.ts'

/** What may be asked of the worker: the index's own operations, and a file. */
export type WorkerCalls = Omit<FleetIndex, 'size'> & {
  exportFile(request: ExportRequest, facts: ExportFacts): ExportedFile
}
export type CallName = keyof WorkerCalls

/** To the worker. Never the key: it has no use for it. */
export interface CallMessage {
  id: number
  name: CallName
  args: readonly unknown[]
}

/** From the worker: pieces of a long answer first, then the answer or the failure. */
export type AnswerMessage =
  | { id: number; piece: Device[] }
  | { id: number; answer: unknown }
  | { id: number; failure: unknown }

/** Devices in one message: taking in more would hold up the page. */
export const devicesAMessage = 500
