import { X } from 'lucide-react'
import { useState } from 'react'
import { useParams } from 'react-router'
import { fieldNames } from '../device/fields.ts'
import { LongAnswer } from '../devices/long-answer.tsx'
import { changeKindNames } from '../fleet/changes/compare.ts'
import { coverageOf } from '../fleet/coverage.ts'
import { fleetState } from '../fleet/fleet-state.ts'
import { givenFile, type GivenFile } from '../fleet/given-file.ts'
import { saveSnapshot } from '../fleet/save-devices.ts'
import { useFleet } from '../fleet/use-fleet.ts'
import { wallTime } from '../lib/clock.ts'
import { examples } from '../lib/examples.ts'
import { memoize } from '../lib/memoize.ts'
import { paths } from '../lib/paths.ts'
import { createStore, type Store } from '../lib/store.ts'
import { sanitizeForDisplay } from '../lib/text.ts'
import { useStore } from '../lib/use-store.ts'
import { createListAddress } from '../list/list-address.ts'
import { useListAddress } from '../list/use-list-address.ts'
import { FleetStatus } from '../fleet/fleet-status.tsx'
import { sessionPart } from '../session/session-part.ts'
import { useSession } from '../session/use-session.tsx'
import { Button } from '../ui/button.tsx'
import { FileButton } from '../ui/file-button.tsx'
import { FileDrop } from '../ui/file-drop.tsx'
import { Page } from '../ui/page.tsx'
import { SaveButton } from '../ui/save-button.tsx'
import { ChangesResult } from './changes-result.tsx'

/** The files of the comparison; without `after`, the fleet now. */
interface ComparedFiles {
  before?: GivenFile
  after?: GivenFile
}

/** They stay when a device is opened, and end with the session. */
const comparedFiles = sessionPart((): Store<ComparedFiles> => createStore<ComparedFiles>({}))

const addressOf = (path: string) => createListAddress(path, () => fieldNames)
const firstGroup = addressOf(paths.changes)
const groups = new Map(changeKindNames.map((kind) => [kind, addressOf(`${paths.changes}/${kind}`)]))

/** What changed in the fleet since an earlier export, or between two. */
export function ChangesPage() {
  const session = useSession()
  const { before, after } = useStore(comparedFiles(session))
  const offered = useStore(examples)
  const setFiles = comparedFiles(session).set
  const later = after && { after }
  const takeBefore = (file: File) => setFiles({ before: givenFile(file), ...later })
  return (
    <Page
      title="What changed"
      back={{ to: paths.overview, label: 'Overview' }}
      lead={
        <p className="max-w-3xl">
          Compare an earlier export of this console with the fleet now: JSON, CSV or a snapshot. The
          file is read in this browser and sent nowhere.
        </p>
      }
    >
      <FileDrop label="Drop to compare with the fleet now" onFile={takeBefore} />
      <section aria-label="Files" className="card flex flex-wrap items-center gap-2 p-4">
        {before ? (
          <>
            <Side label="Earlier" file={before} onRemove={() => setFiles({})} />
            <Side label="Later" file={after} onRemove={() => setFiles({ before })} />
          </>
        ) : (
          <FileButton variant="primary" accept={accept} onFile={takeBefore}>
            Choose an earlier export…
          </FileButton>
        )}
        {!before && offered && (
          <Button onClick={() => takeBefore(offered.earlierExport())}>Try an example</Button>
        )}
        {before && !after && (
          <FileButton
            accept={accept}
            onFile={(file) => setFiles({ before, after: givenFile(file) })}
          >
            Another file instead…
          </FileButton>
        )}
        <SaveButton className="ml-auto max-sm:ml-0" save={() => saveSnapshot(session)}>
          Save a snapshot
        </SaveButton>
      </section>
      <FleetStatus />
      {before && <Comparison key={`${before.id} ${after?.id}`} files={{ before, ...later }} />}
    </Page>
  )
}

const accept = '.json,.csv,application/json,text/csv'

interface SideProps {
  label: string
  /** The fleet now, without one. */
  file: GivenFile | undefined
  onRemove: () => void
}

function Side({ label, file, onRemove }: SideProps) {
  const name = file ? sanitizeForDisplay(file.name, 80) : 'The fleet now'
  return (
    <p className="mr-2 flex min-w-0 items-center gap-1.5 text-sm">
      <span className="text-ink-quiet">{label}</span>
      <bdi className={`min-w-0 truncate ${file ? 'font-medium' : ''}`}>{name}</bdi>
      {file && (
        <Button
          variant="quiet"
          square
          small
          aria-label={`Remove ${name}`}
          icon={X}
          onClick={onRemove}
        />
      )}
    </p>
  )
}

function Comparison({ files }: { files: ComparedFiles & { before: GivenFile } }) {
  const session = useSession()
  const { kind: asked } = useParams()
  const kind = changeKindNames.find((each) => each === asked)
  const place = useListAddress((kind && groups.get(kind)) ?? firstGroup)
  const [isCanceled, setIsCanceled] = useState(false)
  // The same for one snapshot, so that the worker compares once for all kinds and sorts.
  const [takenAtOf] = useState(() => memoize(wallTime))
  const { before, after } = files
  // Half of the devices would show the other half as gone.
  const isPartial = coverageOf(useFleet()).kind === 'partial' && after === undefined
  const { sort } = place.params
  if (isPartial) {
    return (
      <p role="status" className="text-sm text-ink-muted">
        Comparing once all devices are loaded…
      </p>
    )
  }
  if (isCanceled) {
    return (
      <p>
        <Button variant="primary" onClick={() => setIsCanceled(false)}>
          Compare
        </Button>
      </p>
    )
  }
  return (
    <LongAnswer
      question={['changes', before.id, after?.id ?? '', kind ?? '', sort]}
      ask={async (fleet, signal, report) => {
        const state = fleetState(session).get()
        const request = {
          before,
          after,
          takenAt: takenAtOf(state.asOf),
          isComplete: coverageOf(state).kind === 'complete',
          host: session.connection.host,
        }
        const answer = await fleet.ask('changes', [request, { kind, sort }], signal, report)
        return 'problem' in answer ? answer : { answer, request }
      }}
      onCancel={() => setIsCanceled(true)}
    >
      {(shown, { isStale }) => <ChangesResult {...shown} place={place} isStale={isStale} />}
    </LongAnswer>
  )
}
