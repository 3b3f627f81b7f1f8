import { Ban, Download, Trash2, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { confirmActions } from '../confirm/confirmation.ts'
import { reasonAgainst, type DeviceAction } from '../actions/rules.ts'
import { recognizeRuns, sealedRuns } from '../actions/runs.ts'
import type { Device } from '../api/device.ts'
import { showToast } from '../feedback/toasts.ts'
import { countOfMissing } from '../fleet/completeness.ts'
import { fleetState } from '../fleet/fleet-state.ts'
import { fleetOf } from '../fleet/fleet.ts'
import { parseQuery } from '../fleet/query.ts'
import { useRowKeys } from '../list/use-row-keys.ts'
import { writeExport } from './write-export.ts'
import { formatCount } from '../lib/text.ts'
import { useStore } from '../lib/use-store.ts'
import { useConnection } from '../session/use-connection.ts'
import { Button } from '../ui/button.tsx'
import type { ListParams } from '../list/list-params.ts'
import { clearSelection, renewSelected, select, selection } from '../list/selection.ts'

interface SelectionBarProps {
  /** The rows on the screen. */
  rows: readonly Device[]
  /** The list they are of. */
  params: ListParams
  /** How many match in all. */
  total: number | undefined
}

/** How many are chosen, where they are, and what can be done with them; and the keys that walk and choose rows. */
export function SelectionBar({ rows, params, total }: SelectionBarProps) {
  const { q } = params
  const connection = useConnection()
  const [isExporting, setIsExporting] = useState(false)
  const chosen = useStore(selection)
  const bar = useRef<HTMLElement>(null)
  const onPage = rows.filter((device) => chosen.has(device.id)).length
  const elsewhere = chosen.size - onPage
  const canTakeAll =
    total !== undefined && rows.length > 0 && onPage === rows.length && total > onPage

  useRowKeys()

  // What the list knows by now is what is chosen.
  useEffect(() => renewSelected(rows), [rows])

  const sealed = useStore(sealedRuns)
  useEffect(() => {
    if (sealed.length > 0) recognizeRuns(connection, rows)
  }, [connection, rows, sealed])

  // The bar takes its room from below the rows, where the focus may just be.
  const isShown = chosen.size > 0
  useEffect(() => {
    if (isShown) document.activeElement?.scrollIntoView({ block: 'nearest' })
  }, [isShown])

  useEffect(() => {
    function clearOnEscape(event: KeyboardEvent) {
      if (event.key !== 'Escape' || event.defaultPrevented || isFieldsOwn(event.target)) return
      if (!document.querySelector('dialog:modal, [popover]:popover-open')) clearSelection()
    }
    document.addEventListener('keydown', clearOnEscape)
    return () => document.removeEventListener('keydown', clearOnEscape)
  }, [])

  async function act(action: DeviceAction) {
    const runId = await confirmActions(action, [...chosen.values()])
    // The run has its own record of them; choosing starts anew.
    if (runId !== undefined) clearSelection()
  }

  async function write() {
    setIsExporting(true)
    await writeExport(connection, params, 'selected')
    setIsExporting(false)
  }

  if (chosen.size === 0) return null
  return (
    <section
      ref={bar}
      tabIndex={-1}
      aria-label="Selection"
      className="order-3 flex flex-wrap items-center gap-x-3 gap-y-1.5 rounded-lg bg-selected px-3 py-1.5 text-sm sticky bottom-0 z-10 max-sm:-mx-4 max-sm:rounded-none max-sm:border-t max-sm:border-line max-sm:px-4 max-sm:shadow-float"
    >
      <p role="status" className="font-medium tabular-nums">
        {formatCount(chosen.size)} selected
        {elsewhere > 0 && (
          <span className="font-normal text-ink-muted">
            , {formatCount(elsewhere)} not on this page
          </span>
        )}
      </p>
      {/* What was asked of one search is not done to the next. */}
      <TakeAll
        key={q}
        q={q}
        total={total}
        isOffered={canTakeAll}
        onTaken={() => bar.current?.focus()}
      />
      <div className="ml-auto flex flex-wrap items-center gap-2 max-sm:gap-1.5">
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
          icon={<Download aria-hidden className="size-4" />}
          busy={isExporting}
          onClick={() => void write()}
        >
          <span className="max-sm:sr-only">Export {formatCount(chosen.size)}</span>
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

interface TakeAllProps extends Pick<SelectionBarProps, 'total'> {
  q: string
  isOffered: boolean
  /** Takes the focus over from the button, which goes when there is no more to take. */
  onTaken: () => void
}

/** Chooses everything that matches, once the whole fleet is read; dropped when the bar goes meanwhile. */
function TakeAll({ q, total, isOffered, onTaken }: TakeAllProps) {
  const [isReading, setIsReading] = useState(false)
  /** How many were chosen once all of this search were: while none was taken out, there is no more to take. */
  const [taken, setTaken] = useState(Infinity)
  const chosen = useStore(selection).size
  const taking = useRef<AbortController>(undefined)
  const fleet = useStore(fleetState)
  const connection = useConnection()
  useEffect(() => () => taking.current?.abort(), [])

  async function takeAll() {
    taking.current = new AbortController()
    const { signal } = taking.current
    setIsReading(true)
    try {
      const source = fleetOf(connection)
      const { phase, missing } = await source.whole()
      const devices = await source.matching(parseQuery(q).terms, signal)
      if (signal.aborted) return
      onTaken()
      select(devices, true)
      setTaken(selection.get().size)
      if (phase === 'incomplete') {
        showToast(
          `Incomplete: ${countOfMissing(missing)} may be missing from the selection`,
          'attention',
        )
      }
    } catch (error) {
      if (signal.aborted) return
      showToast(
        `Not all could be selected. ${error instanceof Error ? error.message : ''}`,
        'attention',
      )
    } finally {
      setIsReading(false)
    }
  }

  if (total === undefined || !((isOffered && chosen < taken) || isReading)) return null
  return (
    <Button variant="quiet" busy={isReading} onClick={() => void takeAll()}>
      {isReading && fleet.phase === 'reading'
        ? `Reading the fleet: ${formatCount(fleet.read)}${fleet.total === undefined ? '' : ` of ${formatCount(fleet.total)}`}`
        : `Select all ${formatCount(total)}${q === '' ? '' : ' that match'}`}
    </Button>
  )
}

/** Escape in a field empties it or closes its proposals. */
function isFieldsOwn(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches('input:not([type=checkbox]), select')
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
