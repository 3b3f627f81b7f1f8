import { Download } from 'lucide-react'
import { useState } from 'react'
import { Button } from './button.tsx'

interface SaveButtonProps {
  children: string
  className?: string
  /** Resolves once the file is saved, or couldn't be. */
  save: () => Promise<void>
}

/** A button that saves a file, busy until that is done. */
export function SaveButton({ children, className, save }: SaveButtonProps) {
  const [isSaving, setIsSaving] = useState(false)
  async function saveOnce() {
    setIsSaving(true)
    await save()
    setIsSaving(false)
  }
  return (
    <Button
      {...(className && { className })}
      icon={<Download aria-hidden className="size-4" />}
      busy={isSaving}
      onClick={() => void saveOnce()}
    >
      {children}
    </Button>
  )
}
