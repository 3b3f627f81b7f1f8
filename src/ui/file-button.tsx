import { FileUp } from 'lucide-react'
import { chooseFile } from '../lib/choose-file.ts'
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
  return (
    <Button variant={variant} icon={FileUp} onClick={() => chooseFile(accept, onFile)}>
      {children}
    </Button>
  )
}
