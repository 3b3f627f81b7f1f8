import { useParams } from 'react-router'
import { ReceiptPage } from './receipt-page.tsx'
import { ActivityPage } from './activity-page.tsx'

/** This session's runs, or the run whose ID is in the address. */
export function ActivityRoutes() {
  const { id } = useParams()
  return id === undefined ? <ActivityPage /> : <ReceiptPage id={id} />
}
