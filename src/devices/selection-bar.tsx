import { Ban, Trash2, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { confirmActions } from '../actions/confirmation.ts'
import { reasonAgainst, type DeviceAction } from '../actions/rules.ts'
import type { Device } from '../api/device.ts'
import { showToast } from '../feedback/toasts.ts'
import { fleetState } from '../fleet/fleet-state.ts'
import { matchingDevices } from '../fleet/fleet.ts'
import { parseQuery } from '../fleet/query.ts'
import { counted, formatCount } from '../lib/text.ts'
import { useStore } from '../lib/use-store.ts'
import { Button } from '../ui/button.tsx'
import { clearSelection, select, selection } from './selection.ts'
import { wholeFleet } from './whole-fleet.ts'

interface SelectionBarProps {
  /** The rows on the screen. */
  rows: readonly Device[]
  q: string
  /** How many match in all. */
  total: number | undefined
}

/** How many are chosen, where they are, and what can be done with them. */
export function SelectionBar({ rows, q, total }: SelectionBarProps) {
  const chosen = useStore(selection)
  const [isReading, setIsReading] = useState(false)
  const fleet = useStore(fleetState)
  const onPage = rows.filter((device) => chosen.has(device.id)).length
  const elsewhere = chosen.size - onPage
  const canTakeAll =
    total !== undefined && rows.length > 0 && onPage === rows.length && total > chosen.size

  useEffect(() => {
    function clearOnEscape(event: KeyboardEvent) {
      const isElsewhere = document.querySelector('dialog:modal, [popover]:popover-open')
      if (event.key === 'Escape' && !isElsewhere && !event.defaultPrevented) clearSelection()
    }
    document.addEventListener('keydown', clearOnEscape)
    return () => document.removeEventListener('keydown', clearOnEscape)
  }, [])

  async function takeAll() {
    setIsReading(true)
    try {
      const { phase, missing } = await wholeFleet()
      select(await matchingDevices(parseQuery(q).terms), true)
      if (phase === 'incomplete') {
        showToast(
          `Up to ${counted(missing, 'device')} may be missing from the selection`,
          'attention',
        )
      }
    } catch (error) {
      showToast(
        `Not all could be selected. ${error instanceof Error ? error.message : ''}`,
        'attention',
      )
    } finally {
      setIsReading(false)
    }
  }

  async function act(action: DeviceAction) {
    const runId = await confirmActions(action, [...chosen.values()])
    // The run has its own record of them; choosing starts anew.
    if (runId !== undefined) clearSelection()
  }

  if (chosen.size === 0) return null
  return (
    <section
      aria-label="Selection"
      className="flex flex-wrap items-center gap-x-3 gap-y-1.5 rounded-lg bg-selected px-3 py-1.5 text-sm"
    >
      <p role="status" className="font-medium tabular-nums">
        {formatCount(chosen.size)} selected
        {elsewhere > 0 && (
          <span className="font-normal text-ink-muted">
            , {formatCount(elsewhere)} not on this page
          </span>
        )}
      </p>
      {canTakeAll && (
        <Button variant="quiet" busy={isReading} onClick={() => void takeAll()}>
          {isReading && fleet.phase === 'reading'
            ? `Reading the fleet: ${formatCount(fleet.read)}${fleet.total === undefined ? '' : ` of ${formatCount(fleet.total)}`}`
            : `Select all ${formatCount(total)}${q === '' ? '' : ' that match'}`}
        </Button>
      )}
      <div className="ml-auto flex flex-wrap items-center gap-2">
        <Button
          icon={<Ban aria-hidden className="size-4" />}
          disabledReason={reasonAgainstAll('deactivate', chosen)}
          onClick={() => void act('deactivate')}
        >
          Deactivate {formatCount(chosen.size)}
        </Button>
        <Button
          icon={<Trash2 aria-hidden className="size-4" />}
          onClick={() => void act('remove')}
          className="hover:not-aria-disabled:bg-danger-soft hover:not-aria-disabled:text-danger"
        >
          Remove {formatCount(chosen.size)}
        </Button>
        <Button
          variant="quiet"
          square
          aria-label="Clear selection"
          icon={<X aria-hidden className="size-4" />}
          onClick={clearSelection}
        />
      </div>
    </section>
  )
}

function reasonAgainstAll(
  action: DeviceAction,
  chosen: ReadonlyMap<string, Device>,
): string | undefined {
  let reason: string | undefined
  for (const device of chosen.values()) {
    reason = reasonAgainst(action, device)
    if (reason === undefined) return undefined
  }
  return reason
}
