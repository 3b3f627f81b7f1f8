import { sentencesOf } from '../feedback/explain-error.ts'
import { useEffect, useMemo, useRef, useState } from 'react'
import { DeviceActions } from '../actions/action-buttons.tsx'
import { recognizeRuns, encryptedRuns } from '../actions/receipts/earlier-runs.ts'
import { showToast } from '../feedback/toasts.ts'
import { countOfMissing } from '../fleet/coverage.ts'
import { fleetOf } from '../fleet/fleet.ts'
import { deviceNow } from '../fleet/settled.ts'
import { useFleetState } from '../fleet/use-fleet.ts'
import { SelectionSection } from '../list/selection-section.tsx'
import { writeExport } from './write-export.ts'
import { formatCount } from '../lib/text.ts'
import { useStore } from '../lib/use-store.ts'
import { useSession } from '../session/use-session.tsx'
import { Button } from '../ui/button.tsx'
import { SaveButton } from '../ui/save-button.tsx'
import type { DeviceListProps } from './device-list.ts'
import { deviceSelection, renewSelected } from './device-selection.ts'

/** How many devices are selected, and the buttons to act on them. */
export function SelectionBar({ rows: shown, place: { params }, total }: DeviceListProps) {
  const { q } = params
  const session = useSession()
  const selection = deviceSelection(session)
  const selected = useStore(selection)
  const bar = useRef<HTMLElement>(null)
  const rows = useMemo(() => shown.filter((device) => deviceNow(session, device)), [session, shown])
  const onPage = rows.filter((device) => selected.has(device.id)).length
  const elsewhere = selected.size - onPage
  const canSelectAll =
    total !== undefined && rows.length > 0 && onPage === rows.length && total.count > onPage

  // Newer rows replace the devices as they were selected.
  useEffect(() => renewSelected(session, rows), [session, rows])

  const encrypted = useStore(encryptedRuns(session))
  useEffect(() => {
    if (encrypted.length > 0) recognizeRuns(session, rows)
  }, [session, rows, encrypted])

  // The bar may cover the focused element at the foot of the rows.
  const isShown = selected.size > 0
  useEffect(() => {
    if (isShown) document.activeElement?.scrollIntoView({ block: 'nearest' })
  }, [isShown])

  if (selected.size === 0) return null
  return (
    <SelectionSection
      bar={bar}
      count={
        <>
          {formatCount(selected.size)} selected
          {elsewhere > 0 && (
            <span className="font-normal text-ink-muted">
              , {formatCount(elsewhere)} not on this page
            </span>
          )}
        </>
      }
      beside={
        // Keyed by search: selecting all of one is not carried over to the next.
        <SelectAll
          key={q}
          q={q}
          total={total}
          isOffered={canSelectAll}
          onSelected={() => bar.current?.focus()}
        />
      }
      more={
        <SaveButton save={() => writeExport(session, params, 'selected')}>
          <span className="max-sm:sr-only">Export {formatCount(selected.size)}</span>
        </SaveButton>
      }
      onClear={selection.clear}
    >
      <DeviceActions
        devices={[...selected.values()]}
        labelOf={(_, verb) => `${verb} ${formatCount(selected.size)}`}
        onActed={selection.clear}
      />
    </SelectionSection>
  )
}

interface SelectAllProps extends Pick<DeviceListProps, 'total'> {
  q: string
  isOffered: boolean
  /** Takes the focus from the button, which disappears. */
  onSelected: () => void
}

/** Selects all matching devices once every device is loaded; canceled when the bar is closed. */
function SelectAll({ q, total, isOffered, onSelected }: SelectAllProps) {
  const [isReading, setIsReading] = useState(false)
  /** How many were selected after all of this search were; fewer when some were deselected since. */
  const [whole, setWhole] = useState(Infinity)
  const session = useSession()
  const selection = deviceSelection(session)
  const selected = useStore(selection).size
  const selecting = useRef<AbortController>(undefined)
  const fleet = useFleetState()
  useEffect(() => () => selecting.current?.abort(), [])

  async function selectAll() {
    selecting.current = new AbortController()
    const { signal } = selecting.current
    setIsReading(true)
    try {
      const source = fleetOf(session)
      const { phase, missing } = await source.ensureFresh()
      const devices = await source.ask('matching', [q], signal)
      if (signal.aborted) return
      onSelected()
      selection.select(devices, true)
      setWhole(selection.get().size)
      if (phase === 'incomplete') {
        showToast(
          session,
          `Incomplete: ${countOfMissing(missing)} may be missing from the selection`,
          'attention',
        )
      }
    } catch (error) {
      if (signal.aborted) return
      showToast(session, `Not all devices could be selected. ${sentencesOf(error)}`, 'attention')
    } finally {
      setIsReading(false)
    }
  }

  if (total === undefined || !((isOffered && selected < whole) || isReading)) return null
  return (
    <Button variant="quiet" busy={isReading} onClick={() => void selectAll()}>
      {isReading && fleet.phase === 'loading'
        ? `Loading devices: ${formatCount(fleet.loaded)}${fleet.total === undefined ? '' : ` of ${formatCount(fleet.total)}`}`
        : `Select all${total.isFinal ? ` ${formatCount(total.count)}` : ''}${q === '' ? '' : ' that match'}`}
    </Button>
  )
}
