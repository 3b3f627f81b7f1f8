import { Download, X } from 'lucide-react'
import { useState } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { FailureNotice } from '../feedback/failure-notice.tsx'
import type { ChangesRequest } from '../fleet/changes/change-questions.ts'
import { changeKinds } from '../fleet/changes/compare.ts'
import { coverageOf } from '../fleet/coverage.ts'
import { fleetState } from '../fleet/fleet-state.ts'
import { saveSnapshot } from '../fleet/save-devices.ts'
import { useFleetQuery } from '../fleet/use-fleet-query.ts'
import { useFleet } from '../fleet/use-fleet.ts'
import { wallTime } from '../lib/clock.ts'
import { examples } from '../lib/examples.ts'
import { paths } from '../lib/paths.ts'
import { sanitizeForDisplay } from '../lib/text.ts'
import { useStore } from '../lib/use-store.ts'
import { FleetStatus } from '../fleet/fleet-status.tsx'
import { useSession } from '../session/use-session.tsx'
import { Button } from '../ui/button.tsx'
import { FileButton } from '../ui/file-button.tsx'
import { FileDrop } from '../ui/file-drop.tsx'
import { Page } from '../ui/page.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { ProgressBar } from '../ui/progress-bar.tsx'
import { ChangesResult } from './changes-result.tsx'
import { comparedFiles, toCompared } from './compared-files.ts'

const accept = '.json,.csv,application/json,text/csv'

/** What changed in the fleet since an earlier export, or between two. */
export function ChangesPage() {
  const session = useSession()
  const files = useStore(comparedFiles(session))
  const offered = useStore(examples)
  const [isSaving, setIsSaving] = useState(false)
  const setFiles = comparedFiles(session).set
  const take = (file: File) => setFiles({ ...files, before: toCompared(file) })

  async function save() {
    setIsSaving(true)
    await saveSnapshot(session)
    setIsSaving(false)
  }

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
      <FileDrop label="Drop to compare with the fleet now" onFile={take} />
      <section aria-label="Files" className="card flex flex-wrap items-center gap-2 p-4">
        {files.before ? (
          <>
            <FileName label="Earlier" name={files.before.name} onRemove={() => setFiles({})} />
            {files.after ? (
              <FileName
                label="Later"
                name={files.after.name}
                onRemove={() => setFiles(files.before ? { before: files.before } : {})}
              />
            ) : (
              <>
                <p className="mr-2 text-sm">
                  <span className="text-ink-quiet">Later</span> The fleet now
                </p>
                <FileButton
                  accept={accept}
                  onFile={(file) => setFiles({ ...files, after: toCompared(file) })}
                >
                  Another file instead…
                </FileButton>
              </>
            )}
          </>
        ) : (
          <>
            <FileButton variant="primary" accept={accept} onFile={take}>
              Choose an earlier export…
            </FileButton>
            {offered && (
              <Button onClick={() => take(offered.earlierExport())}>Try an example</Button>
            )}
          </>
        )}
        <Button
          className="ml-auto max-sm:ml-0"
          busy={isSaving}
          icon={<Download aria-hidden className="size-4" />}
          onClick={() => void save()}
        >
          Save a snapshot
        </Button>
      </section>
      <Comparison />
    </Page>
  )
}

function FileName({
  label,
  name,
  onRemove,
}: {
  label: string
  name: string
  onRemove: () => void
}) {
  return (
    <p className="mr-2 flex min-w-0 items-center gap-1.5 text-sm">
      <span className="text-ink-quiet">{label}</span>
      <bdi className="min-w-0 truncate font-medium">{sanitizeForDisplay(name, 80)}</bdi>
      <Button
        variant="quiet"
        square
        small
        aria-label={`Remove ${sanitizeForDisplay(name, 80)}`}
        icon={<X aria-hidden className="size-3.5" />}
        onClick={onRemove}
      />
    </p>
  )
}

function Comparison() {
  const session = useSession()
  const fleet = useFleet()
  const files = useStore(comparedFiles(session))
  const { search } = useLocation()
  const navigate = useNavigate()
  const params = new URLSearchParams(search)
  const kind = changeKinds.find((each) => each === params.get('group'))
  const withTimes = params.get('times') === 'yes'
  const { before, after } = files
  // Half of the devices would show the other half as gone.
  const isReady =
    before !== undefined && (after !== undefined || coverageOf(fleet).kind !== 'partial')
  const result = useFleetQuery(
    ['changes', before?.id ?? '', after?.id ?? '', withTimes, kind ?? '', isReady],
    async (source, signal) => {
      if (!before || !isReady) return undefined
      const state = fleetState(session).get()
      const request: ChangesRequest = { before, after, withTimes, kind }
      const facts = {
        takenAt: wallTime(state.asOf),
        isComplete: coverageOf(state).kind === 'complete',
        host: session.connection.host,
      }
      const answer = await source.ask('changes', [request, facts], signal)
      return { answer, request, facts }
    },
  )
  const { error, isStale } = result
  const data = result.data ?? result.soFar
  if (!before) return <FleetStatus />
  const isComparing =
    !error && (data === undefined || (isStale && data.request.before.id !== before.id))
  return (
    <>
      <FleetStatus />
      {error && <FailureNotice error={error} />}
      {isComparing && (
        <div className="flex flex-wrap items-center gap-3 text-sm text-ink-muted">
          <ProgressBar label="Comparing" value={0} max={undefined} className="w-32" />
          <p role="status">{isReady ? 'Comparing…' : 'Comparing once all devices are loaded…'}</p>
          <Button onClick={() => comparedFiles(session).set({})}>Cancel</Button>
        </div>
      )}
      {!isComparing && data && 'problem' in data.answer && (
        <ProblemNotice problem={data.answer.problem} fileName={data.answer.fileName} />
      )}
      {!isComparing && data && !('problem' in data.answer) && (
        <ChangesResult
          key={`${before.id} ${after?.id ?? ''}`}
          answer={data.answer}
          request={data.request}
          facts={data.facts}
          fleet={fleet}
          isStale={isStale}
          linkTo={(next) => {
            const to = new URLSearchParams(search)
            if (next.kind) to.set('group', next.kind)
            if (next.withTimes === true) to.set('times', 'yes')
            if (next.withTimes === false) to.delete('times')
            return to.size > 0 ? `${paths.changes}?${to}` : paths.changes
          }}
          onNavigate={(to) => void navigate(to, { replace: true })}
        />
      )}
    </>
  )
}
