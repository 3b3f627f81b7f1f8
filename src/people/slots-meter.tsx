interface SlotsProps {
  used: number
  limit: number
}

/** How many of a person's device slots are used, as a bar and in words. */
export function SlotsMeter({ used, limit }: SlotsProps) {
  return (
    <span className="flex items-center gap-2 tabular-nums max-sm:in-[td]:justify-end">
      <SlotsBar used={used} limit={limit} />
      <span className={`whitespace-nowrap ${used > limit ? 'font-semibold text-warn' : ''}`}>
        {used} of {limit}
      </span>
    </span>
  )
}

/** The same without the words. */
export function SlotsBar({ used, limit }: SlotsProps) {
  // Beyond the limit the whole bar is what is used, and its end what is too much.
  const withinLimit = Math.min(used, limit) / Math.max(used, limit)
  return (
    <span aria-hidden className="track flex h-1.5 w-14">
      <span
        className={`forced-color-adjust-none forced-colors:bg-[CanvasText] ${used >= limit ? 'bg-warn-fill' : 'bg-accent'}`}
        style={{ width: `${withinLimit * 100}%` }}
      />
      {used > limit && (
        <span className="ml-0.5 grow bg-[repeating-linear-gradient(135deg,var(--color-warn)_0_2px,transparent_2px_4px)] forced-color-adjust-none" />
      )}
    </span>
  )
}
