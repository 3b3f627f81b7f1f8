import { openDialogs } from '../ui/open-dialogs.ts'
import { useStore } from '../lib/use-store.ts'

const refreshEveryMs = 30_000

/** Query options that refresh what is shown while the page is visible and no dialog is open. */
export function useAutoRefresh() {
  const isPaused = useStore(openDialogs).length > 0
  return {
    refetchInterval: isPaused ? (false as const) : refreshEveryMs,
    refetchOnWindowFocus: !isPaused,
  }
}
