import { Ellipsis } from 'lucide-react'
import type { ReactNode } from 'react'
import { paths } from '../lib/paths.ts'
import { MenuLink, Popover } from '../ui/popover.tsx'

/** On a phone, the button that opens what a list takes from and gives to a file. */
export function MoreTools({ children }: { children: ReactNode }) {
  return (
    <div className="sm:hidden [&>button]:bg-surface [&>button]:ring-1 [&>button]:ring-line-strong/60 [&>button]:ring-inset">
      <Popover label="Export and more" icon={Ellipsis}>
        <div className="w-64">
          <MenuLink to={paths.fromList} className="mb-1 font-medium">
            From a list…
          </MenuLink>
          <div className="border-t border-line pt-1">{children}</div>
        </div>
      </Popover>
    </div>
  )
}
