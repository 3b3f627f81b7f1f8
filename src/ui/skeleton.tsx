/** A grey bar where text will be; give it the text's size. */
export function Skeleton({ className = '' }: { className?: string }) {
  return (
    <span
      aria-hidden
      className={`block animate-pulse rounded bg-ink/8 motion-reduce:animate-none ${className}`}
    />
  )
}
