import { useStore } from '../lib/use-store.ts'
import type { MockNetwork } from './network.ts'

/** Says that nothing here is real. */
export function DemoBanner({ network }: { network: MockNetwork }) {
  const { fleetSize } = useStore(network.settings)
  return (
    <p>
      Demo: {fleetSize.toLocaleString('en')} made-up devices answered inside this page. Nothing you
      do is real; a reload resets it.
    </p>
  )
}
