import { fileText } from '../../lib/file-text.ts'
import { navigation } from '../../lib/navigation.ts'
import { paths } from '../../lib/paths.ts'
import { createStore, type Store } from '../../lib/store.ts'
import { randomId } from '../../lib/random-id.ts'
import type { Session } from '../../session/open-session.ts'
import { sessionPart } from '../../session/session-part.ts'
import type { ListRequest } from './answer-list.ts'

/** A list from elsewhere, and how a person wants it read. */
export interface GivenList extends ListRequest {
  id: string
}

/** The list of this session: in memory alone, because it may name people. */
export const givenList = sessionPart((): Store<GivenList | undefined> =>
  createStore<GivenList | undefined>(undefined),
)

/** Replaces the list; a file comes with its name. */
export function giveList(session: Session, text: string, fileName = ''): void {
  givenList(session).set({ id: randomId(), text, fileName, ofPeople: 'all' })
}

/** Replaces the list, and opens the page that matches it. */
export function openList(session: Session, text: string, fileName = ''): void {
  giveList(session, text, fileName)
  void navigation().navigate(paths.fromList)
}

/** Reads a file as the list, and opens the page that matches it. */
export async function openListFile(session: Session, file: File): Promise<void> {
  openList(session, await fileText(file), file.name)
}

/** Number of lines of a text that name something. */
export function lineCount(text: string): number {
  return text.split(/\r\n|[\n\r]/).filter((line) => /[\p{L}\p{N}]/u.test(line)).length
}
