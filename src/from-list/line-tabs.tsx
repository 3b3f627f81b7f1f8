import { lineKindNames, lineKinds, type LineKind } from '../fleet/from-list/match-lines.ts'
import { paths } from '../lib/paths.ts'
import { formatCount } from '../lib/text.ts'
import { TabStrip, tabClass } from '../list/tab-strip.tsx'
import { Link } from '../ui/link.tsx'

/** Reads which lines an address shows: the matched ones unless it says others. */
export function parseShown(search: string): LineKind {
  const asked = new URLSearchParams(search).get('lines')
  return lineKinds.find((kind) => kind === asked) ?? 'matched'
}

interface LineTabsProps {
  counts: Readonly<Record<LineKind, number>> | undefined
  /** Number of devices that no line names. */
  notListed?: number
  /** `undefined` on the page of the devices that aren't in the list. */
  shown: LineKind | undefined
  isComplete: boolean
}

/** Links to the lines of each kind with their numbers, and to the devices that no line names. */
export function LineTabs({ counts, notListed, shown, isComplete }: LineTabsProps) {
  return (
    <TabStrip label="Lines by result">
      {lineKinds.map((kind) => (
        <li key={kind}>
          <Link
            to={kind === 'matched' ? paths.fromList : `${paths.fromList}?lines=${kind}`}
            replace
            aria-current={kind === shown ? 'true' : undefined}
            className={tabClass}
          >
            {lineKindNames[kind]}
            {kind === 'not-found' && !isComplete && ' so far'}
            {counts && <span className="tabular-nums">{formatCount(counts[kind])}</span>}
          </Link>
        </li>
      ))}
      <li className="ml-2 border-l border-line pl-2">
        <Link
          to={paths.notInList}
          aria-current={shown === undefined ? 'true' : undefined}
          className={tabClass}
        >
          In the fleet, not in the list
          {notListed !== undefined && (
            <span className="tabular-nums">{formatCount(notListed)}</span>
          )}
        </Link>
      </li>
    </TabStrip>
  )
}
