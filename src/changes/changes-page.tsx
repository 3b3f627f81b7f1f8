import { X } from 'lucide-react'
import { useState } from 'react'
import { useParams } from 'react-router'
import { fieldNames } from '../device/fields.ts'
import { LongAnswer } from '../devices/long-answer.tsx'
import { changeKindNames } from '../fleet/changes/compare.ts'
import { coverageOf } from '../fleet/coverage.ts'
import { FleetStatus } from '../fleet/fleet-status.tsx'
import { givenFile } from '../fleet/files/given-file.ts'
import { saveSnapshot } from '../fleet/files/save-devices.ts'
import { useFleetState } from '../fleet/use-fleet.ts'
import { examples } from '../lib/examples.ts'
import { paths } from '../lib/paths.ts'
import { sanitizeForDisplay } from '../lib/text.ts'
import { useStore } from '../lib/use-store.ts'
import { createListAddress } from '../list/list-address.ts'
import { useListAddress } from '../list/use-list-address.ts'
import { useSession } from '../session/use-session.tsx'
import { Button } from '../ui/button.tsx'
import { FileButton } from '../ui/file-button.tsx'
import { FileDrop } from '../ui/file-drop.tsx'
import { Page } from '../ui/page.tsx'
import { SaveButton } from '../ui/save-button.tsx'
import { ChangesResult } from './changes-result.tsx'
import { comparedFiles, exportTypes, requestOf, type ComparedFiles } from './compared-files.ts'

/** Changes of the fleet since an earlier export, or between two. */
export function ChangesPage() {
  const session = useSession()
  const files = useStore(comparedFiles(session))
  const offered = useStore(examples)
  const setFiles = comparedFiles(session).set
  const takeBefore = (file: File) => setFiles({ ...files, before: givenFile(file) })
  return (
    <Page
      title="What changed"
      back={{ to: paths.overview, label: 'Overview' }}
      lead={
        !files && (
          <p className="max-w-3xl">
            Compare an earlier export of this console with all devices: JSON, CSV or a snapshot. The
            file is read in this browser and sent nowhere.
          </p>
        )
      }
    >
      <FileDrop label="Drop to compare with all devices" onFile={takeBefore} />
      <section
        aria-label="Files"
        className="card flex flex-wrap items-center gap-2 p-4 max-sm:py-2"
      >
        {files ? (
          <>
            <Side label="Earlier" file={files.before.file} onRemove={() => setFiles(undefined)} />
            <Side
              label="Later"
              file={files.after?.file}
              onRemove={() => setFiles({ before: files.before })}
            />
            {!files.after && (
              <FileButton
                accept={exportTypes}
                onFile={(file) => setFiles({ ...files, after: givenFile(file) })}
              >
                Another file instead…
              </FileButton>
            )}
          </>
        ) : (
          <>
            <FileButton variant="primary" accept={exportTypes} onFile={takeBefore}>
              Choose an earlier export…
            </FileButton>
            {offered && (
              <Button onClick={() => takeBefore(offered.earlierExport())}>Try an example</Button>
            )}
            <SaveButton className="ml-auto max-sm:ml-0" save={() => saveSnapshot(session)}>
              Save a snapshot
            </SaveButton>
          </>
        )}
      </section>
      <FleetStatus />
      {files && <Comparison key={`${files.before.id} ${files.after?.id}`} files={files} />}
    </Page>
  )
}

interface SideProps {
  label: string
  /** Without one, all devices; the line below says when they were loaded. */
  file: File | undefined
  onRemove: () => void
}

function Side({ label, file, onRemove }: SideProps) {
  const name = file ? sanitizeForDisplay(file.name, 80) : 'All devices'
  return (
    <p className="mr-2 flex min-w-0 items-center gap-1.5 text-sm max-sm:mr-auto max-sm:not-last:first:basis-full">
      <span className="shrink-0 text-ink-quiet max-sm:w-12">{label}</span>
      <bdi title={name} className={`min-w-0 truncate max-sm:grow ${file ? 'font-medium' : ''}`}>
        {name}
      </bdi>
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

function Comparison({ files }: { files: ComparedFiles }) {
  const session = useSession()
  const { kind: asked } = useParams()
  const kind = changeKindNames.find((each) => each === asked)
  const path = kind ? `${paths.changes}/${kind}` : paths.changes
  const place = useListAddress(createListAddress(path, () => fieldNames))
  const [isCanceled, setIsCanceled] = useState(false)
  const { before, after } = files
  const { sort } = place.params
  // Half of the devices would show the other half as gone.
  if (coverageOf(useFleetState()).kind === 'partial' && !after) {
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
      ask={(fleet, signal, report) =>
        fleet.ask('changes', [requestOf(session, files), { kind, sort }], signal, report)
      }
      onCancel={() => setIsCanceled(true)}
    >
      {(answer, { isStale }) => (
        <ChangesResult answer={answer} files={files} place={place} isStale={isStale} />
      )}
    </LongAnswer>
  )
}
