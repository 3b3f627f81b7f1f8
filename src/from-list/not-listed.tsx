import { LongAnswer } from '../devices/long-answer.tsx'
import { ProposedDevices } from '../devices/proposed-devices.tsx'
import { useProposal } from '../devices/use-proposal.ts'
import { counted, formatCount } from '../lib/text.ts'
import { FilterChips } from '../search/filter-chips.tsx'
import { FilterMenu, FilterSections } from '../search/filter-menu.tsx'
import { SearchField } from '../search/search-field.tsx'
import { SearchProblems } from '../search/search-problems.tsx'
import { SearchSuggestions } from '../search/search-suggestions.tsx'
import { filterWords } from '../search/term-words.ts'
import type { ListResultProps } from './list-result.tsx'
import { soFarWords } from './list-views.ts'

/** The devices that a list doesn't name: who shouldn't be here any more? */
export function NotListed({ list, place: given, onEdit }: ListResultProps) {
  // Nobody counts the values of filters in a part of the fleet.
  const place = { ...given, isPart: true }
  const { q, sort } = place.params
  const proposal = useProposal(`not-in-list ${list.id}`, false)
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
          place={place}
          Suggestions={SearchSuggestions}
        />
        <FilterMenu>
          <FilterSections place={place} />
        </FilterMenu>
      </div>
      {q !== '' && (
        <div className="h-7 text-sm max-sm:h-11 max-sm:overflow-x-auto">
          <FilterChips place={place} wordsOf={filterWords} />
        </div>
      )}
      <SearchProblems q={q} />
      <LongAnswer
        question={['not-in-list', list.id, list.column ?? '', q, sort]}
        ask={(fleet, signal, report) => fleet.ask('notListed', [list, { q, sort }], signal, report)}
        onCancel={onEdit}
      >
        {({ devices, total }, covers) => (
          <>
            <h2 className="text-lg font-semibold tabular-nums">
              {counted(total, 'device')} not in the list{soFarWords(covers.coverage)}
            </h2>
            <ProposedDevices
              name="Devices not in the list"
              devices={devices}
              proposal={proposal}
              {...covers}
              place={place}
              contextOf={() => ({ label: 'In the fleet, not in the list' })}
            >
              {total > devices.length && (
                <p className="text-sm font-medium">
                  Only the first {formatCount(devices.length)} can be acted on at once.
                </p>
              )}
            </ProposedDevices>
          </>
        )}
      </LongAnswer>
    </>
  )
}
