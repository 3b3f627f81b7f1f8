import { Pencil } from 'lucide-react'
import type { SortField } from '../device/fields.ts'
import type { Coverage } from '../fleet/coverage.ts'
import { givenList, type GivenList } from '../fleet/from-list/given-list.ts'
import type { ListAnswer } from '../fleet/from-list/list-questions.ts'
import { counted, formatCount } from '../lib/text.ts'
import { Tab, TabStrip } from '../list/tab-strip.tsx'
import type { ListNavigation } from '../list/use-list-address.ts'
import { useSession } from '../session/use-session.tsx'
import { Button } from '../ui/button.tsx'
import { Choice } from '../ui/choice.tsx'
import { ListedLines } from './listed-lines.tsx'
import {
  listName,
  listViewNames,
  listViews,
  pathOf,
  soFarWords,
  type ListView,
} from './list-views.ts'
import { NotListed } from './not-listed.tsx'

export interface ListResultProps {
  list: GivenList
  answer: ListAnswer
  view: ListView
  place: ListNavigation<SortField>
  /** The devices that the list was matched with. */
  coverage: Coverage
  isStale: boolean
  onEdit: () => void
}

/** The result of a list: how it was read, its lines by result, and one part of them. */
export function ListResult(props: ListResultProps) {
  const { list, answer, view, coverage, onEdit } = props
  const given = givenList(useSession())
  const { columns, parts, people, notListed } = answer
  const soFar = soFarWords(coverage)
  const countOf = (each: ListView) => (each === 'others' ? notListed : parts[each].count)
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2 max-sm:gap-x-4 max-sm:gap-y-0">
        {/* A line of its own in a narrow window: with "so far" it would push the others to the next. */}
        <h2 className="text-lg font-semibold tabular-nums sm:max-xl:basis-full">
          {counted(answer.lines, 'line')}
          {/* On a phone the tabs below say it. */}
          <span className="font-normal text-ink-muted max-sm:sr-only">
            {` = ${formatCount(parts.matched.count)} matched + ${formatCount(parts.ambiguous.count)} ambiguous + `}
            {`${formatCount(parts['not-found'].count)} not found${soFar} + ${formatCount(parts.repeated.count)} repeated`}
          </span>
        </h2>
        <p className="min-w-0 truncate text-sm text-ink-muted">
          <bdi>{listName(list.file)}</bdi>
        </p>
        <Button
          variant="quiet"
          className="-mx-3 max-sm:-mr-4 max-sm:ml-auto"
          icon={Pencil}
          onClick={onEdit}
        >
          Change list
        </Button>
        {columns.all.length > 1 && (
          <label className="flex items-center gap-2 text-sm text-ink-muted">
            Match by column
            <select
              value={columns.selected}
              onChange={(event) => given.set({ ...list, column: Number(event.target.value) })}
              className="field max-w-60"
            >
              {columns.all.map(({ name, position }) => (
                <option key={position} value={position}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        )}
        {people > 0 && (
          <div className="-m-2 text-ink-muted max-sm:my-0">
            <Choice
              isLine
              legend={`Devices of ${counted(people, 'person', 'people')}`}
              value={list.ofPeople}
              options={[
                { value: 'all', label: 'All' },
                { value: 'last-used', label: 'Last used' },
              ]}
              onChange={(ofPeople) => given.set({ ...list, ofPeople })}
            />
          </div>
        )}
        {columns.hasHeading && (
          <p className="text-sm text-ink-muted">The first line is a heading and isn’t counted.</p>
        )}
      </div>
      <TabStrip label="Lines by result">
        {listViewNames.map((each) => (
          <Tab
            key={each}
            link={{ to: pathOf(each), replace: true }}
            isCurrent={each === view}
            name={listViews[each] + (each === 'not-found' || each === 'others' ? soFar : '')}
            count={countOf(each)}
          />
        ))}
      </TabStrip>
      {view === 'others' ? (
        <NotListed {...props} />
      ) : (
        <ListedLines key={view} {...props} view={view} />
      )}
    </div>
  )
}
