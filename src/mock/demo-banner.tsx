import { QueryClientContext } from '@tanstack/react-query'
import { SlidersHorizontal } from 'lucide-react'
import { use } from 'react'
import { formatCount } from '../lib/text.ts'
import { useStore } from '../lib/use-store.ts'
import { Popover } from '../ui/popover.tsx'
import { DemoSettings } from './demo-settings.tsx'
import { faults } from './faults.ts'
import type { MockNetwork, MockSettings } from './network.ts'

interface DemoBannerProps {
  network: MockNetwork
}

/** Says on every page that this is a demo and which key it accepts, and opens its settings. */
export function DemoBanner({ network }: DemoBannerProps) {
  const settings = useStore(network.settings)
  const queryClient = use(QueryClientContext)
  const [key] = network.keys.keys

  function change(next: Partial<MockSettings>) {
    const isOtherFleet = next.fleetSize !== undefined && next.fleetSize !== settings.fleetSize
    network.settings.set({ ...network.settings.get(), ...next })
    if (isOtherFleet) void queryClient?.invalidateQueries()
  }

  return (
    <aside
      aria-label="Demo"
      className="flex flex-wrap items-center gap-x-3 bg-selected px-4 py-1 text-sm text-ink"
    >
      <p className="py-1 max-sm:basis-full">
        Demo with {formatCount(settings.fleetSize)} sample devices. Nothing you do is real; reload
        to reset.
      </p>
      <p className="text-ink-muted">
        API key <code className="font-mono text-ink select-all">{key}</code>
      </p>
      <div className="-mr-1 ml-auto">
        <Popover label="Demo settings" showLabel icon={SlidersHorizontal}>
          <DemoSettings settings={settings} onChange={change} />
        </Popover>
      </div>
      <p role="status" className="basis-full pb-1 font-medium text-warn empty:hidden">
        {conditionInWords(settings, key)}
      </p>
    </aside>
  )
}

/** Names the settings that make the demo misbehave; empty without any. */
function conditionInWords(settings: MockSettings, key: string | undefined): string {
  const { fault, faultRate, keyRevoked } = settings
  if (keyRevoked) return `Key revoked: the next request is refused. Connect again with ${key}.`
  if (!fault) return ''
  return `Fault in ${Math.round(faultRate * 100)} % of requests: ${faults[fault].words}`
}
