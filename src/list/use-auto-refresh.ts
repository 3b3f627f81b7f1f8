import { dialogsOpen } from '../ui/dialogs-open.ts'
import { useStore } from '../lib/use-store.ts'

const refreshEveryMs = 30_000

/** Query options that keep what is shown fresh, while the page is visible and no dialog stands over it. */
export function useAutoRefresh() {
  const isPaused = useStore(dialogsOpen) > 0
  return {
    refetchInterval: isPaused ? (false as const) : refreshEveryMs,
    refetchOnWindowFocus: !isPaused,
  }
}
