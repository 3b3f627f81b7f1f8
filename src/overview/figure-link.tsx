import type { ComponentProps } from 'react'
import { useSession } from '../session/use-session.tsx'
import { Link } from '../ui/link.tsx'
import { linkToFigure, type Figure } from './searches.ts'

interface FigureLinkProps extends Omit<ComponentProps<typeof Link>, 'to' | 'state'> {
  figure: Figure
}

/** A link to the list of what a figure counts. */
export function FigureLink({ figure, ...rest }: FigureLinkProps) {
  return <Link {...linkToFigure(useSession(), figure)} {...rest} />
}
