import { confirmAction } from '../../actions/confirmation/confirmation.ts'
import { ownerName, ownerText, personPath } from '../../device/owner.ts'
import { coverageOf } from '../../fleet/coverage.ts'
import { fleetState } from '../../fleet/fleet-state.ts'
import { loadFleet } from '../../fleet/load-fleet.ts'
import type { Person } from '../../fleet/snapshot/people.ts'
import { fold } from '../../lib/fold.ts'
import { navigation } from '../../lib/navigation.ts'
import { counted } from '../../lib/text.ts'
import type { Session } from '../../session/open-session.ts'
import type { Entry } from './entries.ts'

/** The name in "offboard ana"; undefined for any other text. */
export function leaverIn(text: string): string | undefined {
  const [, verb = '', name] = /^(\p{L}{3,})\s+(.+)$/u.exec(text) ?? []
  return verb !== '' && 'offboard'.startsWith(fold(verb)) ? name : undefined
}

/** Opens the confirmation of offboarding a person; none for one without a page, or where the console is read-only. */
export function offboardEntry(session: Session, person: Person): Entry | undefined {
  const { id, owner, devices } = person
  const path = personPath(owner)
  if (path === undefined || session.config.readOnly) return undefined
  const job = `Offboard ${ownerName(owner)}`
  return {
    id: `offboard-${id}`,
    kind: 'Action',
    label: `${job}…`,
    detail: `${ownerText(owner)} · ${counted(devices, 'device')}`,
    async open() {
      // Their page says what to wait for while some of their devices may be missing.
      if (coverageOf(fleetState(session).get()).kind !== 'complete') {
        return void navigation().navigate(path)
      }
      const fleet = await loadFleet(session)
      const theirs = await fleet.ask('ofOwners', [[id]])
      await confirmAction(session, 'deactivate', theirs, { label: job, job })
    },
  }
}
