import { useEffect } from 'react'

/** Sets the document title, such as `lost-laptop-01 · Device console`. */
export function useDocumentTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Device console`
  }, [title])
}
