import { Facts } from '../../ui/facts.tsx'
import type { DeviceAction } from '../definitions.ts'
import { explanations } from './explanations.ts'

/** The consequences of an action for `count` devices. */
export function ConsequenceList({ action, count }: { action: DeviceAction; count: number }) {
  const [device, owners] =
    count === 1 ? ['The device', 'The owner’s account'] : ['Each device', 'Owners’ accounts']
  return (
    <Facts
      className="grid-cols-[7rem_1fr] gap-y-1 text-sm max-sm:grid-cols-[5rem_1fr] max-sm:gap-y-0.5 max-sm:text-xs"
      of={{
        ...explanations[action].consequences(device),
        'Not affected': `${owners} and all other devices.`,
      }}
    />
  )
}
