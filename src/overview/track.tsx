import { barClass, flaggedBarClass } from '../ui/bar-class.ts'

interface TrackProps {
  count: number
  of: number
  isFlagged?: boolean | undefined
  /** Its size. */
  className: string
}

/** A share as a bar on a track, whose length is the whole. */
export function Track({ count, of, isFlagged, className }: TrackProps) {
  return (
    <span aria-hidden className={`track ${className}`}>
      <span
        className={`block h-full ${isFlagged ? flaggedBarClass : barClass}`}
        style={{ width: `${(count / Math.max(of, 1)) * 100}%`, minWidth: count > 0 ? 2 : 0 }}
      />
    </span>
  )
}
