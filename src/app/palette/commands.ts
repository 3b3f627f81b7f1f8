import { matchPath } from 'react-router'
import { confirmAction } from '../../actions/confirmation/confirmation.ts'
import {
  deviceActionNames,
  deviceActions,
  disabledReasonFor,
  type DeviceAction,
} from '../../actions/definitions.ts'
import type { RunContext } from '../../actions/run/run-record.ts'
import type { Device } from '../../api/device.ts'
import { comparedFiles, exportTypes } from '../../changes/compared-files.ts'
import { parseCleanUpParams } from '../../clean-up/clean-up-params.ts'
import { findStale, staleContext } from '../../clean-up/stale-devices.ts'
import { ownerName, ownerText, personPath } from '../../device/owner.ts'
import { deviceList } from '../../devices/device-list.ts'
import { rowLinkId } from '../../devices/device-link.tsx'
import { deviceSelection } from '../../devices/device-selection.ts'
import { cachedDevice, cachedPages, deviceQueries } from '../../devices/queries.ts'
import { writeExport } from '../../devices/write-export.ts'
import { coverageOf } from '../../fleet/coverage.ts'
import type { Fleet } from '../../fleet/fleet.ts'
import { fleetState } from '../../fleet/fleet-state.ts'
import { givenFile } from '../../fleet/files/given-file.ts'
import { loadFleet } from '../../fleet/load-fleet.ts'
import { saveSnapshot } from '../../fleet/files/save-devices.ts'
import type { Person } from '../../fleet/snapshot/people.ts'
import { chooseFile } from '../../lib/choose-file.ts'
import { fold } from '../../lib/fold.ts'
import { navigation } from '../../lib/navigation.ts'
import { isSamePath, paths, routes } from '../../lib/paths.ts'
import { counted, deviceName, formatCount } from '../../lib/text.ts'
import { builtInViews, savedViews, searchOf } from '../../search/saved-views.ts'
import { meant } from '../../search/suggestions.ts'
import type { Session } from '../../session/open-session.ts'
import { factsOf, goTo, matchesLabel, type Entry } from './entries.ts'

function command(
  id: string,
  label: string,
  open: Entry['open'],
  more: Pick<Entry, 'detail' | 'status'> = {},
): Entry {
  return { id, kind: 'Action', label, open, ...more }
}

/** What follows a command's name, or at least three letters of it: "offline" in "exp offline"; undefined for any other text. */
export function wordsAfter(name: string, text: string): string | undefined {
  const [, verb = '', words = ''] = /^(\p{L}{3,})(?:\s+(.+))?$/u.exec(text) ?? []
  return verb !== '' && fold(name).startsWith(fold(verb)) ? words : undefined
}

/** The commands that don't depend on what is typed; those on devices are missing in a read-only console. */
export function commands(session: Session): Entry[] {
  const inSight = deviceOfPage(session) ?? deviceOfRow(session)
  const params = parseCleanUpParams('')
  const actions = session.config.readOnly ? [] : deviceActionNames
  const selection = deviceSelection(session)
  const selected = [...selection.get().values()]
  const act = async (action: DeviceAction) => {
    if (await confirmAction(session, action, selected)) selection.clear()
  }
  return [
    ...actions
      .filter((action) => selected.some((device) => !disabledReasonFor(action, device)))
      .map((action) => {
        const label = `${deviceActions[action].verb} ${formatCount(selected.length)} selected…`
        return command(`selection-${action}`, label, () => act(action))
      }),
    ...(inSight ? actionEntries(session, inSight) : []),
    ...exportsOfList(session),
    command('snapshot', 'Save a snapshot', () => saveSnapshot(session)),
    command('compare', 'Compare with an earlier export…', () => compareWithFile(session), {
      detail: 'Choose a file',
    }),
    ...(actions.includes(params.action)
      ? [
          command('deactivate-stale', 'Deactivate stale devices…', () => cleanUp(session), {
            detail: `Not connected for more than ${params.days} days, or never`,
          }),
        ]
      : []),
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
    .map((action) =>
      command(
        `action-${action}-${device.id}`,
        `${deviceActions[action].verb} ${deviceName(device)}…`,
        () => confirmAction(session, action, [device]),
        factsOf(device),
      ),
    )
}

/** Opens the confirmation of offboarding a person; none for one without a page, or where the console is read-only. */
export function offboardEntry(session: Session, { id, owner, devices }: Person): Entry[] {
  const path = personPath(owner)
  if (path === undefined || session.config.readOnly) return []
  const job = `Offboard ${ownerName(owner)}`
  const offboard = () =>
    confirmWhenLoaded(session, path, 'deactivate', { label: job, job }, (fleet) =>
      fleet.ask('ofOwners', [[id]]),
    )
  const detail = `${ownerText(owner)} · ${counted(devices, 'device')}`
  return [command(`offboard-${id}`, `${job}…`, offboard, { detail })]
}

function cleanUp(session: Session): Promise<unknown> {
  const params = parseCleanUpParams('')
  const { closed } = session.connection
  return confirmWhenLoaded(
    session,
    paths.cleanUp,
    params.action,
    staleContext(params),
    async (fleet) => {
      const { devices, total } = await findStale(fleet, params, closed)
      return total === devices.length ? devices : []
    },
  )
}

/** Asks before acting on devices; while some may be missing, or are too many, `page` says what to do. */
async function confirmWhenLoaded(
  session: Session,
  page: string,
  action: DeviceAction,
  context: RunContext,
  find: (fleet: Fleet) => Promise<readonly Device[]>,
): Promise<unknown> {
  const isLoaded = coverageOf(fleetState(session).get()).kind === 'complete'
  const devices = isLoaded ? await find(await loadFleet(session)) : []
  return devices.length === 0 ? goTo(page) : confirmAction(session, action, devices, context)
}

function compareWithFile(session: Session): void {
  chooseFile(exportTypes, (file) => {
    comparedFiles(session).set({ before: givenFile(file) })
    goTo(paths.changes)
  })
}

function exportsOfList(session: Session): Entry[] {
  const { location } = navigation()
  const params = deviceList.paramsOf(session, deviceList.originAt(location))
  const isFiltered = isSamePath(location.pathname, paths.devices()) && params.q !== ''
  const matching = command('export-matching', 'Export matching devices', () =>
    writeExport(session, params, 'matching'),
  )
  const all = command('export-all', 'Export all devices, every column', () =>
    writeExport(session, params, 'all', 'csv', 'all'),
  )
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
  const words = wordsAfter('export', text)
  if (words === undefined) return []
  const toFile = (name: string, list: string, q: string): SearchExport => ({
    ...command(`export ${name} ${list}`, `Export “${name}” to CSV`, () =>
      writeExport(session, deviceList.parse(list), 'matching'),
    ),
    q,
  })
  const views = [...builtInViews, ...savedViews.get()]
    .map((view) => toFile(view.name, view.list, searchOf(view)))
    .filter((entry) => matchesLabel(entry, text))
  const filters = meant(words, words.length, outdated)
    // The words may be the last ones of others, which mean nothing.
    .filter(({ text: search, example }) => search.trim() === example)
    .filter(({ example }) => views.every(({ q }) => q !== example))
    .map(({ label, example }) => toFile(label, `?q=${encodeURIComponent(example)}`, example))
  return [...views, ...filters]
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
