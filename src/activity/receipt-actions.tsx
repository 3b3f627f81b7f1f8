import { Download, RotateCw } from 'lucide-react'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import {
  receiptCsv,
  receiptFileName,
  receiptJson,
  receiptText,
} from '../actions/receipts/receipt.ts'
import { retryRun } from '../actions/confirmation/retry.ts'
import { isUnderWay, type RunRecord } from '../actions/run/run-record.ts'
import { retryText } from '../actions/run/run-words.ts'
import { paths } from '../lib/paths.ts'
import { saveFile } from '../lib/save-file.ts'
import { Button } from '../ui/button.tsx'
import { useSession } from '../session/use-session.tsx'
import { StopButton } from '../actions/receipts/stop-button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'

/** Buttons to stop or resume a run, and to copy or export its receipt. */
export function ReceiptActions({ run }: { run: RunRecord }) {
  const session = useSession()
  const navigate = useNavigate()
  const [isLooking, setIsLooking] = useState(false)
  const retry = retryText(run)

  async function resume() {
    setIsLooking(true)
    const next = await retryRun(session, run)
    setIsLooking(false)
    if (next) void navigate(paths.run(next))
  }

  return (
    <div className="flex flex-wrap items-center gap-2">
      {isUnderWay(run) && run.state !== 'paused' && <StopButton run={run} />}
      {retry && (
        <Button
          variant="primary"
          icon={<RotateCw aria-hidden className="size-4" />}
          busy={isLooking}
          onClick={() => void resume()}
        >
          {retry}
        </Button>
      )}
      <CopyButton showLabel what="as text" text={() => receiptText(run)} />
      <Button
        variant="quiet"
        icon={<Download aria-hidden className="size-4" />}
        onClick={() => saveFile(receiptFileName(run, 'csv'), receiptCsv(run), 'text/csv')}
      >
        Export CSV
      </Button>
      <Button
        variant="quiet"
        icon={<Download aria-hidden className="size-4" />}
        onClick={() => saveFile(receiptFileName(run, 'json'), receiptJson(run), 'application/json')}
      >
        Export JSON
      </Button>
    </div>
  )
}
