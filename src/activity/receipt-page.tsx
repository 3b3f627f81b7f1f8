import { ListFilter } from 'lucide-react'
import { useLocation, useNavigate, useParams } from 'react-router'
import { deviceActions } from '../actions/definitions.ts'
import { receiptText, saveReceipt } from '../actions/receipts/receipt.ts'
import { isRestored, runs } from '../actions/receipts/run-list.ts'
import { outcomeKinds } from '../actions/run/outcome.ts'
import {
  OutcomeBadge,
  OutcomeBar,
  pauseReason,
  progressTitle,
  ProgressText,
} from '../actions/run/run-progress.tsx'
import { RunControls } from '../actions/run-controls.tsx'
import { isUnderWay, settledCount, type RunRecord } from '../actions/run/run-record.ts'
import { haltText, runTitle, stateName } from '../actions/run/run-words.ts'
import { paths } from '../lib/paths.ts'
import { timeZone } from '../lib/preferences.ts'
import { formatShare } from '../lib/share.ts'
import { counted, formatCount, sanitizeForDisplay } from '../lib/text.ts'
import { clockTime, exactTime } from '../lib/time.ts'
import { useDocumentTitle } from '../lib/use-document-title.ts'
import { useStore } from '../lib/use-store.ts'
import { useSession } from '../session/use-session.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { DeadEnd } from '../ui/dead-end.tsx'
import { Empty } from '../ui/empty.tsx'
import { Link } from '../ui/link.tsx'
import { Notice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { SaveButton } from '../ui/save-button.tsx'
import { TextLink } from '../ui/text-link.tsx'
import { ReceiptTable } from './receipt-table.tsx'
import {
  inReceiptOrder,
  parseReceiptView,
  receiptSearch,
  rowsAPage,
  type ReceiptView,
} from './receipt-view.ts'

/** The receipt of the run whose ID is in the address: the action, and its outcome for each device. */
export function ReceiptPage() {
  const { id } = useParams()
  const session = useSession()
  const isComplete = useStore(isRestored(session))
  const run = useStore(runs(session)).find((known) => known.id === id)
  if (run) return <Receipt run={run} />
  return isComplete ? <ReceiptNotFound /> : <Page title="Receipt" lead="Loading…" />
}

function ReceiptNotFound() {
  useDocumentTitle('Receipt not found')
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
  const { pathname, search } = useLocation()
  const navigate = useNavigate()
  const halt = haltText(run)
  const asked = parseReceiptView(search)
  const devices = inReceiptOrder(run, asked.outcome)
  // A filter loses rows during the run, so a page past the end means the last one.
  const page = Math.min(asked.page, Math.max(1, Math.ceil(devices.length / rowsAPage)))
  const view = { ...asked, page }
  const rows = devices.slice((page - 1) * rowsAPage, page * rowsAPage).map((device) => ({
    id: device.id,
    device,
    outcome: run.outcomes.get(device.id),
    run,
  }))

  return (
    <Page
      title={runTitle(run)}
      documentTitle={tabTitle(run)}
      back={{ to: paths.activity, label: 'Activity' }}
      lead={<ReceiptLead run={run} />}
    >
      {isUnderWay(run) && (
        <div className="card grid gap-2.5 p-4">
          <p className="font-medium">{progressTitle(run)}</p>
          <OutcomeBar run={run} />
          <p className="text-sm text-ink-muted">
            <ProgressText run={run} />
          </p>
        </div>
      )}
      {run.state === 'paused' && (
        <div role="alert">
          <Notice tone="warn" title={pauseReason(run)}>
            Nothing is sent while it’s paused.
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
      {run.isEncrypted && (
        <Notice tone="info" title="This receipt was made with another key">
          Only that key can read the names in it, so devices are shown by ID.
        </Notice>
      )}
      {run.continues !== undefined && (
        <p className="text-sm text-ink-muted">
          Continues <TextLink to={paths.run(run.continues)}>an earlier run</TextLink>.
        </p>
      )}

      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <OutcomeFilter run={run} view={view} />
        <RunControls run={run} onContinued={(id) => void navigate(paths.run(id))} />
        <div className="-mr-3 ml-auto flex max-sm:-mx-2 max-sm:w-[calc(100%+1rem)] max-sm:justify-between max-sm:*:px-2! max-[24rem]:[&_svg]:hidden forced-colors:mr-0 forced-colors:gap-1">
          <CopyButton showLabel isOfPage what="as text" text={() => receiptText(run)} />
          <SaveButton variant="quiet" save={() => saveReceipt(run, 'csv')}>
            Export CSV
          </SaveButton>
          <SaveButton variant="quiet" save={() => saveReceipt(run, 'json')}>
            Export JSON
          </SaveButton>
        </div>
      </div>
      {rows.length > 0 ? (
        <ReceiptTable rows={rows} />
      ) : (
        <Empty
          icon={<ListFilter aria-hidden className="size-8 text-ink-quiet" />}
          title="No devices with this outcome"
          action={<TextLink to={pathname}>Show all</TextLink>}
        />
      )}
      <ReceiptPager runId={run.id} view={view} total={devices.length} />
      <p className="text-sm text-ink-quiet">Actions from this tab only. Not an audit log.</p>
    </Page>
  )
}

function ReceiptLead({ run }: { run: RunRecord }) {
  const zone = useStore(timeZone)
  const { label, action, targets, devices, createdAt, finishedAt, login } = run
  return (
    <>
      <span className="font-medium text-ink">{stateName(run)}</span>
      {label !== undefined && ` · ${deviceActions[action].verb} ${counted(targets, 'device')}`}
      {devices.length > targets && ` · ${formatCount(devices.length - targets)} more skipped`}
      {login !== undefined && (
        <>
          {' · Signed in: '}
          <bdi>{sanitizeForDisplay(login)}</bdi>
        </>
      )}
      {` · Started ${exactTime(createdAt, zone)}`}
      {finishedAt !== undefined && ` · Ended ${clockTime(finishedAt, zone)}`}
    </>
  )
}

/** The counts by outcome, which add up to all devices; each is a link to those devices. */
function OutcomeFilter({ run, view }: { run: RunRecord; view: ReceiptView }) {
  const counts: { outcome: ReceiptView['outcome']; count: number }[] = [
    { outcome: undefined, count: run.devices.length },
    ...outcomeKinds.map((kind) => ({ outcome: kind, count: run.counts[kind] })),
    { outcome: 'open', count: run.devices.length - settledCount(run) },
  ]
  return (
    <nav aria-label="Filter by outcome" className="flex flex-wrap gap-1.5">
      {counts
        .filter(({ outcome, count }) => count > 0 || outcome === view.outcome)
        .map(({ outcome, count }) => (
          <Link
            key={outcome ?? 'all'}
            to={paths.run(run.id, receiptSearch({ outcome, page: 1 }))}
            replace
            aria-current={outcome === view.outcome ? 'true' : undefined}
            className="inline-flex h-8 items-center gap-1.5 rounded-full bg-surface px-3 text-sm text-ink-muted ring-1 ring-line ring-inset hover:text-ink aria-[current]:bg-selected aria-[current]:font-medium aria-[current]:text-ink aria-[current]:ring-accent/60 max-sm:h-11"
          >
            {outcome ? <OutcomeBadge kind={outcome} run={run} /> : 'All'}{' '}
            <span className="tabular-nums">{formatCount(count)}</span>
          </Link>
        ))}
    </nav>
  )
}

interface ReceiptPagerProps {
  runId: string
  view: ReceiptView
  total: number
}

function ReceiptPager({ runId, view: { outcome, page }, total }: ReceiptPagerProps) {
  if (total <= rowsAPage) return null
  const first = (page - 1) * rowsAPage
  const last = Math.min(first + rowsAPage, total)
  const linkTo = (number: number) => ({
    to: paths.run(runId, receiptSearch({ outcome, page: number })),
    className: 'py-1 max-sm:py-3',
  })
  return (
    <nav aria-label="Pagination" className="flex flex-wrap items-center gap-4 text-sm">
      <span className="text-ink-muted tabular-nums">
        {formatCount(first + 1)}–{formatCount(last)} of {formatCount(total)}
      </span>
      {page > 1 && <TextLink {...linkTo(page - 1)}>Previous page</TextLink>}
      {last < total && <TextLink {...linkTo(page + 1)}>Next page</TextLink>}
    </nav>
  )
}

/** The title of the browser's tab, which shows the progress while another tab is in front. */
function tabTitle(run: RunRecord): string {
  const title = runTitle(run)
  if (!isUnderWay(run)) return title
  const state =
    run.state === 'paused' ? 'Paused' : formatShare(settledCount(run), run.devices.length)
  return `${state} · ${title}`
}
