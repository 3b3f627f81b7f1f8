import { Download } from 'lucide-react'
import { useState, type MouseEvent } from 'react'
import type { FileLayout, FileScope } from '../fleet/files/export.ts'
import { saveSnapshot } from '../fleet/files/save-devices.ts'
import { paths } from '../lib/paths.ts'
import { formatCount } from '../lib/text.ts'
import { useStore } from '../lib/use-store.ts'
import { useSession } from '../session/use-session.tsx'
import { Button } from '../ui/button.tsx'
import { Choice } from '../ui/choice.tsx'
import { closePopover, MenuButton, MenuLink, Popover } from '../ui/popover.tsx'
import type { DeviceListParams } from './device-list.ts'
import { deviceSelection } from './device-selection.ts'
import { writeExport, type FileColumns } from './write-export.ts'

/** The button that opens what can be exported. */
export function ExportMenu({ params }: { params: DeviceListParams }) {
  return (
    <Popover label="Export" showLabel="wide" icon={Download}>
      <div className="w-64">
        <ExportPanel params={params} />
      </div>
    </Popover>
  )
}

/** Every device with every column at once, or the devices and columns of one's choice. */
export function ExportPanel({ params }: { params: DeviceListParams }) {
  const session = useSession()
  const selected = useStore(deviceSelection(session)).size
  const usual: FileScope = selected > 0 ? 'selected' : params.q === '' ? 'all' : 'matching'
  /** The selected scope applies until the default scope changes. */
  const [asked, setAsked] = useState<{ scope: FileScope; insteadOf: FileScope }>()
  const [columns, setColumns] = useState<FileColumns>('shown')
  const scope = asked?.insteadOf === usual ? asked.scope : usual
  const scopes: { value: FileScope; label: string }[] = [
    ...(selected > 0
      ? [{ value: 'selected' as const, label: `${formatCount(selected)} selected` }]
      : []),
    ...(params.q === '' ? [] : [{ value: 'matching' as const, label: 'Matching' }]),
    { value: 'all', label: 'All' },
  ]

  async function write({ currentTarget }: MouseEvent<HTMLElement>, format: FileLayout['format']) {
    await writeExport(session, params, scope, format, columns)
    closePopover(currentTarget)
  }

  return (
    <>
      <MenuButton onClick={() => writeExport(session, params, 'all', 'csv', 'all')}>
        Export all devices, every column
      </MenuButton>
      <div className="mt-1 border-t border-line pt-1">
        <Choice
          legend="Devices"
          value={scope}
          options={scopes}
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
          {(['csv', 'json'] as const).map((format) => (
            <Button key={format} className="flex-1" onClick={(event) => write(event, format)}>
              {format.toUpperCase()}
            </Button>
          ))}
        </div>
      </div>
      <div className="border-t border-line pt-1">
        <MenuButton onClick={() => saveSnapshot(session)}>Save a snapshot</MenuButton>
        <MenuLink to={paths.changes}>Compare with an earlier export</MenuLink>
      </div>
    </>
  )
}
