import { useLocation } from 'react-router'
import { pauseQuestion, ProgressBar, progressTitle, ProgressText } from './run-progress.tsx'
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
import { Link } from '../ui/link.tsx'
import { Notice } from '../ui/notice.tsx'
import { OutcomeFilter } from './outcome-filter.tsx'
import { ReceiptActions } from './receipt-actions.tsx'
import { ReceiptTable } from './receipt-table.tsx'
import { parseReceiptView, receiptSearch, rowsAPage, type ReceiptView } from './receipt-view.ts'

const linkClass = 'font-medium text-accent underline underline-offset-2'

/** The receipt of one run: what was asked, and what became of each device. */
export function RunPage({ id }: { id: string }) {
  const run = useStore(runs).find((known) => known.id === id)
  useDocumentTitle(run ? runTitle(run) : 'Run not known')
  if (run) return <Receipt run={run} />
  return (
    <DeadEnd
      title="This tab knows no such run"
      next={
        <>
          <Link to={paths.runs} className={linkClass}>
            Runs of this tab
          </Link>
          <Link to={paths.devices()} className={linkClass}>
            Go to devices
          </Link>
        </>
      }
    >
      Receipts are kept in the tab that acted, until it is closed or somebody signs out. Export the
      receipt there to keep or share it.
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
  // Rows leave a filter while the run goes on: the last page is what is meant.
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
        <Link to={paths.runs} className="text-sm text-accent underline-offset-2 hover:underline">
          Runs
        </Link>
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
        <div className="grid gap-2 rounded-xl bg-surface p-4 shadow-card ring-1 ring-line">
          <p className="font-medium">{progressTitle(run)}</p>
          <ProgressBar run={run} label={progressTitle(run)} />
          <p className="text-sm text-ink-muted">
            <ProgressText run={run} />
          </p>
        </div>
      )}
      {run.state === 'paused' && (
        <div role="alert">
          <Notice tone="warn" title={pauseQuestion(run)}>
            Nothing is sent until you decide.
            <span className="mt-2 flex flex-wrap gap-2">
              <Button variant="primary" onClick={() => resumeRun(run.id)}>
                Go on
              </Button>
              <Button onClick={() => stopRun(run.id)}>Stop here</Button>
            </span>
          </Notice>
        </div>
      )}
      {halt && (
        <Notice tone="warn" title={halt}>
          {run.state === 'interrupted' &&
            (settledCount(run) < run.devices.length
              ? 'What was under way is being read again, to tell what is true.'
              : 'What was under way was read again; nothing was sent a second time.')}
        </Notice>
      )}
      {run.isSealed && (
        <Notice tone="info" title="This receipt was made with another key">
          Names and people in it can be read with that key only, so devices go by their IDs.
        </Notice>
      )}
      {run.continues !== undefined && (
        <p className="text-sm text-ink-muted">
          Goes on with what{' '}
          <Link to={paths.run(run.continues)} className={linkClass}>
            an earlier run
          </Link>{' '}
          left undone.
        </p>
      )}

      <ReceiptActions run={run} />
      <OutcomeFilter run={run} view={view} />
      {rows.length > 0 ? (
        <ReceiptTable rows={rows} />
      ) : (
        <p className="py-6 text-ink-muted">No device of this run ended like that.</p>
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
      <p className="text-sm text-ink-quiet">This browser’s record, not an audit log.</p>
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
        <Link to={hrefOf(page - 1)} className={`${linkClass} py-1 max-sm:py-3`}>
          Previous page
        </Link>
      )}
      {page < lastPage && (
        <Link to={hrefOf(page + 1)} className={`${linkClass} py-1 max-sm:py-3`}>
          Next page
        </Link>
      )}
    </nav>
  )
}
