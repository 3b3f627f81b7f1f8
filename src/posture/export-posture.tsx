import { Download } from 'lucide-react'
import { useState } from 'react'
import type { FileField } from '../fleet/file-fields.ts'
import { fleetOf } from '../fleet/fleet.ts'
import { saveDevices } from '../fleet/save-devices.ts'
import { useConnection } from '../session/use-connection.ts'
import { Button } from '../ui/button.tsx'

/** The facts that an audit asks for, and those that tell devices apart. */
const fields: readonly FileField[] = [
  'name',
  'owner',
  'ownerEmail',
  'hardwareId',
  'id',
  'posture',
  'failedChecks',
  'lastCheck',
]

/** Exports the result, failed checks and last check of every device. */
export function ExportPosture() {
  const connection = useConnection()
  const [isWorking, setIsWorking] = useState(false)

  async function write() {
    setIsWorking(true)
    await saveDevices(
      { fleet: fleetOf(connection), scope: 'all' },
      { format: 'csv', fields, description: 'posture' },
    )
    setIsWorking(false)
  }

  return (
    <Button
      busy={isWorking}
      icon={<Download aria-hidden className="size-4" />}
      onClick={() => void write()}
    >
      Export CSV
    </Button>
  )
}
