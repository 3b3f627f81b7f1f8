import type { Device } from '../../api/device.ts'
import type { ExportedFile, ExportFacts } from '../export.ts'
import type { FleetIndex } from '../snapshot/fleet-index.ts'
import type { ExportRequest } from '../requests.ts'

/** Calls of the worker: the index's own operations, and exports. */
export type WorkerCalls = Omit<FleetIndex, 'size'> & {
  exportFile(request: ExportRequest, facts: ExportFacts): ExportedFile
}
export type CallName = keyof WorkerCalls

/** A message to the worker. It never holds the key. */
export interface CallMessage {
  id: number
  name: CallName
  args: readonly unknown[]
}

/** A message from the worker: pieces of a long answer first, then the answer or the failure. */
export type AnswerMessage =
  | { id: number; piece: Device[] }
  | { id: number; answer: unknown }
  | { id: number; failure: unknown }

/** Devices in one message: receiving more at once would block the page. */
export const devicesAMessage = 500
