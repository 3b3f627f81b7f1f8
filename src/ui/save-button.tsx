import { Download } from 'lucide-react'
import type { ComponentProps } from 'react'
import { Button } from './button.tsx'

interface SaveButtonProps extends Omit<ComponentProps<typeof Button>, 'icon' | 'busy' | 'onClick'> {
  /** The button is busy until what it returns is settled. */
  save: () => Promise<void> | void
}

/** A button that saves a file, busy until that is done. */
export function SaveButton({ save, ...button }: SaveButtonProps) {
  return <Button {...button} icon={Download} onClick={save} />
}
