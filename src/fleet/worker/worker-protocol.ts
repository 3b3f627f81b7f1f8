import type { Device } from '../../api/device.ts'
import type { ErrorWords } from '../../api/explain-error.ts'
import type { createChangeQuestions } from '../changes/change-questions.ts'
import type { createListQuestions } from '../from-list/list-questions.ts'
import type { ExportedFile, ExportFacts } from '../export.ts'
import type { FleetIndex } from '../snapshot/fleet-index.ts'
import type { ExportRequest } from '../requests.ts'
import type { Job, Progress } from './job.ts'

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
export const devicesAMessage = 500
