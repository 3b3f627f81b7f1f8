import { FileUp } from 'lucide-react'
import { useRef } from 'react'
import { Button } from './button.tsx'

interface FileButtonProps {
  children: string
  /** Endings and media types of the files that can be chosen. */
  accept: string
  variant?: 'primary' | 'secondary'
  onFile: (file: File) => void
}

/** A button that lets a person choose a file. */
export function FileButton({ children, accept, variant = 'secondary', onFile }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <Button variant={variant} icon={FileUp} onClick={() => input.current?.click()}>
        {children}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        accept={accept}
        aria-label={children.replace('…', '')}
        onChange={({ currentTarget }) => {
          const file = currentTarget.files?.[0]
          // The same file can be chosen again after it was changed.
          currentTarget.value = ''
          if (file) onFile(file)
        }}
      />
    </>
  )
}
