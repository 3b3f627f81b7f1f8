import { explainConfig, type ConfigFault } from './config-problem.ts'
import { Button } from '../ui/button.tsx'
import { DeadEnd } from '../ui/dead-end.tsx'

const example = `{
  "apiBaseUrl": "https://public-api.cipherscale.com/qa",
  "auth": "apikey",
  "sortFormat": "auto"
}`

/** Explains a configuration error to the person who deploys the console. */
export function ConfigProblemPage({ fault }: { fault: ConfigFault }) {
  const problem = explainConfig(fault)
  return (
    <DeadEnd
      title="The console isn’t configured"
      next={
        <Button variant="primary" onClick={() => location.reload()}>
          Try again
        </Button>
      }
    >
      <p className="font-medium text-ink">{problem.title}</p>
      <ul className="mt-2 list-disc space-y-1 pl-5">
        {problem.details.map((detail) => (
          <li key={detail}>{detail}</li>
        ))}
      </ul>
      <p className="mt-4">Example config.json:</p>
      <pre className="mt-2 overflow-auto rounded-lg bg-sunken p-3 font-mono text-xs ring-1 ring-line ring-inset">
        {example}
      </pre>
    </DeadEnd>
  )
}
