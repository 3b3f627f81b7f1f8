import { useState, type ReactNode } from 'react'
import { useParams } from 'react-router'
import { FailureNotice } from '../feedback/failure-notice.tsx'
import { Working } from '../feedback/working.tsx'
import { giveFile, giveList, givenList, type GivenList } from '../fleet/from-list/given-list.ts'
import { useFleetQuery } from '../fleet/use-fleet-query.ts'
import { useFleet } from '../fleet/use-fleet.ts'
import type { Progress } from '../fleet/worker/job.ts'
import { paths } from '../lib/paths.ts'
import { useStore } from '../lib/use-store.ts'
import { RowsTableSkeleton } from '../list/rows-table.tsx'
import { useListAddress } from '../list/use-list-address.ts'
import { FleetStatus } from '../fleet/fleet-status.tsx'
import { useSession } from '../session/use-session.tsx'
import { FileDrop } from '../ui/file-drop.tsx'
import { Page } from '../ui/page.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { TextLink } from '../ui/text-link.tsx'
import { ListInput } from './list-input.tsx'
import { ListResult } from './list-result.tsx'
import { listAddresses, listViewNames } from './list-views.ts'

/** Finds the devices that a list from elsewhere names: a ticket, a CSV, an earlier export. */
export function FromListPage() {
  const session = useSession()
  const list = useStore(givenList(session))
  const [isEditing, setIsEditing] = useState(false)
  const isGiven = list !== undefined && !list.refused && !isEditing

  async function take(file: File) {
    await giveFile(session, file)
    setIsEditing(false)
  }

  const input = (
    <ListInput
      key={list?.text ?? ''}
      text={list?.text ?? ''}
      onMatch={(text) => {
        giveList(session, text)
        setIsEditing(false)
      }}
      onFile={(file) => void take(file)}
    />
  )
  return (
    <Page
      title="Devices from a list"
      back={{ to: paths.devices(), label: 'Devices' }}
      lead={
        !isGiven && (
          <p className="max-w-3xl">
            Paste hostnames, serial numbers, e-mail addresses or IDs, and act on exactly those
            devices. The list stays in this tab’s memory until you sign out or reload. To see what
            the fleet looked like before,{' '}
            <TextLink to={paths.changes}>compare it with an earlier export</TextLink>.
          </p>
        )
      }
    >
      <FileDrop label="Drop to match its lines" onFile={(file) => void take(file)} />
      {list?.refused && <ProblemNotice {...list.refused} />}
      {isGiven ? (
        <Matched key={list.id} list={list} input={input} onEdit={() => setIsEditing(true)} />
      ) : (
        input
      )}
    </Page>
  )
}

interface MatchedProps {
  list: GivenList
  /** The field of the list, for one that can't be read. */
  input: ReactNode
  onEdit: () => void
}

function Matched({ list, input, onEdit }: MatchedProps) {
  const session = useSession()
  const { view: asked } = useParams()
  const view = listViewNames.find((name) => name === asked) ?? 'matched'
  const place = useListAddress(listAddresses[view])
  const [progress, setProgress] = useState<Progress>()
  useFleet()
  const sort = view === 'others' ? [] : place.params.sort
  const { id, column = '', ofPeople } = list
  const { coverage, error, isStale, ...result } = useFleetQuery(
    ['from-list', id, column, ofPeople, sort],
    (source, signal) => source.ask('matchList', [list, sort], signal, setProgress),
  )
  const answer = result.data ?? result.soFar
  const isWorking = !error && (answer ? isStale : coverage.isLoading || coverage.held > 0)
  return (
    <>
      <FleetStatus />
      {error && <FailureNotice error={error} />}
      {isWorking && <Working progress={progress} onCancel={onEdit} />}
      {isWorking && !answer && <RowsTableSkeleton />}
      {answer && 'problem' in answer && (
        <>
          <ProblemNotice problem={answer.problem} fileName={list.fileName} />
          {input}
        </>
      )}
      {answer && !('problem' in answer) && (
        <ListResult
          list={list}
          answer={answer}
          view={view}
          place={place}
          coverage={coverage}
          isStale={isStale}
          onEdit={onEdit}
          onChange={(change) => givenList(session).set({ ...list, ...change })}
        />
      )}
    </>
  )
}
