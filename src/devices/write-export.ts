import { readFresh } from '../actions/read-fresh.ts'
import type { Connection } from '../api/connection.ts'
import { fleetOf } from '../fleet/fleet.ts'
import { exportFileName, makeFile } from '../fleet/export.ts'
import { parseQuery } from '../fleet/query.ts'
import type { ExportFormat, ExportRequest, ExportScope } from '../fleet/requests.ts'
import { tellWritten } from '../search/notify-exported.ts'
import { showToast } from '../feedback/toasts.ts'
import { steadyNow, wallTime } from '../lib/clock.ts'
import { saveFile } from '../lib/save-file.ts'
import { filterKind } from '../search/filters.ts'
import type { ListParams } from '../list/list-params.ts'
import { selection } from '../list/selection.ts'
import { allColumns, shownColumns } from './table-settings.ts'

/** Which devices a file is to hold: the chosen ones, those of the list shown, or every one. */
export type Scope = 'selected' | 'matching' | 'all'

/** Which columns a CSV is to have. */
export type Columns = 'shown' | 'all'

/** More selected devices than this are written by the worker, out of the whole fleet. */
const mostReadByThemselves = 500

/** Hands devices to the browser's downloads, and tells how that went; never rejects. */
export async function writeExport(
  connection: Connection,
  { q, sort }: ListParams,
  scope: Scope,
  format: ExportFormat = 'csv',
  columns: Columns = 'shown',
): Promise<void> {
  try {
    const description = { selected: 'selected', matching: q, all: 'all' }[scope]
    const request = {
      scope: scopeOf(scope, q),
      format,
      columns:
        columns === 'all'
          ? allColumns()
          : shownColumns([...columnsFilteredOn(q), ...sort.map(({ field }) => field)]),
      description,
      sort,
    }
    const isSmall = scope === 'selected' && selection.get().size <= mostReadByThemselves
    const { file, notFound, missing } = await (isSmall
      ? fileOfSelected(connection, request)
      : fileOfFleet(connection, request))
    saveFile(exportFileName(description, format, Date.now()), file)
    tellWritten(notFound.length, missing)
  } catch (error) {
    showToast(`Nothing was written. ${error instanceof Error ? error.message : ''}`, 'attention')
  }
}

type Request = Omit<ExportRequest, 'complete'>

async function fileOfFleet(connection: Connection, request: Request) {
  const fleet = fleetOf(connection)
  const { phase, missing } = await fleet.whole()
  const complete = phase === 'complete'
  return {
    ...(await fleet.exportFile({ ...request, complete })),
    missing: complete ? 0 : missing,
  }
}

/** Without the fleet: it may be too large to be read, and a few devices are read sooner. */
async function fileOfSelected(connection: Connection, request: Request) {
  const { devices } = await readFresh(connection, [...selection.get().values()])
  const now = Date.now()
  const oldest = devices.reduce((time, { readAt }) => Math.min(time, readAt), steadyNow())
  const facts = { now, readAt: wallTime(oldest), missing: 0 }
  return { ...makeFile({ ...request, complete: true }, facts, devices), missing: 0 }
}

function scopeOf(scope: Scope, q: string): ExportScope {
  if (scope === 'all') return 'all'
  return scope === 'selected'
    ? { ids: [...selection.get().keys()] }
    : { terms: parseQuery(q).terms }
}

/** Fields that a search asks for, by the column that tells them. */
function columnsFilteredOn(q: string): string[] {
  const columns: Record<string, string> = {
    posture: 'posture',
    active: 'active',
    hardware: 'hardwareId',
    duplicate: 'hardwareId',
    updated: 'updatedAt',
  }
  return parseQuery(q).terms.flatMap((term) => columns[filterKind(term) ?? ''] ?? [])
}
