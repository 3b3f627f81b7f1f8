import { useId } from 'react'
import { readFleetAgain } from '../fleet/use-fleet.ts'
import { formatCount } from '../lib/text.ts'
import { useConnection } from '../session/use-session.tsx'
import { Button } from '../ui/button.tsx'
import { readingCost, readsEveryFleet } from '../fleet/reading-cost.ts'

interface ReadOfferProps {
  /** `null` when the API doesn't say. */
  total: number | null
  /** Time that one request took. */
  requestMs: number
}

/** Offers to read a large fleet, and says what that costs. */
export function ReadOffer({ total, requestMs }: ReadOfferProps) {
  const connection = useConnection()
  const costId = useId()
  return (
    <section className="card grid justify-items-start gap-3 p-5">
      <h2 className="text-lg font-medium">Read all devices?</h2>
      <p className="max-w-2xl text-ink-muted">
        The API reports only the total. To show more, the console has to read every device.
      </p>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button
          variant="primary"
          aria-describedby={costId}
          onClick={() => void readFleetAgain(connection)}
        >
          Read all {total === null ? 'devices' : `${formatCount(total)} devices`}
        </Button>
        <span id={costId} className="text-sm text-ink-muted tabular-nums">
          {total !== null && readingCost(total, requestMs)}
        </span>
        <Button
          variant="quiet"
          className="-ml-3 max-sm:-ml-4"
          onClick={() => readsEveryFleet.set(true)}
        >
          Always read all devices here
        </Button>
      </div>
    </section>
  )
}
