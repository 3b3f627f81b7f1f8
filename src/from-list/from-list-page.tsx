import { useState } from 'react'
import { FailureNotice } from '../feedback/failure-notice.tsx'
import type { ListRequest } from '../fleet/from-list/answer-list.ts'
import { giveList, givenList, type GivenList } from '../fleet/from-list/given-list.ts'
import { useFleetQuery } from '../fleet/use-fleet-query.ts'
import { useFleet } from '../fleet/use-fleet.ts'
import { fileText } from '../lib/file-text.ts'
import { paths } from '../lib/paths.ts'
import { useStore } from '../lib/use-store.ts'
import { RowsTableSkeleton } from '../list/rows-table.tsx'
import { FleetStatus } from '../fleet/fleet-status.tsx'
import { useSession } from '../session/use-session.tsx'
import { FileDrop } from '../ui/file-drop.tsx'
import { Page } from '../ui/page.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { TextLink } from '../ui/text-link.tsx'
import { ListInput } from './list-input.tsx'
import { ListResult } from './list-result.tsx'

/** Finds the devices that a list from elsewhere names: a ticket, a CSV, an earlier export. */
export function FromListPage() {
  const session = useSession()
  const list = useStore(givenList(session))
  const [isEditing, setIsEditing] = useState(false)

  async function takeFile(file: File) {
    giveList(session, await fileText(file), file.name)
    setIsEditing(false)
  }

  return (
    <Page
      title="Devices from a list"
      back={{ to: paths.devices(), label: 'Devices' }}
      lead={
        (!list || isEditing) && (
          <p className="max-w-3xl">
            Paste hostnames, serial numbers, e-mail addresses or IDs, and act on exactly those
            devices. The list stays in this tab’s memory until you sign out. To see what the fleet
            looked like before,{' '}
            <TextLink to={paths.changes}>compare it with an earlier export</TextLink>.
          </p>
        )
      }
    >
      <FileDrop label="Drop to match its lines" onFile={(file) => void takeFile(file)} />
      {list && !isEditing ? (
        <Matched key={list.id} list={list} onEdit={() => setIsEditing(true)} />
      ) : (
        <ListInput
          text={list?.text ?? ''}
          onFile={(file) => void takeFile(file)}
          onMatch={(text) => {
            giveList(session, text)
            setIsEditing(false)
          }}
        />
      )}
    </Page>
  )
}

function Matched({ list, onEdit }: { list: GivenList; onEdit: () => void }) {
  const fleet = useFleet()
  const session = useSession()
  const { id, ...request } = list
  const { column, ofPeople } = request
  const result = useFleetQuery(['from-list', id, column ?? '', ofPeople], (source, signal) =>
    source.ask('matchList', [request], signal),
  )
  const { coverage, error, isStale } = result
  const answer = result.data ?? result.soFar
  return (
    <>
      <FleetStatus />
      {error && <FailureNotice error={error} />}
      {!answer && !error && (coverage.isLoading || coverage.held > 0) && <RowsTableSkeleton />}
      {answer && 'problem' in answer && (
        <>
          <ProblemNotice problem={answer.problem} fileName={list.fileName} />
          <ListInput
            text={list.text}
            onFile={(file) =>
              void fileText(file).then((text) => giveList(session, text, file.name))
            }
            onMatch={(text) => giveList(session, text)}
          />
        </>
      )}
      {answer && !('problem' in answer) && (
        <ListResult
          list={list}
          answer={answer}
          fleet={fleet}
          coverage={coverage}
          isStale={isStale}
          onEdit={onEdit}
          onChange={(change: Partial<ListRequest>) =>
            givenList(session).set({ ...list, ...change })
          }
        />
      )}
    </>
  )
}
