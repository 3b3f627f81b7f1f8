import { useEffect } from 'react'

/** Names the document while mounted: `lost-laptop-01 · Device console`. */
export function useDocumentTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Device console`
  }, [title])
}
