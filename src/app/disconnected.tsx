import { useEffect } from 'react'
import { useDocumentTitle } from '../lib/use-document-title.ts'
import { continueSession } from '../session/connect.ts'
import { signIn } from '../session/sign-in.ts'
import { Button } from '../ui/button.tsx'
import { ProductMark } from '../ui/product-mark.tsx'
import { ConnectPage, type ConnectPageProps } from './connect-page.tsx'
import { downloadWhenIdle } from './after-first-page.tsx'

/** Replaces the pages while there is no session. */
export function Disconnected(props: ConnectPageProps) {
  useEffect(() => downloadWhenIdle(), [])
  return props.config.auth === 'proxy' ? <LockedPage {...props} /> : <ConnectPage {...props} />
}

/** Replaces the pages after inactivity or a sign-out when a proxy handles sign-in. */
function LockedPage({ config, because }: ConnectPageProps) {
  const isSignedOut = because === 'signed-out'
  const title = isSignedOut ? 'Signed out' : 'Locked'
  useDocumentTitle(title)
  return (
    <main className="mx-auto w-full max-w-md px-4 py-16 max-sm:py-8">
      <ProductMark size={40} />
      <h1 tabIndex={-1} className="mt-5 text-2xl font-semibold tracking-tight">
        {title}
      </h1>
      <p className="mt-1.5 text-ink-muted">
        {isSignedOut ? 'You’re signed out.' : 'Locked after 15 minutes of inactivity.'} Device data
        was removed from this tab{!isSignedOut && '; you may still be signed in'}.
      </p>
      <Button
        variant="primary"
        // Only a page load reaches the proxy's sign-in.
        onClick={() => (isSignedOut ? signIn(config.signInUrl) : continueSession(config))}
        className="mt-6 h-10 w-full"
      >
        {isSignedOut ? 'Sign in' : 'Continue'}
      </Button>
    </main>
  )
}
