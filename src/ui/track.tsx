/** A bar keeps its color on paper, and where colors are forced it has that of text. */
const lasting = 'forced-color-adjust-none [print-color-adjust:exact] forced-colors:bg-[CanvasText]'

export const barClass = `bg-accent/65 group-hover:bg-accent ${lasting}`

/** For what stands out, such as outdated versions. */
const flaggedBarClass = `bg-warn-fill/75 group-hover:bg-warn-fill ${lasting}`

interface TrackProps {
  count: number
  of: number
  isFlagged?: boolean
  className: string
}

/** A share as a bar on a track, whose length is the whole. */
export function Track({ count, of, isFlagged = false, className }: TrackProps) {
  return (
    <span aria-hidden className={`track ${className}`}>
      <span
        className={`block h-full ${isFlagged ? flaggedBarClass : barClass}`}
        style={{ width: `${(count / Math.max(of, 1)) * 100}%`, minWidth: count > 0 ? 2 : 0 }}
      />
    </span>
  )
}
