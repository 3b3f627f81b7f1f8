import type { Device } from '../../api/device.ts'
import { ownerText, personPath } from '../../device/owner.ts'
import { linkToDevices } from '../../devices/device-list.ts'
import type { Person } from '../../fleet/snapshot/people.ts'
import { fold } from '../../lib/fold.ts'
import { navigation } from '../../lib/navigation.ts'
import { paths, sections } from '../../lib/paths.ts'
import { createStore } from '../../lib/store.ts'
import { counted, deviceName, sanitizeForDisplay } from '../../lib/text.ts'
import { tidySearchText } from '../../list/list-address.ts'
import { sessionPart, type Session } from '../../session/open-session.ts'
import { builtInViews, savedViews } from '../../search/saved-views.ts'

/** An entry of the palette. */
export interface Entry {
  id: string
  kind: 'Device' | 'Person' | 'Page' | 'View' | 'Action' | 'Search'
  label: string
  /** Distinguishes entries of the same name. */
  detail?: string
  status?: string
  /** Opens it; an action on a device only opens its confirmation. */
  open: () => unknown
}

const maxRecent = 6

/** Devices and people opened from the palette, newest first. */
export const recentEntries = sessionPart(() => createStore<readonly Entry[]>([]))

function openAndRemember(session: Session, entry: Omit<Entry, 'open'>, path: string): Entry {
  const recent = recentEntries(session)
  const full: Entry = {
    ...entry,
    open() {
      const others = recent.get().filter(({ id }) => id !== entry.id)
      recent.set([full, ...others].slice(0, maxRecent))
      return goTo(path)
    },
  }
  return full
}

/** The entry of a device, by name and hardware ID. */
export function deviceEntry(session: Session, device: Device): Entry {
  const entry = { id: `device-${device.id}`, kind: 'Device', label: deviceName(device) } as const
  const path = paths.device(device.id)
  return openAndRemember(session, { ...entry, ...factsOf(device) }, path)
}

/** What tells a device from its namesakes. */
export function factsOf({ status, owner, hardwareId }: Device): Pick<Entry, 'status' | 'detail'> {
  const texts = [owner && ownerText(owner), hardwareId].filter((text) => text !== undefined)
  const detail = texts.filter(Boolean).map((text) => sanitizeForDisplay(text, 80))
  return { status, detail: detail.join(' · ') }
}

/** The entry of a device that is known by its ID alone. */
export function idEntry(id: string): Entry {
  return {
    id: `id-${id}`,
    kind: 'Device',
    label: `Open device ${sanitizeForDisplay(id, 60)}`,
    open: () => goTo(paths.device(id)),
  }
}

/** The entry that searches the list of devices for a text, filters included. */
export function listEntry(session: Session, text: string): Entry {
  return {
    id: 'list',
    kind: 'Search',
    label: `Search devices for “${sanitizeForDisplay(text, 60)}”`,
    open() {
      const { to, state } = linkToDevices(session, tidySearchText(text))
      return navigation().navigate(to, { state })
    },
  }
}

/** The entry of a person; none for one whose page has no address. */
export function personEntry(session: Session, { id, owner, devices }: Person): Entry[] {
  const path = personPath(owner)
  if (path === undefined) return []
  const entry = { id: `person-${id}`, kind: 'Person', label: ownerText(owner) } as const
  return [openAndRemember(session, { ...entry, detail: counted(devices, 'device') }, path)]
}

/** The pages of the console, and the lists saved under a name. */
export function placeEntries(): Entry[] {
  const pages = [
    ...sections.map(({ name, pages: [path] }) => ({ name, path })),
    { name: 'Duplicates', path: paths.duplicates },
    { name: 'Devices from a list', path: paths.fromList },
    { name: 'What changed', path: paths.changes },
  ]
  return [
    ...pages.map(({ name, path }): Entry => ({
      id: `page-${path}`,
      kind: 'Page',
      label: name,
      open: () => goTo(path),
    })),
    ...[...builtInViews, ...savedViews.get()].map(({ name, list }): Entry => ({
      id: `view-${name}`,
      kind: 'View',
      label: name,
      open: () => goTo(paths.devices(list)),
    })),
  ]
}

/** True when each word of the text begins a word of the entry's label. */
export function matchesLabel({ label }: Entry, text: string): boolean {
  const words = wordsOf(label)
  return wordsOf(text).every((typed) => words.some((word) => word.startsWith(typed)))
}

/** Folding makes every kind of quotation mark this one. */
const wordsOf = (text: string) =>
  fold(text)
    .split(/[\s"]+/)
    .filter(Boolean)

/** Opens a page. */
export function goTo(path: string): unknown {
  return navigation().navigate(path)
}
