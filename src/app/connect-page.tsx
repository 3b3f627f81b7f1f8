import { Eye, EyeOff, PlugZap } from 'lucide-react'
import { useRef, useState, type SubmitEvent } from 'react'
import { useLocation } from 'react-router'
import { deviceActionNames } from '../actions/definitions.ts'
import { ApiError } from '../api/errors.ts'
import { deviceList } from '../devices/device-list.ts'
import { deviceQueries } from '../devices/queries.ts'
import { FailureNotice } from '../feedback/failure-notice.tsx'
import { listed } from '../lib/listed.ts'
import { isSamePath } from '../lib/paths.ts'
import { useDocumentTitle } from '../lib/use-document-title.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { lazyPart } from '../ui/lazy-part.tsx'
import { Notice } from '../ui/notice.tsx'
import { ProductMark } from '../ui/product-mark.tsx'
import { connect, problemWithKey } from '../session/connect.ts'
import type { Config } from '../config/config.ts'
import type { ClosedBecause, Session } from '../session/open-session.ts'
import { checkDialog } from './chunks.ts'

const CheckDialog = lazyPart(checkDialog, (module) => module.CheckDialog, { isNeeded: true })

export interface ConnectPageProps {
  config: Config
  because: ClosedBecause
}

const reasons: Record<ClosedBecause, string | undefined> = {
  'not-connected': undefined,
  'signed-out': 'You’re signed out. The key and all device data were removed from this tab.',
  refused:
    'The API no longer accepts this key. Connect with a valid key to pick up where you left off.',
  idle: 'You were signed out after 15 minutes of inactivity. Connect again to pick up where you left off.',
}

/** The page that asks for the API key. */
export function ConnectPage(props: ConnectPageProps) {
  // Replaces a title that may name a device or a person.
  useDocumentTitle('Connect')
  return (
    <main className="mx-auto w-full max-w-md px-4 py-16 max-sm:py-8">
      <p className="flex items-center gap-3">
        <ProductMark size={40} />
        <span className="text-lg font-semibold tracking-tight">
          Cipherscale <span className="font-normal text-ink-quiet">Device console</span>
        </span>
      </p>
      <h1 tabIndex={-1} className="mt-5 mb-1.5 text-2xl font-semibold tracking-tight">
        Connect
      </h1>
      {/* Without https, an attacker on the network could change this page to steal the key. */}
      {window.isSecureContext ? (
        <ConnectForm {...props} />
      ) : (
        <Notice tone="danger" title="Open this site with https:// to enter a key">
          This page was loaded over plain http, so others on the network could read your key or
          change the page.
        </Notice>
      )}
    </main>
  )
}

function ConnectForm({ because, config }: ConnectPageProps) {
  const { pathname, search } = useLocation()
  const [key, setKey] = useState('')
  const [isRemembered, setIsRemembered] = useState(false)
  const [isShown, setIsShown] = useState(false)
  const [isChecking, setIsChecking] = useState(false)
  const [problem, setProblem] = useState<string>()
  const [failure, setFailure] = useState<unknown>()
  /** The key to check the connection with; empty to check without one. */
  const [checkedKey, setCheckedKey] = useState<string>()
  const form = useRef<HTMLFormElement>(null)

  /** Whatever page is behind, a page of the list proves the key, and is the first one shown. */
  function check(session: Session) {
    const params = deviceList.parse(isSamePath(pathname, deviceList.path) ? search : '')
    return session.queryClient.fetchQuery(deviceQueries.list(session, params))
  }

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
      await connect(config, key, isRemembered, check)
    } catch (error) {
      // Another tab signed out meanwhile, which the page already says.
      if (error instanceof ApiError && error.kind === 'closed') setKey('')
      else setFailure(error)
      setIsChecking(false)
    }
  }

  return (
    <>
      <p className="text-ink-muted">
        Enter an API key to manage your network’s devices. The key can{' '}
        {listed(['list', ...deviceActionNames])} them. Create one in the Cipherscale admin portal.
      </p>

      <div className="mt-6 grid gap-3 empty:hidden">
        {reasons[because] && !failure && <Notice tone="info" title={reasons[because]} />}
        {failure !== undefined && <FailureNotice error={failure} />}
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
              icon={isShown ? EyeOff : Eye}
              onClick={() => setIsShown(!isShown)}
            />
          }
        />
        <label className="flex items-start gap-2.5 py-1 text-sm">
          <input
            type="checkbox"
            checked={isRemembered}
            onChange={(event) => setIsRemembered(event.target.checked)}
            className="mt-0.5 size-4 accent-accent"
          />
          <span>
            Remember until I close this tab
            <span className="block text-ink-muted">
              Otherwise you’ll need it again after a reload.
            </span>
          </span>
        </label>
        <Button variant="primary" type="submit" busy={isChecking} className="h-10 w-full">
          Connect
        </Button>
        <p className="text-sm text-ink-muted">
          The key is only sent to{' '}
          <strong className="font-medium text-ink">{new URL(config.apiBaseUrl).host}</strong>. This
          tab keeps receipts of your actions until you close it or sign out. Names in them are
          encrypted with the key.
        </p>
      </form>
      <div className="mt-3 flex justify-center">
        <Button
          variant="quiet"
          icon={PlugZap}
          onClick={() => setCheckedKey(problemWithKey(key) ? '' : key.trim())}
        >
          Check connection
        </Button>
      </div>
      {checkedKey !== undefined && (
        <CheckDialog
          authorize={checkedKey ? (headers) => headers.set('apikey', checkedKey) : undefined}
          onClose={() => setCheckedKey(undefined)}
        />
      )}
    </>
  )
}
