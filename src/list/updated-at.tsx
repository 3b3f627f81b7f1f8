import { timeZone } from '../lib/preferences.ts'
import { clockTime } from '../lib/time.ts'
import { useStore } from '../lib/use-store.ts'

/** When rows were read from the API; `time` is in milliseconds since the epoch, and 0 before the first answer. */
export function UpdatedAt({ time }: { time: number }) {
  const zone = useStore(timeZone)
  return time > 0 && <p className="tabular-nums">Updated {clockTime(time, zone)}</p>
}
