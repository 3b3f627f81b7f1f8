import { Download } from 'lucide-react'
import { use, useState } from 'react'
import { parsePeopleSearch } from '../fleet/people-search.ts'
import { peopleConditions, type PeopleCondition } from '../fleet/snapshot/people.ts'
import { useFleetQuery } from '../fleet/use-fleet-query.ts'
import { serverNow } from '../lib/clock.ts'
import { formatCount } from '../lib/text.ts'
import { useSession } from '../session/use-session.tsx'
import { Button } from '../ui/button.tsx'
import { exportPeople } from './export-people.ts'
import { figureText } from '../lib/figure.ts'
import { SettingsMenu } from '../list/settings-menu.tsx'
import { StatusLine } from '../list/status-line.tsx'
import { TabStrip, tabClass } from '../list/tab-strip.tsx'
import { absentOwner } from '../query/query.ts'
import { FleetLine, StopLoading } from '../search/fleet-status.tsx'
import { Link } from '../ui/link.tsx'
import { TextLink } from '../ui/text-link.tsx'
import { DeviceLimit, peopleSettings } from './people-columns.tsx'
import {
  conditionNames,
  linkToDevices,
  peopleList,
  toggleCondition,
  type PeopleListSituation,
} from './people-list.ts'

/** Everybody, and the conditions to filter by, each with the number of people. */
export function PeopleTabs({ place: { params, linkTo } }: PeopleListSituation) {
  const { conditions } = parsePeopleSearch(params.q)
  const counts = useConditionCounts(use(DeviceLimit))
  const tabs = [
    { name: 'All', q: '', isCurrent: params.q === '', count: counts?.all },
    ...peopleConditions.map((condition) => ({
      name: conditionNames[condition],
      q: toggleCondition(params.q, condition),
      isCurrent: conditions.includes(condition),
      count: counts?.[condition],
    })),
  ]
  return (
    <TabStrip label="Filter people">
      {tabs.map(({ name, q, isCurrent, count }) => (
        <li key={name}>
          <Link
            {...linkTo({ q })}
            aria-current={isCurrent ? 'true' : undefined}
            className={tabClass}
          >
            {name}
            {/* Its width is reserved, so that no tab moves when the count comes. */}
            <span className="min-w-6 text-xs tabular-nums">
              {count !== undefined && formatCount(count)}
            </span>
          </Link>
        </li>
      ))}
    </TabStrip>
  )
}

/** The number of people by condition, once all devices are loaded. */
function useConditionCounts(deviceLimit: number) {
  const { data, isStale } = useFleetQuery(
    ['people by condition', deviceLimit],
    async (fleet, signal) => {
      const now = serverNow()
      const count = async (conditions: readonly PeopleCondition[]) => {
        const query = { words: [], conditions, sort: [], offset: 0, limit: 0, deviceLimit, now }
        return (await fleet.ask('people', [query], signal)).total
      }
      const all = await count([])
      const each = await Promise.all(
        peopleConditions.map(async (condition) => [condition, await count([condition])] as const),
      )
      return { all, ...(Object.fromEntries(each) as Record<PeopleCondition, number>) }
    },
  )
  return isStale ? undefined : data
}

/** Export, and how the list is displayed. */
export function PeopleTools({ place }: PeopleListSituation) {
  const session = useSession()
  const deviceLimit = use(DeviceLimit)
  const [isWorking, setIsWorking] = useState(false)

  async function write() {
    setIsWorking(true)
    await exportPeople(session, place.params, deviceLimit)
    setIsWorking(false)
  }

  return (
    <>
      <Button
        variant="quiet"
        busy={isWorking}
        aria-label="Export CSV"
        icon={<Download aria-hidden className="size-4" />}
        onClick={() => void write()}
      >
        <span className="max-lg:hidden">Export</span>
      </Button>
      <SettingsMenu
        settings={peopleSettings}
        place={place}
        fields={peopleList.fieldsFor(place.params.q)}
      />
    </>
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
