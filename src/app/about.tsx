import { useConnection } from '../session/use-connection.ts'
import { diagnostics, version } from '../feedback/diagnostics.ts'
import { CopyButton } from '../ui/copy-button.tsx'

/** The version of the console and the host of its API, with diagnostics to copy into a report. */
export function About() {
  const connection = useConnection()
  return (
    <section aria-label="About" className="border-t border-line pt-1.5 text-sm">
      <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-0.5 px-2 pb-1">
        <dt className="text-ink-quiet">Version</dt>
        <dd className="wrap-anywhere">{version}</dd>
        <dt className="text-ink-quiet">API host</dt>
        <dd className="wrap-anywhere">{connection.host}</dd>
      </dl>
      <CopyButton what="diagnostics" showLabel text={() => diagnostics(connection)} />
    </section>
  )
}
