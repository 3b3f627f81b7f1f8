import { fleetState } from '../fleet/fleet-state.ts'
import { parsePeopleSearch } from '../fleet/people-search.ts'
import { peopleConditions } from '../fleet/people.ts'
import { useStore } from '../lib/use-store.ts'
import { SettingsMenu } from '../list/settings-menu.tsx'
import { FleetStatus } from '../search/fleet-status.tsx'
import { Link } from '../ui/link.tsx'
import { peopleSettings } from './people-columns.tsx'
import {
  conditionNames,
  peopleList,
  toggleCondition,
  type PeopleListSituation,
} from './people-list.ts'

/** Conditions to filter by, and the state of the snapshot that people are counted from. */
export function PeopleControls({ place }: PeopleListSituation) {
  const { params, linkTo } = place
  const fleet = useStore(fleetState)
  const { conditions } = parsePeopleSearch(params.q)
  return (
    <>
      <div className="flex flex-wrap items-center gap-1.5">
        <nav aria-label="Filter people" className="flex flex-wrap items-center gap-1.5">
          {peopleConditions.map((condition) => (
            <Link
              key={condition}
              {...linkTo({ q: toggleCondition(params.q, condition) })}
              aria-current={conditions.includes(condition) ? 'true' : undefined}
              className="inline-flex h-8 items-center rounded-full bg-surface px-3 text-sm text-ink-muted ring-1 ring-line ring-inset hover:text-ink aria-[current]:bg-selected aria-[current]:font-medium aria-[current]:text-ink aria-[current]:ring-accent/60 max-sm:h-11"
            >
              {conditionNames[condition]}
            </Link>
          ))}
        </nav>
        <span className="ml-auto">
          <SettingsMenu
            settings={peopleSettings}
            place={place}
            fields={peopleList.fieldsFor(place.params.q)}
          />
        </span>
      </div>
      <div className="flex flex-wrap items-center gap-x-4 text-sm text-ink-muted">
        {fleet.phase !== 'declined' && <FleetStatus state={fleet} />}
        <p>People without a device can’t appear here.</p>
      </div>
    </>
  )
}
