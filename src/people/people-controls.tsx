import { parsePeopleSearch } from '../fleet/people-search.ts'
import { peopleConditions } from '../fleet/snapshot/people.ts'
import { figureText } from '../lib/figure.ts'
import { SettingsMenu } from '../list/settings-menu.tsx'
import { StatusLine } from '../list/status-line.tsx'
import { TabStrip, tabClass } from '../list/tab-strip.tsx'
import { absentOwner } from '../query/query.ts'
import { FleetLine, StopLoading } from '../search/fleet-status.tsx'
import { Link } from '../ui/link.tsx'
import { useSession } from '../session/use-session.tsx'
import { TextLink } from '../ui/text-link.tsx'
import { peopleSettings } from './people-columns.tsx'
import {
  conditionNames,
  linkToDevices,
  peopleList,
  toggleCondition,
  type PeopleListSituation,
} from './people-list.ts'

/** Conditions to filter by. */
export function PeopleTabs({ place: { params, linkTo } }: PeopleListSituation) {
  const { conditions } = parsePeopleSearch(params.q)
  return (
    <TabStrip label="Filter people">
      {peopleConditions.map((condition) => (
        <li key={condition}>
          <Link
            {...linkTo({ q: toggleCondition(params.q, condition) })}
            aria-current={conditions.includes(condition) ? 'true' : undefined}
            className={tabClass}
          >
            {conditionNames[condition]}
          </Link>
        </li>
      ))}
    </TabStrip>
  )
}

/** How the list is displayed. */
export function PeopleTools({ place }: PeopleListSituation) {
  return (
    <SettingsMenu
      settings={peopleSettings}
      place={place}
      fields={peopleList.fieldsFor(place.params.q)}
    />
  )
}

/** How many people there are, and the state of the snapshot they are counted from. */
export function PeopleStatus({ page, total, isRefreshing, onRefresh }: PeopleListSituation) {
  const without = page?.devicesWithoutOwner ?? 0
  const session = useSession()
  return (
    <StatusLine
      basis={<FleetLine />}
      stop={<StopLoading />}
      isRefreshing={isRefreshing}
      onRefresh={onRefresh}
    >
      {total && <p className="font-medium tabular-nums">{figureText(total, 'person', 'people')}</p>}
      <p className="text-ink-muted">
        People without a device can’t appear here.
        {total && without > 0 && (
          <>
            {' '}
            <TextLink {...linkToDevices(session, absentOwner.source)}>
              {figureText(
                { ...total, count: without },
                'device without an owner',
                'devices without an owner',
              )}
            </TextLink>
          </>
        )}
      </p>
    </StatusLine>
  )
}
