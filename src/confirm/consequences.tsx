import type { DeviceAction } from '../actions/device-actions.ts'
import { explanations } from '../actions/explanations.ts'

/** What an action does to `count` devices, as a list. */
export function ConsequenceList({ action, count }: { action: DeviceAction; count: number }) {
  const { access, record, limit } = explanations[action].consequences(
    count === 1 ? 'The device' : 'Each device',
  )
  const rows = [
    ['Access', access],
    ['Record', record],
    ['Device limit', limit],
    ['Not affected', 'The owner’s account and other devices.'],
  ]
  return (
    <dl className="grid grid-cols-[7rem_1fr] gap-x-3 gap-y-1.5 text-sm max-sm:grid-cols-1 max-sm:gap-y-0.5">
      {rows.map(([about, what]) => (
        <div key={about} className="contents">
          <dt className="text-ink-quiet max-sm:mt-1">{about}</dt>
          <dd>{what}</dd>
        </div>
      ))}
    </dl>
  )
}
