import { useId, useState } from 'react'
import { Choice } from '../ui/choice.tsx'
import { mostDays, readDays, usualDays, type CleanUpParams } from './clean-up-params.ts'

interface CleanUpChoicesProps {
  params: CleanUpParams
  onChange: (next: Partial<CleanUpParams>) => void
}

const dayOptions = usualDays.map((days) => ({ value: String(days), label: String(days) }))

const actionOptions = [
  { value: 'deactivate', label: 'Deactivate' },
  { value: 'remove', label: 'Remove' },
] as const

/** What each action means for a clean-up (API.md, "What the two actions mean"). */
const meanings = {
  deactivate:
    'Signs the user out and keeps the record. The device still counts against its owner’s device limit.',
  remove:
    'Signs the user out and deletes the record. It frees a slot of the owner’s device limit; the user may be able to register the device again.',
}

/** What counts as stale, and what is to be done about it. */
export function CleanUpChoices({ params, onChange }: CleanUpChoicesProps) {
  return (
    <section
      aria-label="What to clean up"
      className="flex flex-wrap items-start gap-x-8 gap-y-3 rounded-xl bg-surface p-4 shadow-card ring-1 ring-line"
    >
      <div className="grid gap-2">
        <div className="flex flex-wrap items-end gap-x-2 gap-y-1">
          <div className="-mx-2 -my-1.5 max-sm:w-full">
            <Choice
              legend="Days without a connection"
              value={String(params.days)}
              options={dayOptions}
              onChange={(days) => onChange({ days: Number(days) })}
            />
          </div>
          {/* Another threshold in the address brings another field. */}
          <DaysField key={params.days} days={params.days} onChange={onChange} />
        </div>
        <label className="flex min-h-8 items-center gap-2 text-sm max-sm:min-h-11">
          <input
            type="checkbox"
            className="size-4 accent-accent max-sm:size-5"
            checked={params.countsNever}
            onChange={(event) => onChange({ countsNever: event.target.checked })}
          />
          Never connected: count from the registration
        </label>
      </div>
      <div className="grid max-w-md min-w-64 flex-1 gap-2">
        <div className="-mx-2 -my-1.5 max-w-64 max-sm:max-w-none">
          <Choice
            legend="What to do with them"
            value={params.action}
            options={actionOptions}
            onChange={(action) => onChange({ action })}
          />
        </div>
        <p className="pt-1 text-sm text-ink-muted">{meanings[params.action]}</p>
      </div>
    </section>
  )
}

interface DaysFieldProps {
  days: number
  onChange: CleanUpChoicesProps['onChange']
}

function DaysField({ days, onChange }: DaysFieldProps) {
  const [typed, setTyped] = useState(String(days))
  const id = useId()
  const isWrong = readDays(typed) === undefined

  function take() {
    const read = readDays(typed)
    if (read !== undefined && read !== days) onChange({ days: read })
  }

  return (
    <form
      className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-ink-muted"
      onSubmit={(event) => {
        event.preventDefault()
        take()
      }}
    >
      <label htmlFor={id}>or</label>
      <input
        id={id}
        inputMode="numeric"
        autoComplete="off"
        aria-label="Another number of days"
        aria-invalid={isWrong || undefined}
        aria-describedby={isWrong ? `${id}-problem` : undefined}
        value={typed}
        onChange={(event) => setTyped(event.target.value.trim())}
        onBlur={take}
        className="h-8 w-18 rounded-md bg-surface px-2 text-ink tabular-nums ring-1 ring-line-strong/60 ring-inset aria-invalid:ring-danger max-sm:h-11"
      />
      days
      {isWrong && (
        <span id={`${id}-problem`} className="w-full text-danger">
          A whole number from 1 to {mostDays}
        </span>
      )}
    </form>
  )
}
