import { ExactTime, RelativeTime } from './time-text.tsx'

/** How long ago something was and exactly when, on two lines. */
export function BothTimes({ iso, absent }: { iso: string | undefined; absent: string }) {
  return (
    <>
      <RelativeTime iso={iso} absent={absent} />
      <span className="block text-xs text-ink-quiet">
        <ExactTime iso={iso} />
      </span>
    </>
  )
}
