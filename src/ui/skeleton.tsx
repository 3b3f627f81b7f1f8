interface SkeletonProps {
  className?: string
  /** Something around it pulses for many. */
  isStill?: boolean
}

/** A gray placeholder for text; `className` sets the text's size. */
export function Skeleton({ className = '', isStill = false }: SkeletonProps) {
  return (
    <span aria-hidden className={`block rounded bg-ink/8 ${isStill ? '' : 'pulse'} ${className}`} />
  )
}
