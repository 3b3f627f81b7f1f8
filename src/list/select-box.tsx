import type { Device } from '../api/device.ts'
import { deviceName } from '../lib/text.ts'
import { useStore } from '../lib/use-store.ts'
import { select, selection, toggle } from './selection.ts'

const boxClass = 'size-4 accent-accent max-sm:size-5'
/** The whole cell is the target, so that a near miss does not open the device. */
const targetClass = '-m-2 grid size-8 place-items-center max-sm:size-11'

interface SelectBoxProps {
  device: Device
  /** The rows on the screen, in their order. */
  rows: () => readonly Device[]
}

/** Chooses one device; Shift takes all rows since the last choice. */
export function SelectBox({ device, rows }: SelectBoxProps) {
  const isChosen = useStore(selection).has(device.id)
  return (
    <label className={targetClass}>
      <input
        type="checkbox"
        aria-label={`Select ${deviceName(device)}`}
        className={boxClass}
        checked={isChosen}
        onClick={(event) => toggle(device, rows(), event.shiftKey)}
        // The click decides, because only it knows of Shift.
        onChange={() => undefined}
      />
    </label>
  )
}

/** Chooses all rows of this page. */
export function SelectPageBox({ rows }: { rows: readonly Device[] }) {
  const chosen = useStore(selection)
  const count = rows.filter((device) => chosen.has(device.id)).length
  return (
    <label className={targetClass}>
      <input
        ref={(box) => {
          if (box) box.indeterminate = count > 0 && count < rows.length
        }}
        type="checkbox"
        aria-label="Select all on this page"
        className={boxClass}
        disabled={rows.length === 0}
        checked={rows.length > 0 && count === rows.length}
        onChange={(event) => select(rows, event.target.checked)}
      />
    </label>
  )
}
