import { useId, type ReactNode } from 'react'
import { deviceActionNames, deviceActions } from '../actions/definitions.ts'
import { ConsequenceList } from '../actions/confirmation/consequences.tsx'
import { Choice } from '../ui/choice.tsx'
import { maxDays, readDays, usualDays, type CleanUpParams } from './clean-up-params.ts'

interface CleanUpChoicesProps {
  params: CleanUpParams
  onChange: (next: Partial<CleanUpParams>) => void
  typedDays: string
  onType: (typed: string) => void
  /** Findings, in the same card. */
  children?: ReactNode
}

const dayOptions = usualDays.map((days) => ({ value: String(days), label: String(days) }))

const actionOptions = deviceActionNames.map((action) => ({
  value: action,
  label: deviceActions[action].verb,
}))

/** The fields for what counts as stale, and the action on it. */
export function CleanUpChoices(props: CleanUpChoicesProps) {
  const { params, onChange, typedDays, onType, children } = props
  const problemId = useId()
  const daysId = useId()
  const typed = readDays(typedDays)
  const isWrong = typed === undefined

  function takeTyped() {
    if (typed !== undefined && typed !== params.days) onChange({ days: typed })
  }

  return (
    <div className="card grid gap-x-10 gap-y-3 p-4 sm:grid-cols-[auto_minmax(0,1fr)] xl:grid-cols-[auto_minmax(0,6fr)_minmax(0,5fr)] xl:grid-rows-[auto_1fr]">
      <section aria-label="What to clean up" className="contents">
        <div className="grid content-start gap-1 xl:row-span-2">
          <div className="flex flex-wrap items-end gap-x-2 gap-y-1">
            <div className="-mx-2 -my-1.5 max-sm:w-[calc(100%+1rem)]">
              <Choice
                legend="Days without a connection"
                value={String(params.days)}
                options={dayOptions}
                onChange={(days) => onChange({ days: Number(days) })}
              />
            </div>
            <form
              className="flex items-center gap-2 text-sm text-ink-muted"
              onSubmit={(event) => {
                event.preventDefault()
                takeTyped()
              }}
            >
              <label htmlFor={daysId}>or</label>
              <input
                id={daysId}
                inputMode="numeric"
                autoComplete="off"
                aria-label="Another number of days"
                aria-invalid={isWrong || undefined}
                aria-describedby={isWrong ? problemId : undefined}
                value={typedDays}
                onChange={(event) => onType(event.target.value.trim())}
                onBlur={takeTyped}
                className="field w-24 tabular-nums"
              />
              days
            </form>
          </div>
          {/* Reserves its height, so that nothing moves while somebody types; on a phone it's beside the field. */}
          <p
            id={problemId}
            className="min-h-5 text-sm text-danger max-sm:-mt-12 max-sm:ml-42 max-sm:flex max-sm:min-h-11 max-sm:items-center"
          >
            {isWrong && `A whole number from 1 to ${maxDays}`}
          </p>
          <label className="flex min-h-8 items-center gap-2 text-sm max-sm:min-h-11">
            <input
              type="checkbox"
              className="size-4 accent-accent max-sm:size-5"
              checked={params.countsNever}
              onChange={(event) => onChange({ countsNever: event.target.checked })}
            />
            <span>
              Include never-connected devices{' '}
              <span className="max-sm:sr-only">(age since registration)</span>
            </span>
          </label>
        </div>
        <div className="-mx-2 -my-1.5 sm:max-w-64">
          <Choice
            legend="Action"
            value={params.action}
            options={actionOptions}
            onChange={(action) => onChange({ action })}
          />
        </div>
        {/* On a phone the confirmation says it, and the devices found need the room. */}
        <div className="text-ink-muted max-xl:col-span-full max-sm:hidden xl:col-start-2">
          <ConsequenceList action={params.action} count={2} />
        </div>
      </section>
      {children}
    </div>
  )
}
