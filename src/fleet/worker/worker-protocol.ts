import type { Device } from '../../api/device.ts'
import type { ErrorWords } from '../../api/explain-error.ts'
import type { askChanges, makeChangesFile } from '../changes/change-questions.ts'
import type { askList, askNotListed, makeListFile } from '../from-list/list-questions.ts'
import type { ExportedFile, ExportFacts } from '../export.ts'
import type { FleetIndex } from '../snapshot/fleet-index.ts'
import type { ExportRequest } from '../requests.ts'
import type { Progress } from './job.ts'

/** A long answer from what the worker remembers, as others call it. */
type Asked<F> = F extends (memory: never, job: never, ...args: infer Args) => infer Answer
  ? (...args: Args) => Answer
  : never

/** Calls of the worker: the index's own operations, exports, and questions about lists and files. */
export type WorkerCalls = Omit<FleetIndex, 'size' | 'rows' | 'sortByDevice' | 'revision'> & {
  exportFile(request: ExportRequest, facts: ExportFacts): Promise<ExportedFile>
  matchList: Asked<typeof askList>
  notListed: Asked<typeof askNotListed>
  listFile: Asked<typeof makeListFile>
  changes: Asked<typeof askChanges>
  changesFile: Asked<typeof makeChangesFile>
}
export type CallName = keyof WorkerCalls

/** A call, sent with the port for its answer. A message of the page on that port cancels it. */
export interface CallMessage {
  name: CallName
  args: readonly unknown[]
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
export const devicesAMessage = 500
