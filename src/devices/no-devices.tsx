import { MonitorSmartphone } from 'lucide-react'
import { Empty } from '../ui/empty.tsx'

/** Replaces the content of a page about devices in a network that has none. */
export function NoDevices() {
  return (
    <Empty
      icon={<MonitorSmartphone aria-hidden className="size-8 text-ink-quiet" />}
      title="No devices yet"
    >
      A device appears here when somebody signs in on it with the Cipherscale client.
    </Empty>
  )
}
