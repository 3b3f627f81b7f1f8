interface SlotsMeterProps {
  used: number
  limit: number
}

/** How many of a person's device slots are used, as a bar and in words. */
export function SlotsMeter({ used, limit }: SlotsMeterProps) {
  const isFull = used >= limit
  return (
    <span className="flex items-center gap-2 tabular-nums">
      <span aria-hidden className="h-1.5 w-16 overflow-hidden rounded-full bg-ink/10">
        <span
          className={`block h-full forced-color-adjust-none ${isFull ? 'bg-warn' : 'bg-accent'}`}
          style={{ width: `${Math.min(1, used / limit) * 100}%` }}
        />
      </span>
      <span className={`whitespace-nowrap ${isFull ? 'font-medium text-warn' : ''}`}>
        {used} of {limit}
      </span>
    </span>
  )
}
