import type { FileField, PostureField } from '../fleet/file-fields.ts'
import { saveDevices } from '../fleet/save-devices.ts'
import { createStore } from '../lib/store.ts'
import { sessionPart } from '../session/session-part.ts'
import { useStore } from '../lib/use-store.ts'
import { counted } from '../lib/text.ts'
import { useSession } from '../session/use-session.tsx'
import { SaveButton } from '../ui/save-button.tsx'

/** The facts that an audit asks for, and those that identify a device. */
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

export const addedFields = sessionPart(() => createStore<readonly PostureField[]>([]))

/** Exports the result, failed checks and last check of every device, and the fields that were added. */
export function ExportPosture() {
  const session = useSession()
  const added = useStore(addedFields(session))
  const layout = {
    format: 'csv',
    fields: [...fields, ...added],
    description: 'posture',
  } as const
  return (
    <SaveButton save={() => saveDevices(session, { scope: 'all' }, layout)}>
      Export CSV{added.length > 0 && ` (${counted(added.length, 'added field')})`}
    </SaveButton>
  )
}
