import { fileText } from '../../lib/file-text.ts'
import { navigation } from '../../lib/navigation.ts'
import { paths } from '../../lib/paths.ts'
import { createStore, type Store } from '../../lib/store.ts'
import { randomId } from '../../lib/random-id.ts'
import type { Session } from '../../session/open-session.ts'
import { sessionPart } from '../../session/session-part.ts'
import { cannotRead, unreadable, type Unreadable } from '../table-file.ts'
import type { ListRequest } from './list-questions.ts'

/** A list from elsewhere, and how a person wants it read. */
export interface GivenList extends ListRequest {
  /** Why the file chosen last isn't the list. */
  refused?: Unreadable & { fileName: string }
}

/** The list of this session: in memory alone, because it may name people. */
export const givenList = sessionPart((): Store<GivenList | undefined> =>
  createStore<GivenList | undefined>(undefined),
)

/** The longest list with lines of 160 characters (bytes). */
const maxListBytes = 8_000_000

/** Replaces the list; a file comes with its name. */
export function giveList(session: Session, text: string, fileName = ''): void {
  givenList(session).set({ id: randomId(), text, fileName, ofPeople: 'all' })
}

/** Reads a file as the list; what can't be a list leaves the list as it is, and the page says why. */
export async function giveFile(session: Session, file: File): Promise<void> {
  const isLarge = file.size > maxListBytes
  const text = isLarge ? '' : await fileText(file)
  const refused = isLarge
    ? cannotRead(
        'This file is larger than 8 MB',
        'Keep the column that names the devices alone, or split the list.',
      )
    : unreadable(text)
  if (!refused) return giveList(session, text, file.name)
  const before = givenList(session).get() ?? { text: '', fileName: '', ofPeople: 'all' }
  const id = randomId()
  givenList(session).set({ ...before, id, refused: { ...refused, fileName: file.name } })
}

/** Replaces the list, and opens the page that matches it. */
export function openList(session: Session, text: string): void {
  giveList(session, text)
  void navigation().navigate(paths.fromList)
}

/** Reads a file as the list, and opens the page that matches it. */
export async function openListFile(session: Session, file: File): Promise<void> {
  await giveFile(session, file)
  void navigation().navigate(paths.fromList)
}

/** Number of lines of a text that name something. */
export function lineCount(text: string): number {
  return text.split(/\r\n|[\n\r]/).filter((line) => /[\p{L}\p{N}]/u.test(line)).length
}
