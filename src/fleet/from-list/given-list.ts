import { fileText, placeOfBinary } from '../../lib/file-text.ts'
import { navigation } from '../../lib/navigation.ts'
import { paths } from '../../lib/paths.ts'
import { createStore, type Store } from '../../lib/store.ts'
import { sessionPart, type Session } from '../../session/open-session.ts'
import { givenFile } from '../files/given-file.ts'
import type { ListRequest } from './list-questions.ts'

/** A list from elsewhere, and how a person wants it read. */
export interface GivenList extends ListRequest {
  /** The text to change: its own, or that of an earlier list if it is too long or no text. */
  text: string
}

/** The list of this session: in memory alone, because it may name people. */
export const givenList = sessionPart((): Store<GivenList | undefined> =>
  createStore<GivenList | undefined>(undefined),
)

/** The browser takes long to lay out more (bytes) in a field. */
export const maxTypedBytes = 200_000

/** Replaces the list by a file, or by a text in a file without a name. */
export async function giveList(session: Session, file: File): Promise<void> {
  const list = givenList(session)
  const text = file.size > maxTypedBytes ? '' : await fileText(file)
  // A file chosen by mistake doesn't replace typed text.
  const typed = text === '' || placeOfBinary(text) >= 0 ? list.get()?.text : text
  list.set({ ...givenFile(file), text: typed ?? '', ofPeople: 'all' })
}

/** Replaces the list, and opens the page that matches it. */
export async function openList(session: Session, file: File): Promise<void> {
  await giveList(session, file)
  void navigation().navigate(paths.fromList)
}

/** A pasted text as a file. */
export const pastedFile = (text: string) => new File([text], '')

/** Number of lines of a text that name something. */
export function lineCount(text: string): number {
  return text.match(/[\p{L}\p{N}].*/gu)?.length ?? 0
}
