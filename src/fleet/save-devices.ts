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
  | { scope: ExportScope; sort?: readonly SortEntry[] }

interface Written extends ExportedFile {
  missing?: number | undefined
}

/**
 * Saves devices to the browser's downloads, and says so or why not; never rejects. `name` replaces the
 * contents in the file's name.
 */
export async function saveDevices(
  session: Session,
  source: FileSource | Promise<FileSource>,
  layout: FileLayout,
  name?: readonly string[],
): Promise<void> {
  await save(session, layout.format, async () => {
    const from = await source
    const written =
      'devices' in from
        ? fileOfDevices(session, from, layout)
        : await fileOfFleet(session, from, layout)
    return { ...written, name: name ?? nameParts(from, layout, written) }
  })
}

/** Saves every field of every device, for a comparison later; files of one network sort by time. */
export function saveSnapshot(session: Session): Promise<void> {
  const layout = { format: 'json', fields: [], description: 'all' } as const
  return saveDevices(session, { scope: 'all' }, layout, ['snapshot'])
}

/**
 * Saves a CSV that the worker writes, named after its contents and time, and says so or why not; never
 * rejects.
 */
export async function saveAnswer(
  session: Session,
  name: readonly string[],
  noun: string,
  ask: (fleet: Fleet) => Promise<{ file: Blob; count: number }>,
  plural?: string,
): Promise<void> {
  const write = async () => ({ ...(await ask(await loadFleet(session))), missing: 0, name })
  await save(session, 'csv', write, noun, plural)
}

async function save(
  session: Session,
  ending: string,
  write: () => Promise<Written & { name: readonly string[] }>,
  noun?: string,
  plural?: string,
): Promise<void> {
  try {
    const { name, ...written } = await write()
    saveFile(fileName([...name, session.connection.host], ending, Date.now()), written.file)
    notifyExported(session, written, noun, plural)
  } catch (error) {
    showToast(session, `Export failed. ${error instanceof Error ? error.message : ''}`, 'attention')
  }
}

/** The name of a CSV is its only room for facts: `complete-1248` stands only where every device is in the file. */
function nameParts(
  from: FileSource,
  { description }: FileLayout,
  { count, missing }: Written,
): string[] {
  const isOfAll = 'scope' in from && from.scope === 'all'
  if (!isOfAll) return ['devices', description]
  return ['devices', description, missing === 0 ? `complete-${count}` : 'incomplete']
}

function fileOfDevices(
  { connection: { host } }: Session,
  { devices, notFound }: Extract<FileSource, { devices: unknown }>,
  layout: FileLayout,
): Written {
  const oldest = devices.reduce((time, { readAt }) => Math.min(time, readAt), steadyNow())
  const facts = { now: Date.now(), readAt: wallTime(oldest), missing: 0, host }
  const file = makeFile(devices, layout, facts, 'selected', notFound)
  return { file, count: devices.length, notFound, missing: 0 }
}

async function fileOfFleet(
  session: Session,
  request: Extract<FileSource, { scope: unknown }>,
  layout: FileLayout,
): Promise<Written> {
  const fleet = await loadFleet(session)
  const { missing } = await fleet.ensureFresh()
  return { ...(await fleet.exportFile({ ...layout, ...request })), missing }
}

/** Says how many were exported, and which devices the file lacks. */
export function notifyExported(
  session: Session,
  { count, notFound = [], missing }: Omit<Written, 'file'>,
  noun = 'device',
  plural?: string,
): void {
  const { length } = notFound
  const gaps = [
    length > 0 && `${counted(length, 'device')} no longer ${length === 1 ? 'exists' : 'exist'}`,
    missing !== 0 && mayBeMissing(missing),
  ].filter((gap) => gap !== false)
  const text = [`Exported ${counted(count, noun, plural)}`, ...gaps].join('. ')
  showToast(session, text, gaps.length === 0 ? 'done' : 'attention')
}
