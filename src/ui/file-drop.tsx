import { useEffect, useEffectEvent, useState } from 'react'

interface FileDropProps {
  /** What dropping a file does: "Drop to match its lines". */
  label: string
  onFile: (file: File) => void
}

/** Takes a file that is dropped anywhere on the page, and says so while one is over it. */
export function FileDrop({ label, onFile }: FileDropProps) {
  const [isOver, setIsOver] = useState(false)
  const take = useEffectEvent(onFile)

  useEffect(() => {
    const stopped = new AbortController()
    const { signal } = stopped
    /** Runs only for files: text is dragged, too. */
    const on = (type: 'dragover' | 'dragleave' | 'drop', handle: (event: DragEvent) => void) => {
      const listen = (event: DragEvent) => {
        if (event.dataTransfer?.types.includes('Files')) handle(event)
      }
      document.addEventListener(type, listen, { signal })
    }
    on('dragover', (event) => {
      // Otherwise the browser opens the file in place of the console.
      event.preventDefault()
      setIsOver(document.querySelector('dialog[open]') === null)
    })
    // Leaving an element inside the page leads to another one.
    on('dragleave', (event) => setIsOver(event.relatedTarget !== null))
    on('drop', (event) => {
      event.preventDefault()
      setIsOver(false)
      const file = event.dataTransfer?.files[0]
      if (file && document.querySelector('dialog[open]') === null) take(file)
    })
    return () => stopped.abort()
  }, [])

  if (!isOver) return null
  return (
    <div className="pointer-events-none fixed inset-3 z-30 grid place-items-center rounded-xl border-2 border-dashed border-accent bg-canvas/85">
      <p className="text-lg font-medium">{label}</p>
    </div>
  )
}
