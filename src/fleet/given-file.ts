import { randomId } from '../lib/random-id.ts'

/** A file, or a pasted text in a file without a name. */
export interface GivenFile {
  /** Tells files apart, because the worker reads each once. */
  id: string
  file: File
}

/** Gives a file an ID of its own. */
export const givenFile = (file: File): GivenFile => ({ id: randomId(), file })

/** In place of an answer from a file that can't be read: what is wrong with it, and what to do. */
export interface Unreadable {
  problem: {
    fileName: string
    /** 1-based; absent when it isn't about one line. */
    line?: number
    title: string
    nextStep: string
  }
}
