import { confirmAction } from '../../actions/confirmation/confirmation.ts'
import { comparedFiles, exportTypes } from '../../changes/compared-files.ts'
import { parseCleanUpParams } from '../../clean-up/clean-up-params.ts'
import { findStale, staleContext } from '../../clean-up/stale-devices.ts'
import { coverageOf } from '../../fleet/coverage.ts'
import { fleetState } from '../../fleet/fleet-state.ts'
import { givenFile } from '../../fleet/files/given-file.ts'
import { loadFleet } from '../../fleet/load-fleet.ts'
import { saveSnapshot } from '../../fleet/files/save-devices.ts'
import { chooseFile } from '../../lib/choose-file.ts'
import { navigation } from '../../lib/navigation.ts'
import { paths } from '../../lib/paths.ts'
import type { Session } from '../../session/open-session.ts'
import type { Entry } from './entries.ts'

/** The jobs that begin with one action, whichever page is open. */
export function jobEntries(session: Session): Entry[] {
  return [
    {
      id: 'snapshot',
      kind: 'Action',
      label: 'Save a snapshot',
      open: () => void saveSnapshot(session),
    },
    {
      id: 'compare',
      kind: 'Action',
      label: 'Compare with an earlier export…',
      detail: 'Choose a file',
      open: () =>
        chooseFile(exportTypes, (file) => {
          comparedFiles(session).set({ before: givenFile(file) })
          void navigation().navigate(paths.changes)
        }),
    },
    ...(session.config.readOnly ? [] : [staleEntry(session)]),
  ]
}

function staleEntry(session: Session): Entry {
  const { days } = parseCleanUpParams('')
  return {
    id: 'deactivate-stale',
    kind: 'Action',
    label: 'Deactivate stale devices…',
    detail: `Not connected for more than ${days} days, or never`,
    open: () => void deactivateStale(session),
  }
}

async function deactivateStale(session: Session): Promise<void> {
  const params = parseCleanUpParams('')
  if (coverageOf(fleetState(session).get()).kind === 'complete') {
    const fleet = await loadFleet(session)
    const { devices, total } = await findStale(fleet, params, session.connection.closed)
    if (total > 0 && total === devices.length) {
      await confirmAction(session, params.action, devices, staleContext(params))
      return
    }
  }
  // The page says what to wait for, that there are none, or that they are too many for one run.
  void navigation().navigate(paths.cleanUp)
}
