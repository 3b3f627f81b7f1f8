interface SlotsMeterProps {
  used: number
  limit: number
}

/** How many of a person's device slots are used, as a bar and in words. */
export function SlotsMeter({ used, limit }: SlotsMeterProps) {
  const isFull = used >= limit
  const isOver = used > limit
  // Beyond the limit the whole bar is what is used, and its end what is too much.
  const withinLimit = Math.min(used, limit) / Math.max(used, limit)
  return (
    <span className="flex items-center gap-2 tabular-nums">
      <span aria-hidden className="track flex h-1.5 w-14">
        <span
          className={`forced-color-adjust-none forced-colors:bg-[CanvasText] ${isFull ? 'bg-warn-fill' : 'bg-accent'}`}
          style={{ width: `${withinLimit * 100}%` }}
        />
        {isOver && (
          <span className="ml-0.5 grow bg-[repeating-linear-gradient(135deg,var(--color-warn)_0_2px,transparent_2px_4px)] forced-color-adjust-none" />
        )}
      </span>
      <span className={`whitespace-nowrap ${isOver ? 'font-semibold text-warn' : ''}`}>
        {used} of {limit}
      </span>
    </span>
  )
}
