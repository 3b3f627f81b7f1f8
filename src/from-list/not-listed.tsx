import { fieldNames } from '../device/fields.ts'
import { deviceSettings } from '../devices/columns.tsx'
import { ProposedDevices } from '../devices/proposed-devices.tsx'
import { useProposal } from '../devices/use-proposal.ts'
import { FailureNotice } from '../feedback/failure-notice.tsx'
import { shortfall } from '../fleet/coverage.ts'
import { useFleetQuery } from '../fleet/use-fleet-query.ts'
import { counted, formatCount } from '../lib/text.ts'
import { RowsTableSkeleton } from '../list/rows-table.tsx'
import { SortChoice } from '../list/settings-menu.tsx'
import { parseQuery } from '../query/query.ts'
import { FilterChips } from '../search/filter-chips.tsx'
import { FilterMenu, FilterSections } from '../search/filter-menu.tsx'
import { FilterSheet } from '../search/filter-sheet.tsx'
import { countFilters } from '../search/filters.ts'
import { SearchField } from '../search/search-field.tsx'
import { SearchProblems } from '../search/search-problems.tsx'
import { SearchSuggestions } from '../search/search-suggestions.tsx'
import { filterWords } from '../search/term-words.ts'
import type { ListResultProps } from './list-result.tsx'

/** The devices that a list doesn't name: who shouldn't be here any more? */
export function NotListed({ list, place: given }: ListResultProps) {
  // Nobody counts the values of filters in a part of the fleet.
  const place = { ...given, isPart: true }
  const { q, sort } = place.params
  const { coverage, error, isStale, ...result } = useFleetQuery(
    ['not-in-list', list.id, list.column ?? '', q, sort],
    (source, signal) => {
      const view = { terms: parseQuery(q).terms, sort, now: Date.now() }
      return source.ask('notListed', [list, view], signal)
    },
  )
  const answer = result.data ?? result.soFar
  const { selection, forget } = useProposal(`not-in-list ${list.id}`, false)
  const soFar = coverage.kind === 'partial' ? ' so far' : ''
  return (
    <>
      <p className="max-w-3xl text-sm text-ink-muted">
        Devices that no line names. Those of ambiguous lines are left out, because they may be in
        the list. Filter out what was never on it, such as servers and kiosks.
      </p>
      <div className="flex items-center gap-x-3">
        <SearchField
          label="Search devices not in the list"
          placeholder="Leave some out: -kiosk -owner:none status:offline"
          q={q}
          onSearch={(text, isTyping) => place.goTo({ q: text }, { replace: isTyping })}
          Suggestions={SearchSuggestions}
        />
        <div className="max-sm:hidden">
          <FilterMenu>
            <FilterSections place={place} />
          </FilterMenu>
        </div>
        <FilterSheet
          place={given}
          filters={countFilters(q)}
          showLabel={answer ? `Show ${counted(answer.total, 'device')}` : 'Show devices'}
        >
          {(inSheet) => (
            <>
              <FilterSections place={{ ...inSheet, isPart: true }} />
              <SortChoice settings={deviceSettings} place={inSheet} fields={fieldNames} />
            </>
          )}
        </FilterSheet>
      </div>
      {q !== '' && (
        <div className="h-7 text-sm max-sm:h-11 max-sm:overflow-x-auto">
          <FilterChips place={place} wordsOf={filterWords} />
        </div>
      )}
      <SearchProblems q={q} />
      {error && <FailureNotice error={error} />}
      {!answer && !error && <RowsTableSkeleton />}
      {answer && (
        <>
          <h2 className="text-lg font-semibold tabular-nums">
            {counted(answer.total, 'device')} not in the list{soFar}
          </h2>
          <ProposedDevices
            name="Devices not in the list"
            devices={answer.devices}
            selection={selection}
            note={shortfall(coverage)}
            place={place}
            isStale={isStale}
            context={{ label: 'In the fleet, not in the list' }}
            onActed={forget}
          >
            {answer.total > answer.devices.length && (
              <p className="text-sm font-medium">
                Only the first {formatCount(answer.devices.length)} can be acted on at once.
              </p>
            )}
          </ProposedDevices>
        </>
      )}
    </>
  )
}
