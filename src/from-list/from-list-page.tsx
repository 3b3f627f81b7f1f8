import { useState } from 'react'
import { useParams } from 'react-router'
import { fieldNames } from '../device/fields.ts'
import { LongAnswer } from '../devices/long-answer.tsx'
import { FleetStatus } from '../fleet/fleet-status.tsx'
import { giveList, givenList } from '../fleet/from-list/given-list.ts'
import { paths } from '../lib/paths.ts'
import { useStore } from '../lib/use-store.ts'
import { createListAddress } from '../list/list-address.ts'
import { useListAddress } from '../list/use-list-address.ts'
import { useSession } from '../session/use-session.tsx'
import { FileDrop } from '../ui/file-drop.tsx'
import { Page } from '../ui/page.tsx'
import { TextLink } from '../ui/text-link.tsx'
import { ListInput } from './list-input.tsx'
import { ListResult } from './list-result.tsx'
import { listViewNames, pathOf } from './list-views.ts'

/** Finds the devices that a list from elsewhere names: a ticket, a CSV, an earlier export. */
export function FromListPage() {
  const session = useSession()
  const list = useStore(givenList(session))
  /** The list whose text is being changed: another one, pasted meanwhile, is shown instead. */
  const [editedId, setEditedId] = useState<string>()
  const shown = list?.id === editedId ? undefined : list
  const { view: asked } = useParams()
  const view = listViewNames.find((name) => name === asked) ?? 'matched'
  const place = useListAddress(createListAddress(pathOf(view), () => fieldNames))
  const sort = view === 'others' ? [] : place.params.sort
  const take = (file: File) => giveList(session, file)

  return (
    <Page
      title="Devices from a list"
      back={{ to: paths.devices(), label: 'Devices' }}
      lead={
        !shown && (
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
      {shown ? (
        <>
          <FleetStatus />
          <LongAnswer
            key={shown.id}
            question={['from-list', shown.id, shown.column ?? '', shown.ofPeople, sort]}
            ask={(fleet, signal, report) => fleet.ask('matchList', [shown, sort], signal, report)}
            onCancel={() => setEditedId(shown.id)}
            another={<ListInput list={shown} onList={take} />}
          >
            {(answer, covers) => (
              <ListResult
                list={shown}
                answer={answer}
                view={view}
                place={place}
                {...covers}
                onEdit={() => setEditedId(shown.id)}
              />
            )}
          </LongAnswer>
        </>
      ) : (
        <ListInput list={list} onKeep={list && (() => setEditedId(undefined))} onList={take} />
      )}
    </Page>
  )
}
