import { deviceActions } from '../actions/definitions.ts'
import { setStatusNames } from '../device/status-lists.ts'
import { listed } from '../lib/listed.ts'
import { capitalized, counted } from '../lib/text.ts'
import { useSession } from '../session/use-session.tsx'

interface DeviceSlotsProps {
  /** Devices of the person, including deactivated ones. */
  count: number
  /** True while more of their devices may be found. */
  isPartial: boolean
}

/** How many devices count against a person's limit, and what frees a slot. */
export function DeviceSlots({ count, isPartial }: DeviceSlotsProps) {
  const limit = useSession().config.ownerDeviceLimit
  const used = `${isPartial ? 'At least ' : ''}${count} of ${counted(limit, 'device')}`
  return (
    <section
      aria-label="Device slots"
      className="card flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3 text-sm"
    >
      <h2 className="font-medium max-sm:basis-full">{titleOf(count, limit, used)}</h2>
      <SlotsBar used={count} limit={limit} className="max-sm:w-full" />
      <p className="basis-full text-ink-muted">
        {count >= limit && 'At the limit, new devices can’t be registered until a slot is free. '}
        {capitalized(listed(setStatusNames))} devices count too.{' '}
        {capitalized(listed(doing(true), 'or'))} a device frees its slot;{' '}
        {listed(doing(false), 'or')} doesn’t.{' '}
        <span className="text-ink-quiet">
          The limit is <code>ownerDeviceLimit</code> in config.json; the API doesn’t report it.
        </span>
      </p>
    </section>
  )
}

/** "removing": the actions that free a slot of the device limit, or those that don’t. */
function doing(freesSlot: boolean): string[] {
  return Object.values(deviceActions).flatMap((action) =>
    (action.leadsTo === 'gone') === freesSlot ? action.doing.toLowerCase() : [],
  )
}

function titleOf(count: number, limit: number, used: string): string {
  if (count < limit) return `${used} count against the limit`
  return count > limit ? `Over the device limit: ${used}` : `Device limit reached: ${used}`
}

/** How many of a person's device slots are used, as a bar and in words. */
export function SlotsMeter({ used }: { used: number }) {
  const limit = useSession().config.ownerDeviceLimit
  return (
    <span className="flex items-center gap-2 tabular-nums max-sm:in-[td]:justify-end">
      <SlotsBar used={used} limit={limit} />
      <span className={`whitespace-nowrap ${used > limit ? 'font-semibold text-warn' : ''}`}>
        {used} of {limit}
      </span>
    </span>
  )
}

function SlotsBar(props: { used: number; limit: number; className?: string }) {
  const { used, limit, className = '' } = props
  // Beyond the limit the whole bar is what is used, and its end what is too much.
  const withinLimit = Math.min(used, limit) / Math.max(used, limit)
  return (
    <span aria-hidden className={`track flex h-1.5 w-14 ${className}`}>
      <span
        className={`forced-color-adjust-none forced-colors:bg-[CanvasText] ${used >= limit ? 'bg-warn-fill' : 'bg-accent'}`}
        style={{ width: `${withinLimit * 100}%` }}
      />
      {used > limit && (
        <span className="ml-0.5 grow bg-[repeating-linear-gradient(135deg,var(--color-warn)_0_2px,transparent_2px_4px)] forced-color-adjust-none" />
      )}
    </span>
  )
}
