import { sentencesOf } from '../../feedback/explain-error.ts'
import type { Device } from '../../api/device.ts'
import { showToast } from '../../feedback/toasts.ts'
import { steadyNow, wallTime } from '../../lib/clock.ts'
import { fileName, saveFile } from '../../lib/save-file.ts'
import { counted } from '../../lib/text.ts'
import { mayBeMissing } from '../coverage.ts'
import type { Session } from '../../session/open-session.ts'
import { makeFile, type ExportedFile, type ExportRequest, type FileLayout } from './export.ts'
import type { Fleet } from '../fleet.ts'
import { loadFleet } from '../load-fleet.ts'
import { createJob } from '../worker/job.ts'

/** A file of devices as they are given, or as the snapshot holds them. */
export type FileRequest =
  | ExportRequest
  | (FileLayout & { devices: readonly Device[]; notFound?: readonly string[] })

interface Written extends ExportedFile {
  missing?: number | undefined
  /** The parts of its name, before host and time. */
  name: readonly string[]
  ending: string
}

/** The message about a saved file, given its name. */
type Words = (written: Written, file: string) => string

/** Saves devices to the browser's downloads, and says so or why not; never rejects. */
export async function saveDevices(
  session: Session,
  request: FileRequest | Promise<FileRequest>,
): Promise<void> {
  await save(session, async () => writeFile(session, await request))
}

/** Saves every field of every device, for a comparison later; files of one network sort by time. */
export async function saveSnapshot(session: Session): Promise<void> {
  const request = { scope: 'all', format: 'json', fields: [], description: 'all' } as const
  await save(
    session,
    async () => ({ ...(await writeFile(session, request)), name: ['snapshot'] }),
    ({ count }, file) => `Saved a snapshot of ${counted(count, 'device')}: ${file}`,
  )
}

/** Saves a CSV that the worker writes, and says so or why not; never rejects. */
export async function saveAnswer(
  session: Session,
  name: readonly string[],
  noun: string,
  ask: (fleet: Fleet) => Promise<{ file: Blob; count: number }>,
  plural?: string,
): Promise<void> {
  const write = async () => ({
    ...(await ask(await loadFleet(session))),
    missing: 0,
    name,
    ending: 'csv',
  })
  await save(session, write, exported(noun, plural))
}

const exported =
  (noun = 'device', plural?: string): Words =>
  ({ count }) =>
    `Exported ${counted(count, noun, plural)}`

async function save(
  session: Session,
  write: () => Promise<Written>,
  words = exported(),
): Promise<void> {
  try {
    const written = await write()
    const file = fileName([...written.name, session.connection.host], written.ending, Date.now())
    saveFile(file, written.file)
    notifySaved(session, words(written, file), written)
  } catch (error) {
    showToast(session, `Export failed. ${sentencesOf(error)}`, 'attention')
  }
}

async function writeFile(session: Session, request: FileRequest): Promise<Written> {
  const { format: ending, description } = request
  const name = ['devices', description]
  if ('devices' in request) {
    const { devices, notFound } = request
    const oldest = devices.reduce((time, { readAt }) => Math.min(time, readAt), steadyNow())
    const { host } = session.connection
    const facts = { now: Date.now(), readAt: wallTime(oldest), missing: 0, host }
    const file = await makeFile(devices, request, facts, 'selected', createJob(), notFound)
    return { ...file, missing: 0, name, ending }
  }
  const fleet = await loadFleet(session)
  const { missing } = await fleet.ensureFresh()
  const written = await fleet.exportFile(request)
  // The name of a CSV is its only room for facts.
  if (request.scope === 'all') name.push(missing === 0 ? `complete-${written.count}` : 'incomplete')
  return { ...written, missing, name, ending }
}

/** Says what was saved, and which devices the file lacks. */
export function notifySaved(
  session: Session,
  words: string,
  { notFound = [], missing }: Pick<Written, 'notFound' | 'missing'>,
): void {
  const { length } = notFound
  const gaps = [
    length > 0 && `${counted(length, 'device')} no longer ${length === 1 ? 'exists' : 'exist'}`,
    missing !== 0 && mayBeMissing(missing),
  ].filter((gap) => gap !== false)
  showToast(session, [words, ...gaps].join('. '), gaps.length === 0 ? 'done' : 'attention')
}
