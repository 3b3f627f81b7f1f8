import { useParams } from 'react-router'
import { RunPage } from './run-page.tsx'
import { RunsPage } from './runs-page.tsx'

/** This session's runs, or the run whose ID is in the address. */
export function RunPages() {
  const { id } = useParams()
  return id === undefined ? <RunsPage /> : <RunPage id={id} />
}
