import { Check, Copy, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { singleKeyShortcuts } from '../lib/preferences.ts'
import { useStore } from '../lib/use-store.ts'
import { Button } from './button.tsx'

interface CopyButtonProps {
  text: string | (() => string)
  /** Names the text in the label "Copy device ID". */
  what: string
  /** `wide`: where the window is wide; an icon elsewhere. */
  showLabel?: boolean | 'wide'
  /** The one that the key `c` presses: the text of the page. */
  isOfPage?: boolean
  className?: string
}

/** Copies a text and shows whether that succeeded. */
export function CopyButton(props: CopyButtonProps) {
  const { text, what, showLabel = false, isOfPage, className = '' } = props
  const [outcome, setOutcome] = useState<'copied' | 'refused'>()
  const hasKey = useStore(singleKeyShortcuts) && isOfPage

  useEffect(() => {
    if (!outcome) return
    const timer = setTimeout(() => setOutcome(undefined), 2_000)
    return () => clearTimeout(timer)
  }, [outcome])

  const Icon = outcome === 'copied' ? Check : outcome === 'refused' ? X : Copy
  const said = outcome === 'copied' ? 'Copied' : outcome === 'refused' ? 'Couldn’t copy' : ''
  return (
    <>
      <Button
        variant="quiet"
        square={!showLabel}
        aria-label={showLabel ? undefined : `Copy ${what}`}
        aria-keyshortcuts={hasKey ? 'c' : undefined}
        icon={Icon}
        small={!showLabel}
        title={hasKey ? `Copy ${what} (c)` : showLabel === 'wide' ? `Copy ${what}` : undefined}
        className={className}
        onClick={() => {
          navigator.clipboard.writeText(typeof text === 'string' ? text : text()).then(
            () => setOutcome('copied'),
            () => setOutcome('refused'),
          )
        }}
      >
        {showLabel && (
          <span className={showLabel === 'wide' ? 'max-lg:sr-only' : ''}>
            {said || `Copy ${what}`}
          </span>
        )}
      </Button>
      <span role="status" className="sr-only">
        {said && `${said}: ${what}`}
      </span>
    </>
  )
}
