import { ChevronDown, Download } from 'lucide-react'
import { useState } from 'react'
import type { ExportFormat } from '../fleet/requests.ts'
import { formatCount } from '../lib/text.ts'
import { useStore } from '../lib/use-store.ts'
import { useConnection } from '../session/use-connection.ts'
import { Button } from '../ui/button.tsx'
import { Choice } from '../ui/choice.tsx'
import { Popover } from '../ui/popover.tsx'
import type { DeviceListParams } from './device-list.ts'
import { deviceSelection } from './device-selection.ts'
import { writeExport, type FileColumns, type Scope } from './write-export.ts'

/** Exports devices: the most likely ones with one click, others from a menu. */
export function ExportControls({ params }: { params: DeviceListParams }) {
  const connection = useConnection()
  const selected = useStore(deviceSelection)
  const usual: Scope = selected.size > 0 ? 'selected' : params.q === '' ? 'all' : 'matching'
  /** The selected scope applies until the default scope changes. */
  const [asked, setAsked] = useState<{ scope: Scope; insteadOf: Scope }>()
  const [columns, setColumns] = useState<FileColumns>('shown')
  const [isWorking, setIsWorking] = useState(false)
  const options = scopes.filter(
    ({ value }) => value === 'all' || (value === 'selected' ? selected.size > 0 : params.q !== ''),
  )
  const scope = asked?.insteadOf === usual ? asked.scope : usual

  async function write(format: ExportFormat) {
    setIsWorking(true)
    await writeExport(connection, params, scope, format, columns)
    setIsWorking(false)
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
        Export CSV{' '}
        <span className="font-normal">
          ({scope === 'selected' ? `${formatCount(selected.size)} selected` : scope})
        </span>
      </Button>
      <Popover
        label="Export options"
        title="Export"
        icon={<ChevronDown aria-hidden className="size-3.5" />}
      >
        <div className="w-64">
          <Choice
            legend="Devices"
            value={scope}
            options={options}
            onChange={(next) => setAsked({ scope: next, insteadOf: usual })}
          />
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

const scopes: readonly { value: Scope; label: string }[] = [
  { value: 'selected', label: 'Selected' },
  { value: 'matching', label: 'Matching' },
  { value: 'all', label: 'All' },
]
