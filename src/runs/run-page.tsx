import { useLocation } from 'react-router'
import { pauseReason, ProgressBar, progressTitle, ProgressText } from './run-progress.tsx'
import { isUnderWay, settledCount, type RunRecord } from '../actions/run-record.ts'
import { haltText, runTitle, stateName } from '../actions/run-words.ts'
import { deviceActions } from '../actions/device-actions.ts'
import { runs } from '../actions/run-list.ts'
import { resumeRun, stopRun } from '../actions/runs.ts'
import { paths } from '../lib/paths.ts'
import { timeZone } from '../lib/preferences.ts'
import { counted, formatCount } from '../lib/text.ts'
import { exactTime } from '../lib/time.ts'
import { useDocumentTitle } from '../lib/use-document-title.ts'
import { useStore } from '../lib/use-store.ts'
import { Button } from '../ui/button.tsx'
import { DeadEnd } from '../ui/dead-end.tsx'
import { TextLink } from '../ui/text-link.tsx'
import { Notice } from '../ui/notice.tsx'
import { OutcomeFilter } from './outcome-filter.tsx'
import { ReceiptActions } from './receipt-actions.tsx'
import { ReceiptTable } from './receipt-table.tsx'
import { parseReceiptView, receiptSearch, rowsAPage, type ReceiptView } from './receipt-view.ts'

/** The receipt of one run: the action, and its outcome for each device. */
export function RunPage({ id }: { id: string }) {
  const run = useStore(runs).find((known) => known.id === id)
  useDocumentTitle(run ? runTitle(run) : 'Receipt not found')
  if (run) return <Receipt run={run} />
  return (
    <DeadEnd
      title="Receipt not found in this tab"
      next={
        <>
          <TextLink to={paths.activity}>Activity of this tab</TextLink>
          <TextLink to={paths.devices()}>Go to devices</TextLink>
        </>
      }
    >
      Receipts stay in the tab that acted, until you close it or sign out. To keep or share a
      receipt, export it there.
    </DeadEnd>
  )
}

function Receipt({ run }: { run: RunRecord }) {
  const view = parseReceiptView(useLocation().search)
  const zone = useStore(timeZone)
  const halt = haltText(run)
  const devices = run.devices.filter(
    ({ id }) =>
      view.outcome === undefined || (run.outcomes.get(id)?.kind ?? 'open') === view.outcome,
  )
  const lastPage = Math.max(1, Math.ceil(devices.length / rowsAPage))
  // A filter loses rows during the run, so a page past the end means the last one.
  const page = Math.min(view.page, lastPage)
  const rows = devices.slice((page - 1) * rowsAPage, page * rowsAPage).map((device) => ({
    id: device.id,
    device,
    outcome: run.outcomes.get(device.id),
    action: run.action,
    isUnderWay: isUnderWay(run),
  }))

  return (
    <main
      id="main"
      className="mx-auto grid w-full max-w-6xl grid-cols-[minmax(0,1fr)] gap-4 px-6 pt-4 pb-12 max-sm:px-4"
    >
      <div>
        <TextLink to={paths.activity} className="text-sm">
          Activity
        </TextLink>
        <h1 tabIndex={-1} className="mt-2 text-2xl font-semibold tracking-tight wrap-anywhere">
          {runTitle(run)}
        </h1>
        <p className="mt-1 text-ink-muted">
          <span className="font-medium text-ink">{stateName(run)}</span>
          {run.label !== undefined &&
            ` · ${deviceActions[run.action].verb} ${counted(run.targets, 'device')}`}
          {` · Started ${exactTime(run.createdAt, zone)}`}
          {run.finishedAt !== undefined && ` · Ended ${exactTime(run.finishedAt, zone)}`}
        </p>
      </div>

      {isUnderWay(run) && (
        <div className="card grid gap-2 p-4">
          <p className="font-medium">{progressTitle(run)}</p>
          <ProgressBar run={run} label={progressTitle(run)} />
          <p className="text-sm text-ink-muted">
            <ProgressText run={run} />
          </p>
        </div>
      )}
      {run.state === 'paused' && (
        <div role="alert">
          <Notice tone="warn" title={pauseReason(run)}>
            Nothing is sent while it’s paused.
            <span className="mt-2 flex flex-wrap gap-2">
              <Button variant="primary" onClick={() => resumeRun(run.id)}>
                Resume
              </Button>
              <Button onClick={() => stopRun(run.id)}>Stop</Button>
            </span>
          </Notice>
        </div>
      )}
      {halt && (
        <Notice tone="warn" title={halt}>
          {run.state === 'interrupted' &&
            (settledCount(run) < run.devices.length
              ? 'Rechecking in-progress devices…'
              : 'In-progress devices were rechecked. Nothing was sent twice.')}
        </Notice>
      )}
      {run.isSealed && (
        <Notice tone="info" title="This receipt was made with another key">
          Only that key can read the names in it, so devices are shown by ID.
        </Notice>
      )}
      {run.continues !== undefined && (
        <p className="text-sm text-ink-muted">
          Continues <TextLink to={paths.run(run.continues)}>an earlier run</TextLink>.
        </p>
      )}

      <ReceiptActions run={run} />
      <OutcomeFilter run={run} view={view} />
      {rows.length > 0 ? (
        <ReceiptTable rows={rows} />
      ) : (
        <p className="py-6 text-ink-muted">No devices with this outcome.</p>
      )}
      {lastPage > 1 && (
        <Pager
          total={devices.length}
          page={page}
          lastPage={lastPage}
          hrefOf={(number) =>
            paths.run(run.id, receiptSearch({ outcome: view.outcome, page: number }))
          }
        />
      )}
      <p className="text-sm text-ink-quiet">Actions from this tab only. Not an audit log.</p>
    </main>
  )
}

interface PagerProps {
  total: number
  page: ReceiptView['page']
  lastPage: number
  hrefOf: (page: number) => string
}

function Pager({ total, page, lastPage, hrefOf }: PagerProps) {
  const first = (page - 1) * rowsAPage
  return (
    <nav aria-label="Pagination" className="flex flex-wrap items-center gap-4 text-sm">
      <span className="text-ink-muted tabular-nums">
        {formatCount(first + 1)}–{formatCount(Math.min(first + rowsAPage, total))} of{' '}
        {formatCount(total)}
      </span>
      {page > 1 && (
        <TextLink to={hrefOf(page - 1)} className="py-1 max-sm:py-3">
          Previous page
        </TextLink>
      )}
      {page < lastPage && (
        <TextLink to={hrefOf(page + 1)} className="py-1 max-sm:py-3">
          Next page
        </TextLink>
      )}
    </nav>
  )
}
