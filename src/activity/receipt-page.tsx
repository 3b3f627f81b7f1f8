import { Download, ListFilter } from 'lucide-react'
import { useLocation, useNavigate, useParams } from 'react-router'
import { deviceActions } from '../actions/definitions.ts'
import {
  receiptCsv,
  receiptFileName,
  receiptJson,
  receiptText,
} from '../actions/receipts/receipt.ts'
import { isRestored, runs } from '../actions/receipts/run-list.ts'
import { RunControls } from '../actions/run-controls.tsx'
import { isUnderWay, settledCount, type RunRecord } from '../actions/run/run-record.ts'
import { haltText, runTitle, stateName } from '../actions/run/run-words.ts'
import { paths } from '../lib/paths.ts'
import { timeZone } from '../lib/preferences.ts'
import { saveFile } from '../lib/save-file.ts'
import { formatShare } from '../lib/share.ts'
import { counted, formatCount, sanitizeForDisplay } from '../lib/text.ts'
import { clockTime, exactTime } from '../lib/time.ts'
import { useDocumentTitle } from '../lib/use-document-title.ts'
import { useStore } from '../lib/use-store.ts'
import { useSession } from '../session/use-session.tsx'
import { Button } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { DeadEnd } from '../ui/dead-end.tsx'
import { Empty } from '../ui/empty.tsx'
import { Notice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { TextLink } from '../ui/text-link.tsx'
import { OutcomeBar } from '../actions/run/outcome-bar.tsx'
import { OutcomeFilter } from './outcome-filter.tsx'
import { ReceiptPager } from './receipt-pager.tsx'
import { ReceiptTable } from './receipt-table.tsx'
import { inReceiptOrder, parseReceiptView, rowsAPage } from './receipt-view.ts'
import { pauseReason, progressTitle, ProgressText } from '../actions/run/run-progress.tsx'

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
    listedAs: run.listedAs?.get(device.id),
    action: run.action,
    isUnderWay: isUnderWay(run),
  }))

  return (
    <Page
      title={runTitle(run)}
      documentTitle={tabTitle(run)}
      back={{ to: paths.activity, label: 'Activity' }}
      lead={<ReceiptLead run={run} />}
    >
      <div className="card grid gap-2.5 p-4">
        {isUnderWay(run) && <p className="font-medium">{progressTitle(run)}</p>}
        <OutcomeBar run={run} label={progressTitle(run)} />
        {isUnderWay(run) && (
          <p className="text-sm text-ink-muted">
            <ProgressText run={run} />
          </p>
        )}
        <OutcomeFilter run={run} view={view} />
      </div>
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

      <div className="flex flex-wrap items-center gap-2">
        <RunControls run={run} onContinued={(id) => void navigate(paths.run(id))} />
        <CopyButton showLabel what="as text" text={() => receiptText(run)} />
        <Button
          variant="quiet"
          icon={Download}
          onClick={() => saveFile(receiptFileName(run, 'csv'), receiptCsv(run), 'text/csv')}
        >
          Export CSV
        </Button>
        <Button
          variant="quiet"
          icon={Download}
          onClick={() =>
            saveFile(receiptFileName(run, 'json'), receiptJson(run), 'application/json')
          }
        >
          Export JSON
        </Button>
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

/** The state of a run, its devices, and its times. */
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

/** The title of the browser's tab, which shows the progress while another tab is in front. */
function tabTitle(run: RunRecord): string {
  const title = runTitle(run)
  if (!isUnderWay(run)) return title
  const state =
    run.state === 'paused' ? 'Paused' : formatShare(settledCount(run), run.devices.length)
  return `${state} · ${title}`
}
