import type { ComponentProps } from 'react'
import { Link } from './link.tsx'

/** A link that stands by itself or in a sentence. */
export function TextLink({ className = '', ...rest }: ComponentProps<typeof Link>) {
  return (
    <Link
      {...rest}
      className={`font-medium text-accent underline underline-offset-2 ${className}`}
    />
  )
}
