import { useStore } from '../lib/use-store.ts'
import type { RowSelection } from './selection.ts'
import { columnsOf, type AnyRow, type ListTable, type TableMeta } from './table-features.ts'

/** The column of checkboxes that select rows; the box in its header selects all of them. */
export function selectColumn<R extends AnyRow>() {
  return columnsOf<R>().display({
    id: 'select',
    enableHiding: false,
    meta: { width: '[--width:12] narrow:[--width:10]', card: 'card-head' },
    header: ({ table }) => {
      const rows = rowsOf(table)
      // Keyed by the rows, so that a press which began on others selects none.
      return <SelectAllBox key={rows.map(({ id }) => id).join()} rows={rows} meta={metaOf(table)} />
    },
    cell: ({ row, table }) => (
      <SelectBox row={row.original} rows={() => rowsOf(table)} meta={metaOf(table)} />
    ),
  })
}

type Selecting = TableMeta & { selection: RowSelection }

function rowsOf<R extends AnyRow>({ getRowModel }: Pick<ListTable<R>, 'getRowModel'>) {
  return getRowModel().rows.map(({ original }) => original)
}

/** A table with checkboxes has a selection. */
function metaOf({ options }: { options: { meta?: TableMeta } }): Selecting {
  return options.meta as Selecting
}

const boxClass = 'size-4 scroll-my-32 accent-accent max-sm:relative max-sm:z-1 max-sm:size-5'
/** The whole cell is the target, so that a near miss doesn't open the row. */
const targetClass = '-m-2 grid size-8 place-items-center max-sm:relative max-sm:z-1 max-sm:size-11'

interface SelectBoxProps {
  row: AnyRow
  rows: () => readonly AnyRow[]
  meta: Selecting
}

function SelectBox({ row, rows, meta }: SelectBoxProps) {
  const { selection } = meta
  useStore(selection)
  const isPossible = meta.disabledReason?.(row) === undefined
  return (
    <label className={targetClass}>
      <input
        type="checkbox"
        aria-label={`Select ${meta.nameOf?.(row)}`}
        aria-describedby={meta.noteOn?.(row) && rowNoteId(row.id)}
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

/** Returns the DOM ID of a row's note. */
export function rowNoteId(id: string): string {
  return `note-${id}`
}

function SelectAllBox({ rows, meta }: { rows: readonly AnyRow[]; meta: Selecting }) {
  const { selection, all } = meta
  useStore(selection)
  const possible = rows.filter((row) => meta.disabledReason?.(row) === undefined)
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
        onChange={() =>
          areWantedSelected
            ? selection.select([...possible, ...wanted], false)
            : selection.select(wanted, true)
        }
      />
      {all && (
        <span aria-hidden className="text-sm whitespace-nowrap sm:hidden">
          {all.label}
        </span>
      )}
    </label>
  )
}
