import { Eye, EyeOff } from 'lucide-react'
import { useRef, useState, type SubmitEvent } from 'react'
import type { Connection } from '../api/connection.ts'
import { ApiError } from '../api/errors.ts'
import { explainError, messagesOf } from '../api/explain-error.ts'
import { useDocumentTitle } from '../lib/use-document-title.ts'
import { steadyNow } from '../lib/clock.ts'
import { createStore } from '../lib/store.ts'
import { useTimeLeft } from '../lib/use-time-left.ts'
import { Button } from '../ui/button.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { Field } from '../ui/field.tsx'
import { Notice } from '../ui/notice.tsx'
import { ProductMark } from '../ui/product-mark.tsx'
import { connect, problemWithKey } from '../session/connect.ts'
import type { ClosedBecause } from '../session/session.ts'

interface ConnectPageProps {
  because: ClosedBecause
  /** Absolute address of the configured API. */
  apiBaseUrl: string
  /** The first list request, whose success is the proof of the key. Rejects with `ApiError`. */
  check: (connection: Connection) => Promise<void>
  /** False on a page that came over plain http from another machine. */
  isSecure?: boolean
}

const reasons: Record<ClosedBecause, string | undefined> = {
  'not-connected': undefined,
  'signed-out': 'You are signed out. The key and all device data are gone from this browser tab.',
  refused:
    'The API no longer accepts the key. Connect with a valid one to go on exactly where you were.',
  idle: 'Locked after 15 minutes without activity. Connect again to go on exactly where you were.',
}

/** Asks for the API key and tries it. */
export function ConnectPage({
  because,
  apiBaseUrl,
  check,
  isSecure = window.isSecureContext,
}: ConnectPageProps) {
  const [key, setKey] = useState('')
  const [keep, setKeep] = useState(false)
  const [isShown, setIsShown] = useState(false)
  const [isChecking, setIsChecking] = useState(false)
  const [problem, setProblem] = useState<string>()
  const [failure, setFailure] = useState<unknown>()
  const form = useRef<HTMLFormElement>(null)
  // The page before may have been named after a device or a person.
  useDocumentTitle('Connect')

  async function submit(event: SubmitEvent) {
    event.preventDefault()
    if (isChecking) return
    const keyProblem = problemWithKey(key)
    setProblem(keyProblem)
    setFailure(undefined)
    if (keyProblem) {
      form.current?.querySelector('input')?.focus()
      return
    }
    setIsChecking(true)
    try {
      await connect(key, keep, check)
    } catch (error) {
      // Signed out meanwhile, in another tab: the page says so by itself.
      if (error instanceof ApiError && error.kind === 'closed') setKey('')
      else setFailure(error)
      setIsChecking(false)
    }
  }

  if (!isSecure) return <InsecurePage />
  return (
    <main className="mx-auto w-full max-w-md px-4 py-16 max-sm:py-8">
      <ProductMark size={40} />
      <h1 tabIndex={-1} className="mt-5 text-2xl font-semibold tracking-tight">
        Connect
      </h1>
      <p className="mt-1.5 text-ink-muted">
        Look after the devices of your Cipherscale network with an API key of yours.
      </p>

      <div className="mt-6 grid gap-3 empty:hidden">
        {reasons[because] && !failure && <Notice tone="info" title={reasons[because]} />}
        {failure !== undefined && <ConnectFailure error={failure} />}
      </div>

      <form
        ref={form}
        onSubmit={(event) => void submit(event)}
        className="mt-6 card grid gap-4 p-5"
        noValidate
      >
        <Field
          label="API key"
          name="api-key"
          type={isShown ? 'text' : 'password'}
          autoComplete="current-password"
          autoCapitalize="off"
          spellCheck={false}
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- the page's one task is this field
          autoFocus
          value={key}
          onChange={(event) => {
            setKey(event.target.value)
            setProblem(undefined)
          }}
          problem={problem}
          trailing={
            <Button
              variant="quiet"
              square
              aria-label={isShown ? 'Hide key' : 'Show key'}
              aria-pressed={isShown}
              icon={
                isShown ? (
                  <EyeOff aria-hidden className="size-4" />
                ) : (
                  <Eye aria-hidden className="size-4" />
                )
              }
              onClick={() => setIsShown(!isShown)}
            />
          }
        />
        <label className="flex items-start gap-2.5 py-1 text-sm">
          <input
            type="checkbox"
            checked={keep}
            onChange={(event) => setKeep(event.target.checked)}
            className="mt-0.5 size-4 accent-accent"
          />
          <span>
            Keep until this tab closes
            <span className="block text-ink-muted">
              Survives a reload. Otherwise the key is forgotten with the page.
            </span>
          </span>
        </label>
        <Button variant="primary" type="submit" busy={isChecking} className="h-10 w-full">
          Connect
        </Button>
        <p className="text-sm text-ink-muted">
          The key is sent to{' '}
          <strong className="font-medium text-ink">{new URL(apiBaseUrl).host}</strong> and nowhere
          else.
        </p>
      </form>
    </main>
  )
}

/** Without https, someone on the network could have changed this page to collect the key. */
function InsecurePage() {
  return (
    <main className="mx-auto grid w-full max-w-md gap-5 px-4 py-16 max-sm:py-8">
      <ProductMark size={40} />
      <h1 tabIndex={-1} className="text-2xl font-semibold tracking-tight">
        Connect
      </h1>
      <Notice tone="danger" title="Open this site with https:// to enter a key">
        This page came over plain http. Others on the network could read your key or change the page
        on its way.
      </Notice>
    </main>
  )
}

function ConnectFailure({ error }: { error: unknown }) {
  const words = explainError(error)
  const isApiError = error instanceof ApiError
  return (
    <>
      <ErrorNotice
        title={words.title}
        nextStep={
          isApiError && error.kind === 'unauthorized'
            ? 'Check that the key is complete, current, and of this network.'
            : words.nextStep
        }
        messages={messagesOf(error)}
        requestId={isApiError ? error.requestId : undefined}
      />
      {isApiError && error.kind === 'rate-limited' && (
        <RateLimitCountdown waitMs={error.retryAfterMs ?? usualWaitMs} />
      )}
    </>
  )
}

/** How long (ms) a limit is waited for whose `Retry-After` a page cannot read. */
const usualWaitMs = 5_000

function RateLimitCountdown({ waitMs }: { waitMs: number }) {
  const [until] = useState(() => createStore(steadyNow() + waitMs))
  const left = useTimeLeft(until)
  if (!left) return <Notice tone="info" title="You can try again now." />
  return <Notice tone="info" title={`Calls go out again in ${left}.`} />
}
