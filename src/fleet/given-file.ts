import { randomId } from '../lib/random-id.ts'

/** A file or a pasted text, which the worker reads. */
export interface GivenFile {
  /** Tells files apart, because the worker reads each once. */
  id: string
  /** Empty for pasted text. */
  name: string
  file: Blob
}

/** Gives a file an ID of its own. */
export function givenFile(file: File): GivenFile {
  return { id: randomId(), name: file.name, file }
}

/** A file or a text that can't be read: what is wrong with it, and what to do. */
export interface Unreadable {
  problem: {
    fileName: string
    /** 1-based; absent when it isn't about one line. */
    line?: number
    title: string
    nextStep: string
  }
}
