/** A gray placeholder for text; `className` sets the text's size. */
export function Skeleton({ className = '' }: { className?: string }) {
  return (
    <span
      aria-hidden
      className={`block animate-pulse rounded bg-ink/8 motion-reduce:animate-none ${className}`}
    />
  )
}
