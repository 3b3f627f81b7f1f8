import { RefreshCw } from 'lucide-react'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { steps, stepTitles, type Finding } from '../check/finding.ts'
import { checkFromPage, type Authorize } from '../check/page-check.ts'
import { report, summary } from '../check/report.ts'
import { environment } from '../feedback/diagnostics.ts'
import { capitalized } from '../lib/text.ts'
import { Button } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { scrollIntoSight } from '../ui/scroll-into-sight.ts'
import { CheckFinding } from './check-finding.tsx'

interface CheckDialogProps {
  authorize: Authorize | undefined
  onClose: () => void
}

/** Checks the connection to the API step by step, and shows each finding as it comes. */
export function CheckDialog({ authorize, onClose }: CheckDialogProps) {
  const [findings, setFindings] = useState<readonly Finding[]>([])
  const running = useRef<AbortController>(undefined)
  const heading = useRef<HTMLHeadingElement>(null)
  const isDone = findings.length === steps.length
  const failed = isDone ? findings.find(({ verdict }) => verdict === 'fail') : undefined

  async function start() {
    running.current?.abort()
    const current = new AbortController()
    running.current = current
    const { signal } = current
    try {
      const address = `${import.meta.env.BASE_URL}config.json`
      for await (const finding of checkFromPage(address, authorize, signal)) {
        if (signal.aborted) return
        setFindings((earlier) => [...earlier, finding])
      }
    } catch (error) {
      if (!signal.aborted) throw error
    }
  }
  const begin = useEffectEvent(start)
  useEffect(() => {
    void begin()
    return () => running.current?.abort()
  }, [])

  return (
    <Dialog
      aria-labelledby="check-title"
      onClose={onClose}
      initialFocus={heading}
      className="flex-col overflow-y-auto open:flex sm:h-[min(54rem,calc(100dvh-2rem))] sm:max-w-2xl"
    >
      <div className="px-6 pt-5 pb-4 max-sm:px-4">
        <h2
          ref={heading}
          id="check-title"
          tabIndex={-1}
          className="text-lg font-semibold tracking-tight"
        >
          Check connection
        </h2>
        <p className="mt-1 text-sm text-ink-muted">
          Tests the connection to the API step by step. It only reads data, and the report contains
          no key and no names.
        </p>
      </div>
      {/* The keyboard scrolls only what has the focus. */}
      <ol
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- see above
        tabIndex={0}
        aria-label="Findings"
        // Where the window has no height for it, the dialog scrolls.
        className="min-h-40 flex-1 divide-y divide-line overflow-y-auto border-y border-line"
      >
        {steps.map((step) => (
          <CheckFinding
            key={step}
            // What failed may be out of sight, in a long list on a small screen.
            ref={step === failed?.step ? scrollIntoSight : undefined}
            title={stepTitles[step]}
            finding={findings.find((one) => one.step === step)}
            isNext={step === steps.find((other) => findings.every((one) => one.step !== other))}
          />
        ))}
      </ol>
      <div className="flex items-center gap-2 bg-sunken px-6 py-3.5 max-sm:grid max-sm:grid-cols-2 max-sm:px-4">
        <p role="status" className="mr-auto text-sm font-medium max-sm:col-span-2">
          {isDone ? `${capitalized(summary(findings))}.` : 'Checking…'}
        </p>
        <CopyButton what="report" showLabel text={() => textOf(findings, authorize)} />
        <Button
          icon={RefreshCw}
          busy={!isDone}
          onClick={() => {
            setFindings([])
            void start()
          }}
        >
          Check again
        </Button>
        <Button className="max-sm:col-span-2" onClick={onClose}>
          Close
        </Button>
      </div>
    </Dialog>
  )
}

function textOf(findings: readonly Finding[], authorize: Authorize | undefined): string {
  const time = new Date().toISOString()
  const text = report(findings, ['Connection check', `Time: ${time}`, ...environment()])
  const headers = new Headers()
  authorize?.(headers)
  const key = headers.get('apikey')
  // No finding holds the key; this keeps it so if an address does.
  return key ? text.replaceAll(key, '…') : text
}
