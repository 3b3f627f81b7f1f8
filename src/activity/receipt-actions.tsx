import { Download } from 'lucide-react'
import { useNavigate } from 'react-router'
import {
  receiptCsv,
  receiptFileName,
  receiptJson,
  receiptText,
} from '../actions/receipts/receipt.ts'
import { RunControls } from '../actions/run-controls.tsx'
import type { RunRecord } from '../actions/run/run-record.ts'
import { paths } from '../lib/paths.ts'
import { saveFile } from '../lib/save-file.ts'
import { Button } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'

/** Buttons to stop or resume a run, and to copy or export its receipt. */
export function ReceiptActions({ run }: { run: RunRecord }) {
  const navigate = useNavigate()
  return (
    <div className="flex flex-wrap items-center gap-2">
      <RunControls run={run} onContinued={(id) => void navigate(paths.run(id))} />
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
