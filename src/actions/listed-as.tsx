import type { Device } from '../api/device.ts'
import { deviceName, sanitizeForDisplay } from '../lib/text.ts'

/** The line of a list that named a device, as it was given; nothing where it is the device's name. */
export function ListedAs({ line, device }: { line: string | undefined; device: Device }) {
  if (line === undefined || line === deviceName(device)) return null
  return (
    <span className="block truncate text-xs text-ink-quiet">
      Listed as <bdi className="text-ink-muted">{sanitizeForDisplay(line, 80)}</bdi>
    </span>
  )
}
