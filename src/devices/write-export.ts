import { exportDevices } from '../fleet/fleet.ts'
import { exportFileName } from '../fleet/export.ts'
import { parseQuery } from '../fleet/query.ts'
import type { ExportFormat, ExportScope } from '../fleet/requests.ts'
import { tellWritten } from '../fleet/tell-written.ts'
import { wholeFleet } from '../fleet/whole-fleet.ts'
import { showToast } from '../feedback/toasts.ts'
import { saveFile } from '../lib/save-file.ts'
import { filterKind } from './filters.ts'
import type { ListParams } from './list-params.ts'
import { selection } from './selection.ts'
import { allColumns, shownColumns } from './table-view.ts'

/** Which devices a file is to hold: the chosen ones, those of the list shown, or every one. */
export type Scope = 'selected' | 'matching' | 'all'

/** Which columns a CSV is to have. */
export type Columns = 'shown' | 'all'

/** Hands devices to the browser's downloads, and tells how that went; never rejects. */
export async function writeExport(
  { q, sort }: ListParams,
  scope: Scope,
  format: ExportFormat = 'csv',
  columns: Columns = 'shown',
): Promise<void> {
  try {
    const { phase, missing } = await wholeFleet()
    const isComplete = phase === 'complete'
    const description = { selected: 'selected', matching: q, all: 'all' }[scope]
    const { file, notFound } = await exportDevices({
      scope: scopeOf(scope, q),
      format,
      columns:
        columns === 'all'
          ? allColumns()
          : shownColumns([...columnsFilteredOn(q), ...sort.map(({ field }) => field)]),
      description,
      complete: isComplete,
      sort,
    })
    saveFile(exportFileName(description, format, Date.now()), file)
    tellWritten(notFound.length, isComplete ? 0 : missing)
  } catch (error) {
    showToast(`Nothing was written. ${error instanceof Error ? error.message : ''}`, 'attention')
  }
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
