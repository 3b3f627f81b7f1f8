import type { DeviceAction } from '../definitions.ts'
import { explanations } from './explanations.ts'

/** The consequences of an action for `count` devices, as a list. */
export function ConsequenceList({ action, count }: { action: DeviceAction; count: number }) {
  const isOne = count === 1
  const { access, record, limit } = explanations[action].consequences(
    isOne ? 'The device' : 'Each device',
  )
  const rows = [
    ['Access', access],
    ['Record', record],
    ['Device limit', limit],
    [
      'Not affected',
      `${isOne ? 'The owner’s account' : 'Owners’ accounts'} and all other devices.`,
    ],
  ]
  return (
    <dl className="grid grid-cols-[7rem_1fr] gap-x-3 gap-y-1 text-sm max-sm:grid-cols-[5rem_1fr] max-sm:gap-y-0.5 max-sm:text-xs">
      {rows.map(([about, what]) => (
        <div key={about} className="contents">
          <dt className="text-ink-quiet">{about}</dt>
          <dd>{what}</dd>
        </div>
      ))}
    </dl>
  )
}
