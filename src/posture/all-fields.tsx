import { useState } from 'react'
import type { FileField, PostureField } from '../fleet/files/file-fields.ts'
import { saveDevices } from '../fleet/files/save-devices.ts'
import type { FleetPostures } from '../fleet/snapshot/fleet-index.ts'
import { maxFieldDepth, type FieldSummary } from '../fleet/snapshot/posture-fields.ts'
import { formatPath } from '../query/posture-path.ts'
import { postureTerm } from '../query/posture-values.ts'
import { comparedForm } from '../query/value-key.ts'
import { counted, formatCount, sanitizeForDisplay } from '../lib/text.ts'
import { createStore } from '../lib/store.ts'
import { useStore } from '../lib/use-store.ts'
import { sessionPart } from '../session/open-session.ts'
import { useSession } from '../session/use-session.tsx'
import { SaveButton } from '../ui/save-button.tsx'
import { CountLink } from './count-link.tsx'

const emptyValues = new Map([
  ['', 'Empty text'],
  ['[]', 'Empty list'],
  ['{}', 'Empty object'],
])

/** Every field of the postures with its most frequent values, closed at first. */
export function AllFields({ postures }: { postures: FleetPostures }) {
  const { fields, isCut, tooDeep } = postures
  const [isOpen, setIsOpen] = useState(false)
  return (
    <details
      className="card px-5 py-4 max-sm:px-4"
      onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}
    >
      <summary className="min-h-6 rounded text-base font-semibold">
        All fields ({formatCount(fields.length)})
      </summary>
      {isOpen && (
        <div className="mt-2 grid gap-2 text-sm">
          {isCut && (
            <p className="text-warn">
              Showing the {formatCount(fields.length)} fields that the most devices report. A search
              finds the others, too.
            </p>
          )}
          {tooDeep > 0 && (
            <p className="text-ink-muted">
              {counted(tooDeep, 'device')} {tooDeep === 1 ? 'has' : 'have'} values nested more than{' '}
              {maxFieldDepth} levels deep, which aren’t listed. The raw JSON on a device’s page has
              them.
            </p>
          )}
          <ul>
            {fields.map((field) => (
              <Field key={formatPath(field.path)} field={field} />
            ))}
          </ul>
        </div>
      )}
    </details>
  )
}

function Field({
  field: { path, devices, values, distinct, isDistinctCut },
}: {
  field: FieldSummary
}) {
  const name = formatPath(path)
  const unlisted = distinct - values.length
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-6 border-t border-line py-1 tabular-nums first:border-t-0 lg:grid-cols-[minmax(0,18rem)_7rem_minmax(0,1fr)_auto]">
      <h3 className="py-1.5 font-mono font-medium wrap-anywhere max-lg:col-span-2">
        <bdi>{sanitizeForDisplay(name, 120) || '(the whole posture)'}</bdi>
      </h3>
      <span className="py-1.5 text-ink-muted max-sm:py-3">{counted(devices, 'device')}</span>
      <ul className="flex flex-wrap items-baseline gap-x-6 lg:py-1 max-lg:order-1 max-lg:col-span-2">
        {values.map(({ text, devices: count }) => (
          <li key={text}>
            <CountLink
              q={postureTerm(path, { comparison: '=', value: comparedForm(text) })}
              text={emptyValues.get(text.trim()) ?? text}
            />{' '}
            {formatCount(count)}
            <span className="sr-only"> {count === 1 ? 'device' : 'devices'}</span>
          </li>
        ))}
        {unlisted > 0 && (
          <li className="text-ink-muted">
            and {isDistinctCut && 'over '}
            {counted(unlisted, 'more value')}
          </li>
        )}
      </ul>
      <AddToFile field={`posture.${name}`} />
    </li>
  )
}

function AddToFile({ field }: { field: PostureField }) {
  const file = addedFields(useSession())
  const added = useStore(file)
  const others = added.filter((each) => each !== field)
  return (
    <label className="flex min-h-8 w-fit items-center self-start gap-2 text-ink-muted max-sm:min-h-11 print:hidden">
      <input
        type="checkbox"
        className="size-4 accent-accent max-sm:size-5"
        checked={added.includes(field)}
        onChange={({ target }) => file.set(target.checked ? [...others, field] : others)}
      />
      <span>
        Add <span className="sr-only">{sanitizeForDisplay(field)} </span>to CSV
      </span>
    </label>
  )
}

/** The facts that an audit asks for, and those that identify a device. */
const usualFields: readonly FileField[] = [
  'name',
  'owner',
  'ownerEmail',
  'hardwareId',
  'id',
  'posture',
  'failedChecks',
  'lastCheck',
]

const addedFields = sessionPart(() => createStore<readonly PostureField[]>([]))

/** Exports the result, failed checks and last check of every device, and the fields that were added. */
export function ExportPosture() {
  const session = useSession()
  const added = useStore(addedFields(session))
  const request = {
    scope: 'all',
    format: 'csv',
    fields: [...usualFields, ...added],
    description: 'posture',
  } as const
  return (
    <SaveButton save={() => saveDevices(session, request)}>
      Export CSV{added.length > 0 && ` (${counted(added.length, 'added field')})`}
    </SaveButton>
  )
}
