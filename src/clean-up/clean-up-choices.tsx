import { useId } from 'react'
import { Choice } from '../ui/choice.tsx'
import { mostDays, readDays, usualDays, type CleanUpParams } from './clean-up-params.ts'

interface CleanUpChoicesProps {
  params: CleanUpParams
  onChange: (next: Partial<CleanUpParams>) => void
  /** What stands in the field for another number of days, valid or not. */
  typedDays: string
  onType: (typed: string) => void
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
export function CleanUpChoices({ params, onChange, typedDays, onType }: CleanUpChoicesProps) {
  const problemId = useId()
  const isWrong = readDays(typedDays) === undefined
  return (
    <section
      aria-label="What to clean up"
      className="flex flex-wrap items-start gap-x-8 gap-y-3 rounded-xl bg-surface p-4 shadow-card ring-1 ring-line"
    >
      <div className="grid gap-1">
        <div className="flex flex-wrap items-end gap-x-2 gap-y-1">
          <div className="-mx-2 -my-1.5 max-sm:w-full">
            <Choice
              legend="Days without a connection"
              value={String(params.days)}
              options={dayOptions}
              onChange={(days) => onChange({ days: Number(days) })}
            />
          </div>
          <DaysField
            days={params.days}
            typed={typedDays}
            problemId={isWrong ? problemId : undefined}
            onType={onType}
            onChange={onChange}
          />
        </div>
        {/* Its room is there before it is needed: nothing moves while somebody types. */}
        <p id={problemId} className="min-h-5 text-sm text-danger">
          {isWrong && `A whole number from 1 to ${mostDays}`}
        </p>
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
  typed: string
  /** Id of what is wrong with it, if anything. */
  problemId: string | undefined
  onType: CleanUpChoicesProps['onType']
  onChange: CleanUpChoicesProps['onChange']
}

function DaysField({ days, typed, problemId, onType, onChange }: DaysFieldProps) {
  const id = useId()

  function take() {
    const read = readDays(typed)
    if (read !== undefined && read !== days) onChange({ days: read })
  }

  return (
    <form
      className="flex items-center gap-2 text-sm text-ink-muted"
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
        aria-invalid={problemId !== undefined || undefined}
        aria-describedby={problemId}
        value={typed}
        onChange={(event) => onType(event.target.value.trim())}
        onBlur={take}
        className="h-8 w-24 rounded-md bg-surface px-2 text-ink tabular-nums ring-1 ring-line-strong/60 ring-inset aria-invalid:ring-danger max-sm:h-11"
      />
      days
    </form>
  )
}
