import type { ComparedFile } from '../fleet/changes/change-questions.ts'
import { randomId } from '../lib/random-id.ts'
import { createStore, type Store } from '../lib/store.ts'
import { sessionPart } from '../session/session-part.ts'

/** The files of the comparison; without `after`, the fleet now. */
export interface ComparedFiles {
  before?: ComparedFile
  after?: ComparedFile
}

/** They stay when a device is opened, and end with the session. */
export const comparedFiles = sessionPart((): Store<ComparedFiles> => createStore<ComparedFiles>({}))

/** Makes a file ready to compare. */
export function toCompared(file: File): ComparedFile {
  return { id: randomId(), name: file.name, file }
}
