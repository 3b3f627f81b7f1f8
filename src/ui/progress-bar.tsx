interface ProgressBarProps {
  label: string
  value: number
  /** Without it, or at 0, the end is unknown. */
  max: number | undefined
  className: string
}

/** A bar that shows how much of a number is done. */
export function ProgressBar({ label, value, max, className }: ProgressBarProps) {
  return (
    <progress
      aria-label={label}
      className={`h-1.5 appearance-none overflow-hidden rounded-full bg-ink/10 indeterminate:animate-pulse [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-transparent [&::-webkit-progress-value]:bg-accent ${className}`}
      // Indeterminate without a value.
      {...(max !== undefined && max > 0 && { value: Math.min(value, max), max })}
    />
  )
}
