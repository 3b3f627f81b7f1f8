import { useSlow } from '../lib/use-slow.ts'
import { Button } from '../ui/button.tsx'
import { ProgressBar } from '../ui/progress-bar.tsx'

interface WorkingProps {
  progress: { doing: string; done: number; total: number } | undefined
  onCancel: () => void
}

/** How far long work is, with a way to end it; nothing for work that takes a moment. */
export function Working({ progress, onCancel }: WorkingProps) {
  const isSlow = useSlow(true, 200)
  if (!isSlow || !progress) return null
  const { doing, done, total } = progress
  return (
    <div className="flex min-h-8 flex-wrap items-center gap-3 text-sm text-ink-muted">
      <ProgressBar label={doing} value={done} max={total} className="w-32" />
      <p role="status">{doing}…</p>
      <Button onClick={onCancel}>Cancel</Button>
    </div>
  )
}
