import { deviceList } from '../../devices/device-list.ts'
import { writeExport } from '../../devices/write-export.ts'
import { fold } from '../../lib/fold.ts'
import { navigation } from '../../lib/navigation.ts'
import { isSamePath, paths } from '../../lib/paths.ts'
import { builtInViews, savedViews, searchOf } from '../../search/saved-views.ts'
import { meant } from '../../search/suggestions.ts'
import type { Session } from '../../session/open-session.ts'
import { matchesLabel, type Entry } from './entries.ts'

/** The files of the list of devices: of those that it shows, where it is filtered, and of all. */
export function exportEntries(session: Session): Entry[] {
  const { location } = navigation()
  const params = deviceList.paramsOf(session, deviceList.originAt(location))
  const isFiltered = isSamePath(location.pathname, paths.devices()) && params.q !== ''
  const matching: Entry = {
    id: 'export-matching',
    kind: 'Action',
    label: 'Export matching devices',
    open: () => void writeExport(session, params, 'matching'),
  }
  const all: Entry = {
    id: 'export-all',
    kind: 'Action',
    label: 'Export all devices, every column',
    open: () => void writeExport(session, params, 'all', 'csv', 'all'),
  }
  return isFiltered ? [matching, all] : [all]
}

/** An entry that exports what a search finds. */
export interface SearchExport extends Entry {
  q: string
}

/**
 * The files that "export not compliant" or "export offline" name: of views, and of the filter that
 * plain words mean. `outdated` is the term that finds outdated apps.
 */
export function searchExports(session: Session, text: string, outdated?: string): SearchExport[] {
  const [, verb = '', words = ''] = /^(\p{L}{3,})(?:\s+(.+))?$/u.exec(text) ?? []
  if (verb === '' || !'export'.startsWith(fold(verb))) return []
  const views = [...builtInViews, ...savedViews.get()]
    .map((view) => toFile(session, view.name, view.list, searchOf(view)))
    .filter((entry) => matchesLabel(entry, text))
  const filters = meant(words, words.length, outdated)
    // The words may be the last ones of others, which mean nothing.
    .filter(({ text: search, example }) => search.trim() === example)
    .filter(({ example }) => views.every(({ q }) => q !== example))
    .map(({ label, example }) =>
      toFile(session, label, `?q=${encodeURIComponent(example)}`, example),
    )
  return [...views, ...filters]
}

function toFile(session: Session, name: string, list: string, q: string): SearchExport {
  return {
    id: `export ${name} ${list}`,
    kind: 'Action',
    label: `Export “${name}” to CSV`,
    q,
    open: () => void writeExport(session, deviceList.parse(list), 'matching'),
  }
}
