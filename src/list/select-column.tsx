import { useStore } from '../lib/use-store.ts'
import type { SessionPart } from '../session/session-part.ts'
import { useSession } from '../session/use-session.tsx'
import type { Column } from './column.ts'
import type { Selection } from './selection.ts'

export interface SelectColumnOptions<Row extends { id: string }> {
  selection: SessionPart<Selection<Row>>
  /** Names a row: "Select lost-laptop-01". */
  nameOf: (row: Row) => string
  /** Why a row can't be selected. */
  disabledReason?: (row: Row) => string | undefined
  /** ID of the element that says more on a row. */
  noteIdOf?: (row: Row) => string | undefined
  /** Label of the box in the header, and the rows it selects: those of the page without it. */
  all?: { label: string; rows: readonly Row[] } | undefined
}

/** Creates the column of checkboxes that select rows; the box in its header selects all of them. */
export function selectColumn<Row extends { id: string }>(
  options: SelectColumnOptions<Row>,
): Column<Row> {
  return {
    id: 'select',
    label: 'Selection',
    width: '[--width:12]',
    card: 'head',
    isBare: true,
    // Keyed by the rows, so that a press which began on others selects none.
    header: (rows) => (
      <SelectAllBox key={rows.map(({ id }) => id).join()} {...options} rows={rows} />
    ),
    cell: (row, rows) => <SelectBox {...options} row={row} rows={rows} />,
  }
}

const boxClass = 'size-4 scroll-my-32 accent-accent max-sm:relative max-sm:z-1 max-sm:size-5'
/** The whole cell is the target, so that a near miss doesn't open the row. */
const targetClass = '-m-2 grid size-8 place-items-center max-sm:relative max-sm:z-1 max-sm:size-11'

interface SelectBoxProps<Row extends { id: string }> extends SelectColumnOptions<Row> {
  row: Row
  /** The rows on the screen, in their order. */
  rows: () => readonly Row[]
}

function SelectBox<Row extends { id: string }>({
  selection: selectionOf,
  nameOf,
  disabledReason,
  noteIdOf,
  row,
  rows,
}: SelectBoxProps<Row>) {
  const selection = selectionOf(useSession())
  useStore(selection)
  const isPossible = disabledReason?.(row) === undefined
  return (
    <label className={targetClass}>
      <input
        type="checkbox"
        aria-label={`Select ${nameOf(row)}`}
        aria-describedby={noteIdOf?.(row)}
        className={boxClass}
        disabled={!isPossible}
        checked={isPossible && selection.has(row)}
        onClick={(event) => selection.toggle(row, rows(), event.shiftKey)}
        // The click handler decides, because only a click knows of Shift.
        onChange={() => undefined}
      />
    </label>
  )
}

interface SelectAllBoxProps<Row extends { id: string }> extends SelectColumnOptions<Row> {
  rows: readonly Row[]
}

function SelectAllBox<Row extends { id: string }>({
  selection: selectionOf,
  disabledReason,
  all,
  rows,
}: SelectAllBoxProps<Row>) {
  const selection = selectionOf(useSession())
  useStore(selection)
  const possible = rows.filter((row) => disabledReason?.(row) === undefined)
  const wanted = all?.rows ?? possible
  const isAnySelected = possible.some(selection.has)
  const areAllSelected = isAnySelected && possible.every(selection.has)
  const areWantedSelected = isAnySelected && wanted.every(selection.has)
  return (
    <label
      className={`${targetClass} ${all ? 'max-sm:w-auto max-sm:grid-flow-col max-sm:gap-2 max-sm:px-3' : ''}`}
    >
      <input
        ref={(box) => {
          if (box) box.indeterminate = isAnySelected && !areAllSelected
        }}
        type="checkbox"
        aria-label={all?.label ?? 'Select all on this page'}
        className={boxClass}
        disabled={!isAnySelected && wanted.length === 0}
        checked={areAllSelected}
        // Deselecting takes everything out, so that nothing stays selected out of sight.
        onChange={() => selection.select(areWantedSelected ? possible : wanted, !areWantedSelected)}
      />
      {all && (
        <span aria-hidden className="text-sm whitespace-nowrap sm:hidden">
          {all.label}
        </span>
      )}
    </label>
  )
}
