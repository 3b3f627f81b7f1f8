import { matchPath } from 'react-router'
import { confirmAction } from '../../actions/confirmation/confirmation.ts'
import {
  deviceActionNames,
  deviceActions,
  disabledReasonFor,
  type DeviceAction,
} from '../../actions/definitions.ts'
import type { Device } from '../../api/device.ts'
import { ownerText, personPath } from '../../device/owner.ts'
import { linkToDevices } from '../../devices/device-list.ts'
import { rowLinkId } from '../../devices/device-link.tsx'
import { deviceSelection } from '../../devices/device-selection.ts'
import { cachedDevice, cachedPages, deviceQueries } from '../../devices/queries.ts'
import type { Person } from '../../fleet/snapshot/people.ts'
import { fold } from '../../lib/fold.ts'
import { navigation } from '../../lib/navigation.ts'
import { paths, routes, sections } from '../../lib/paths.ts'
import { createStore } from '../../lib/store.ts'
import { counted, deviceName, formatCount, sanitizeForDisplay } from '../../lib/text.ts'
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
  open: () => void
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
      goTo(path)
    },
  }
  return full
}

/** The entry of a device, by name and hardware ID. */
export function deviceEntry(session: Session, device: Device): Entry {
  return openAndRemember(
    session,
    {
      id: `device-${device.id}`,
      kind: 'Device',
      label: deviceName(device),
      status: device.status,
      detail: detailOf(device),
    },
    paths.device(device.id),
  )
}

/** What tells a device from its namesakes. */
function detailOf({ owner, hardwareId }: Device): string {
  return [owner && ownerText(owner), hardwareId]
    .filter((text) => text !== undefined && text !== '')
    .map((text) => sanitizeForDisplay(text ?? '', 80))
    .join(' · ')
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
      void navigation().navigate(to, { state })
    },
  }
}

/** The entry of a person; none for one whose page has no address. */
export function personEntry(session: Session, { id, owner, devices }: Person): Entry | undefined {
  const path = personPath(owner)
  if (path === undefined) return undefined
  return openAndRemember(
    session,
    {
      id: `person-${id}`,
      kind: 'Person',
      label: ownerText(owner),
      detail: counted(devices, 'device'),
    },
    path,
  )
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

/** The actions possible on a device; none where the console is read-only. */
export function actionEntries(
  session: Session,
  device: Device,
  actions: readonly DeviceAction[] = deviceActionNames,
): Entry[] {
  if (session.config.readOnly) return []
  return actions
    .filter((action) => disabledReasonFor(action, device) === undefined)
    .map((action) => ({
      id: `action-${action}-${device.id}`,
      kind: 'Action',
      label: `${deviceActions[action].verb} ${deviceName(device)}…`,
      status: device.status,
      detail: detailOf(device),
      open: () => void confirmAction(session, action, [device]),
    }))
}

/** An action and the device it names: "deactivate lost"; undefined for any other text. */
export function parseCommand(text: string): { action: DeviceAction; name: string } | undefined {
  const [, verb = '', name = ''] = /^(\p{L}{3,})\s+(.+)$/u.exec(text) ?? []
  const action = deviceActionNames.find((known) =>
    fold(deviceActions[known].verb).startsWith(fold(verb)),
  )
  return verb !== '' && action ? { action, name } : undefined
}

/** The actions possible on the devices selected in the list; none where the console is read-only. */
export function selectionEntries(session: Session): Entry[] {
  if (session.config.readOnly) return []
  const selection = deviceSelection(session)
  const devices = [...selection.get().values()]
  return deviceActionNames
    .filter((action) => devices.some((device) => disabledReasonFor(action, device) === undefined))
    .map((action) => ({
      id: `selection-${action}`,
      kind: 'Action',
      label: `${deviceActions[action].verb} ${formatCount(devices.length)} selected…`,
      open: () => void actOnSelection(session, action, devices),
    }))
}

async function actOnSelection(
  session: Session,
  action: DeviceAction,
  devices: readonly Device[],
): Promise<void> {
  if (await confirmAction(session, action, devices)) deviceSelection(session).clear()
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

function goTo(path: string): void {
  void navigation().navigate(path)
}

/** The device whose page is open, or whose row has the focus. */
export function deviceInSight(session: Session) {
  return deviceOfPage(session) ?? deviceOfRow(session)
}

function deviceOfPage(session: Session): Device | undefined {
  const { queryClient } = session
  const id = matchPath(routes.device, navigation().location.pathname)?.params.id
  if (id === undefined) return undefined
  const detail = queryClient.getQueryData(deviceQueries.detail(session, id).queryKey)
  return detail?.device ?? cachedDevice(queryClient, id)
}

function deviceOfRow({ queryClient }: Session): Device | undefined {
  const linkId = document.activeElement?.closest('tr')?.querySelector('a')?.id
  return cachedPages(queryClient)
    .flatMap(({ rows }) => rows)
    .findLast(({ id }) => rowLinkId(id) === linkId)
}
