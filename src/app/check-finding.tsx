import { CircleAlert, CircleCheck, CircleHelp, CircleMinus, CircleX } from 'lucide-react'
import type { ComponentProps } from 'react'
import type { Finding, Verdict } from '../check/finding.ts'
import { CopyButton } from '../ui/copy-button.tsx'
import { Circle } from '../ui/icons.tsx'

const looks: Record<Verdict, { word: string; color: string; Icon: typeof CircleCheck }> = {
  pass: { word: 'Passed', color: 'text-good', Icon: CircleCheck },
  warning: { word: 'Warning', color: 'text-warn', Icon: CircleAlert },
  fail: { word: 'Failed', color: 'text-danger', Icon: CircleX },
  'cannot tell': { word: 'Can’t tell', color: 'text-warn', Icon: CircleHelp },
  'not tested': { word: 'Not tested', color: 'text-ink-quiet', Icon: CircleMinus },
}

interface CheckFindingProps extends Pick<ComponentProps<'li'>, 'ref'> {
  title: string
  finding: Finding | undefined
  isNext: boolean
}

/** One step of the check: verdict as icon and word, evidence, next step, and commands to copy. */
export function CheckFinding({ ref, title, finding, isNext }: CheckFindingProps) {
  const look = finding && looks[finding.verdict]
  return (
    <li ref={ref} className="flex gap-3 px-6 py-3 text-sm max-sm:px-4">
      {look ? (
        <look.Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${look.color}`} />
      ) : (
        <Circle
          className={`mt-0.5 size-4 shrink-0 text-ink-quiet ${isNext ? 'animate-spin' : 'opacity-40'}`}
        />
      )}
      <div className="min-w-0 flex-1">
        <p className="flex items-baseline justify-between gap-x-4">
          <span className={`font-medium ${finding ? '' : 'text-ink-muted'}`}>{title}</span>
          <span className={`shrink-0 text-xs font-medium ${look ? look.color : 'text-ink-quiet'}`}>
            {look ? look.word : isNext ? 'Checking' : 'Waiting'}
          </span>
        </p>
        {/* Room for what it will say, so that the steps below stay in their place. */}
        {finding ? <Details {...finding} /> : <div className="h-5.5" />}
      </div>
    </li>
  )
}

function Details({ verdict, evidence, fix, curl, snippet }: Finding) {
  const isOpen = verdict !== 'pass' && verdict !== 'not tested'
  return (
    <>
      <p className="mt-0.5 wrap-anywhere text-ink-muted">{evidence}</p>
      {fix && <p className={`mt-1 wrap-anywhere ${isOpen ? 'font-medium' : ''}`}>{fix}</p>}
      {snippet && <Code text={snippet} what="lines" />}
      {isOpen && curl && (
        <details className="mt-1">
          <summary className="w-fit underline underline-offset-2">Test it with curl</summary>
          <Code text={curl} what="command" />
        </details>
      )}
    </>
  )
}

function Code({ text, what }: { text: string; what: string }) {
  return (
    <div className="mt-2 flex items-start gap-1 rounded-lg bg-sunken py-1.5 pr-1.5 pl-3 ring-1 ring-line ring-inset">
      <pre className="min-w-0 flex-1 py-1 font-mono text-xs wrap-anywhere whitespace-pre-wrap">
        {text}
      </pre>
      <CopyButton what={what} text={text} />
    </div>
  )
}
