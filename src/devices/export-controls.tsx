import { ChevronDown, Download } from 'lucide-react'
import { useState } from 'react'
import { exportDevices } from '../fleet/fleet.ts'
import { exportFileName } from '../fleet/export.ts'
import { parseQuery } from '../fleet/query.ts'
import type { ExportFormat, ExportScope } from '../fleet/requests.ts'
import { tellWritten } from '../fleet/tell-written.ts'
import { wholeFleet } from '../fleet/whole-fleet.ts'
import { showToast } from '../feedback/toasts.ts'
import { saveFile } from '../lib/save-file.ts'
import { useStore } from '../lib/use-store.ts'
import { Button } from '../ui/button.tsx'
import { Choice } from '../ui/choice.tsx'
import { Popover } from '../ui/popover.tsx'
import { filterKind } from './filters.ts'
import type { ListParams } from './list-params.ts'
import { selection } from './selection.ts'
import { allColumns, shownColumns } from './table-view.ts'

type Scope = 'selected' | 'matching' | 'all'
type Columns = 'shown' | 'all'

/** Writes devices to a file: at one click what is meant most often, the rest in the menu beside it. */
export function ExportControls({ params }: { params: ListParams }) {
  const chosen = useStore(selection)
  const usual: Scope = chosen.size > 0 ? 'selected' : params.q === '' ? 'all' : 'matching'
  const [asked, setAsked] = useState<Scope>()
  const [columns, setColumns] = useState<Columns>('shown')
  const [isWorking, setIsWorking] = useState(false)
  const options = scopes.filter(
    ({ value }) => value === 'all' || (value === 'selected' ? chosen.size > 0 : params.q !== ''),
  )
  const scope = options.some(({ value }) => value === asked) ? (asked ?? usual) : usual

  async function write(format: ExportFormat) {
    setIsWorking(true)
    try {
      const { phase, missing } = await wholeFleet()
      const isComplete = phase === 'complete'
      const description = { selected: 'selected', matching: params.q, all: 'all' }[scope]
      const { file, notFound } = await exportDevices({
        scope: scopeOf(scope, params.q, [...chosen.keys()]),
        format,
        columns: columns === 'all' ? allColumns() : shownColumns(columnsFilteredOn(params.q)),
        description,
        complete: isComplete,
        sort: params.sort,
      })
      saveFile(exportFileName(description, format, Date.now()), file)
      tellWritten(notFound.length, isComplete ? 0 : missing)
    } catch (error) {
      showToast(`Nothing was written. ${error instanceof Error ? error.message : ''}`, 'attention')
    } finally {
      setIsWorking(false)
    }
  }

  return (
    <span className="flex items-center">
      <Button
        variant="quiet"
        busy={isWorking}
        icon={<Download aria-hidden className="size-4" />}
        onClick={() => void write('csv')}
        className="rounded-r-none pr-1.5"
      >
        Export CSV
      </Button>
      <Popover
        label="Export options"
        title="Export"
        icon={<ChevronDown aria-hidden className="size-3.5" />}
      >
        <div className="w-64">
          <Choice legend="Devices" value={scope} options={options} onChange={setAsked} />
          <Choice
            legend="Columns"
            value={columns}
            options={[
              { value: 'shown', label: 'Shown' },
              { value: 'all', label: 'All' },
            ]}
            onChange={setColumns}
          />
          <div className="flex gap-2 p-2">
            <Button className="flex-1" busy={isWorking} onClick={() => void write('csv')}>
              CSV
            </Button>
            <Button className="flex-1" busy={isWorking} onClick={() => void write('json')}>
              JSON
            </Button>
          </div>
        </div>
      </Popover>
    </span>
  )
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

const scopes: readonly { value: Scope; label: string }[] = [
  { value: 'selected', label: 'Selected' },
  { value: 'matching', label: 'Matching' },
  { value: 'all', label: 'All' },
]

function scopeOf(scope: Scope, q: string, ids: readonly string[]): ExportScope {
  if (scope === 'all') return 'all'
  return scope === 'selected' ? { ids } : { terms: parseQuery(q).terms }
}
