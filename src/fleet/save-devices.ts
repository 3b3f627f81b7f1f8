import type { Device } from '../api/device.ts'
import type { SortEntry } from '../device/fields.ts'
import { showToast } from '../feedback/toasts.ts'
import { steadyNow, wallTime } from '../lib/clock.ts'
import { fileName, saveFile } from '../lib/save-file.ts'
import { counted } from '../lib/text.ts'
import { mayBeMissing } from './coverage.ts'
import type { Session } from '../session/open-session.ts'
import { makeFile, type ExportedFile } from './export.ts'
import type { Fleet } from './fleet.ts'
import { loadFleet } from './load-fleet.ts'
import type { ExportScope, FileLayout } from './requests.ts'

/** Devices as they are given, or those that the snapshot holds. */
export type FileSource =
  | { devices: readonly Device[]; notFound?: readonly string[] }
  | { fleet: Fleet; scope: ExportScope; sort?: readonly SortEntry[] }

/** Saves devices to the browser's downloads, and says so or why not; never rejects. */
export async function saveDevices(
  session: Session,
  source: FileSource | Promise<FileSource>,
  layout: FileLayout,
): Promise<void> {
  try {
    const from = await source
    const { file, ...facts } =
      'devices' in from
        ? fileOfDevices(from, layout, session.connection.host)
        : await fileOfFleet(from, layout)
    const name = [...nameParts(from, layout, facts), session.connection.host]
    saveFile(fileName(name, layout.format, Date.now()), file)
    notifyExported(session, facts)
  } catch (error) {
    notifyFailed(session, error)
  }
}

function notifyFailed(session: Session, error: unknown): void {
  showToast(session, `Export failed. ${error instanceof Error ? error.message : ''}`, 'attention')
}

/** Saves every field of every device, for a comparison later; files of one network sort by time. */
export function saveSnapshot(session: Session): Promise<void> {
  const source = loadFleet(session).then((fleet) => ({ fleet, scope: 'all' as const }))
  return saveDevices(session, source, { format: 'json', fields: [], description: 'snapshot' })
}

/** Saves a CSV that the worker writes, named after its contents and time, and says so or why not; never rejects. */
export async function saveAnswer(
  session: Session,
  name: readonly string[],
  noun: string,
  ask: (fleet: Fleet) => Promise<{ file: Blob; count: number }>,
  plural?: string,
): Promise<void> {
  try {
    const { file, count } = await ask(await loadFleet(session))
    saveFile(fileName([...name, session.connection.host], 'csv', Date.now()), file)
    showToast(session, `Exported ${counted(count, noun, plural)}`)
  } catch (error) {
    notifyFailed(session, error)
  }
}

/**
 * A CSV has no room for facts but its name, and a comparison needs them: `complete-1248` stands only
 * where every device is in the file.
 */
function nameParts(
  from: FileSource,
  { description }: FileLayout,
  { count, missing }: Pick<WithMissing, 'count' | 'missing'>,
): string[] {
  if (description === 'snapshot') return ['snapshot']
  const isOfAll = 'scope' in from && from.scope === 'all'
  if (!isOfAll) return ['devices', description]
  return ['devices', description, missing === 0 ? `complete-${count}` : 'incomplete']
}

type WithMissing = ExportedFile & { missing: number | undefined }

function fileOfDevices(
  { devices, notFound }: Extract<FileSource, { devices: unknown }>,
  layout: FileLayout,
  host: string,
): WithMissing {
  const oldest = devices.reduce((time, { readAt }) => Math.min(time, readAt), steadyNow())
  const facts = { now: Date.now(), readAt: wallTime(oldest), missing: 0, host }
  const file = makeFile(devices, layout, facts, 'selected', notFound)
  return { file, count: devices.length, notFound: notFound ?? [], missing: 0 }
}

async function fileOfFleet(
  { fleet, scope, sort = [] }: Extract<FileSource, { fleet: unknown }>,
  layout: FileLayout,
): Promise<WithMissing> {
  const { missing } = await fleet.ensureFresh()
  return { ...(await fleet.exportFile({ ...layout, scope, sort })), missing }
}

/** Says how many devices were exported, and which the file lacks. */
export function notifyExported(
  session: Session,
  { count, notFound, missing }: Omit<WithMissing, 'file'>,
): void {
  const { length } = notFound
  const gaps = [
    length > 0 && `${counted(length, 'device')} no longer ${length === 1 ? 'exists' : 'exist'}`,
    missing !== 0 && mayBeMissing(missing),
  ].filter((gap) => gap !== false)
  const text = [`Exported ${counted(count, 'device')}`, ...gaps].join('. ')
  showToast(session, text, gaps.length === 0 ? 'done' : 'attention')
}
