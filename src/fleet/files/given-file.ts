import { ExplainedError } from '../../feedback/explain-error.ts'
import { randomId } from '../../lib/random-id.ts'

/** A file, or a pasted text in a file without a name. */
export interface GivenFile {
  /** Tells files apart, because the worker reads each once. */
  id: string
  file: File
}

/** Gives a file an ID of its own. */
export const givenFile = (file: File): GivenFile => ({ id: randomId(), file })

/** A file can't be read: what is wrong, and what to do. */
export class UnreadableFile extends ExplainedError {
  /** 1-based; absent when it isn't about one line. */
  line?: number | undefined
}
