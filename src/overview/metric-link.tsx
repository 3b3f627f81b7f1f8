import type { ComponentProps } from 'react'
import { useSession } from '../session/use-session.tsx'
import { Link } from '../ui/link.tsx'
import { linkToMetric, type Metric } from './metrics.ts'

/** A link to the list of what a metric counts. */
export function MetricLink({
  metric,
  ...rest
}: { metric: Metric } & Omit<ComponentProps<typeof Link>, 'to' | 'state'>) {
  return <Link {...linkToMetric(useSession(), metric)} {...rest} />
}
