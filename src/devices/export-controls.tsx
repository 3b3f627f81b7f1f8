import { ChevronDown, Download } from 'lucide-react'
import { useState } from 'react'
import type { ExportFormat } from '../fleet/requests.ts'
import { formatCount } from '../lib/text.ts'
import { useStore } from '../lib/use-store.ts'
import { useSession } from '../session/use-session.tsx'
import { Button } from '../ui/button.tsx'
import { Choice } from '../ui/choice.tsx'
import { Popover } from '../ui/popover.tsx'
import type { DeviceListParams } from './device-list.ts'
import { deviceSelection } from './device-selection.ts'
import { writeExport, type FileColumns, type Scope } from './write-export.ts'

/** Exports devices: the most likely ones with one click, others from a menu. */
export function ExportControls({ params }: { params: DeviceListParams }) {
  const choice = useExportChoice(params)
  return (
    <span className="flex items-center">
      <Button
        variant="quiet"
        busy={choice.isWorking}
        icon={<Download aria-hidden className="size-4" />}
        onClick={() => void choice.write('csv')}
        className="rounded-r-none pr-1.5"
      >
        <span className="max-xl:sr-only">
          Export CSV{' '}
          <span className="inline-block min-w-18 text-left font-normal">
            (
            {choice.scope === 'selected'
              ? `${formatCount(choice.selected)} selected`
              : choice.scope}
            )
          </span>
        </span>
      </Button>
      <Popover
        label="Export options"
        title="Export"
        icon={<ChevronDown aria-hidden className="size-3.5" />}
      >
        <div className="w-64">
          <ExportPanel choice={choice} />
        </div>
      </Popover>
    </span>
  )
}

/** The same, with its options in sight. */
export function ExportSection({ params }: { params: DeviceListParams }) {
  return <ExportPanel choice={useExportChoice(params)} />
}

function ExportPanel({ choice }: { choice: ReturnType<typeof useExportChoice> }) {
  const { scopes, scope, columns, isWorking, write } = choice
  return (
    <>
      <Choice legend="Devices" value={scope} options={scopes} onChange={choice.setScope} />
      <Choice
        legend="Columns"
        value={columns}
        options={[
          { value: 'shown', label: 'Shown' },
          { value: 'all', label: 'All' },
        ]}
        onChange={choice.setColumns}
      />
      <div className="flex gap-2 p-2">
        <Button className="flex-1" busy={isWorking} onClick={() => void write('csv')}>
          CSV
        </Button>
        <Button className="flex-1" busy={isWorking} onClick={() => void write('json')}>
          JSON
        </Button>
      </div>
    </>
  )
}

/** Which devices and columns are exported, and the function that does it. */
function useExportChoice(params: DeviceListParams) {
  const session = useSession()
  const selected = useStore(deviceSelection(session)).size
  const usual: Scope = selected > 0 ? 'selected' : params.q === '' ? 'all' : 'matching'
  /** The selected scope applies until the default scope changes. */
  const [asked, setAsked] = useState<{ scope: Scope; insteadOf: Scope }>()
  const [columns, setColumns] = useState<FileColumns>('shown')
  const [isWorking, setIsWorking] = useState(false)
  const scope = asked?.insteadOf === usual ? asked.scope : usual
  return {
    selected,
    scope,
    scopes: scopeOptions.filter(
      ({ value }) => value === 'all' || (value === 'selected' ? selected > 0 : params.q !== ''),
    ),
    setScope: (next: Scope) => setAsked({ scope: next, insteadOf: usual }),
    columns,
    setColumns,
    isWorking,
    async write(format: ExportFormat) {
      setIsWorking(true)
      await writeExport(session, params, scope, format, columns)
      setIsWorking(false)
    },
  }
}

const scopeOptions: readonly { value: Scope; label: string }[] = [
  { value: 'selected', label: 'Selected' },
  { value: 'matching', label: 'Matching' },
  { value: 'all', label: 'All' },
]
