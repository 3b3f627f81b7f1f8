import { useSession } from '../session/use-session.tsx'
import { diagnostics, version } from '../feedback/diagnostics.ts'
import { CopyButton } from '../ui/copy-button.tsx'

/** The version of the console and the host of its API, the notices, and diagnostics to copy into a report. */
export function About() {
  const session = useSession()
  return (
    <section aria-label="About" className="border-t border-line pt-1.5 text-sm">
      <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-0.5 px-2 pb-1">
        <dt className="text-ink-quiet">Version</dt>
        <dd className="wrap-anywhere">{version}</dd>
        <dt className="text-ink-quiet">API host</dt>
        <dd className="wrap-anywhere">{session.connection.host}</dd>
      </dl>
      <a
        href={`${import.meta.env.BASE_URL}third-party-notices.txt`}
        target="_blank"
        className="block w-fit px-2 py-1 font-medium text-accent underline underline-offset-2 max-sm:py-3"
      >
        Third-party notices
      </a>
      <CopyButton what="diagnostics" showLabel text={() => diagnostics(session)} />
    </section>
  )
}
