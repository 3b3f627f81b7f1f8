import type { ReactNode } from 'react'
import { useLocation } from 'react-router'
import { paths, sections } from '../lib/paths.ts'
import { lazyPart } from '../ui/lazy-part.tsx'
import { Link } from '../ui/link.tsx'
import { ProductMark } from '../ui/product-mark.tsx'
import { shellActions } from './chunks.ts'

const ShellActions = lazyPart(shellActions, (module) => module.ShellActions)

/** Header and navigation around every page. */
export function Shell({ children }: { children: ReactNode }) {
  const { pathname } = useLocation()
  return (
    <>
      <a
        href="#main"
        onClick={(event) => {
          // A fragment would become part of the list's address.
          event.preventDefault()
          document.querySelector('h1')?.focus()
        }}
        className="skip-link"
      >
        Skip to the content
      </a>
      <header className="sticky top-0 z-20 border-b border-line bg-surface max-sm:static">
        <div className="page-width flex h-13 items-center gap-1">
          <Link to={paths.overview} className="mr-4 flex items-center gap-2.5 rounded-md py-1">
            <ProductMark size={24} />
            <span className="font-semibold tracking-tight max-[24rem]:sr-only">
              Cipherscale
              <span className="ml-1.5 font-normal text-ink-quiet max-lg:hidden">
                Device console
              </span>
            </span>
          </Link>
          <nav aria-label="Main" className="flex gap-1 max-sm:foot-bar">
            {sections.map(({ name, pages }) => (
              <Link
                key={name}
                to={pages[0]}
                aria-current={pages.some((page) => isWithin(pathname, page)) ? 'page' : undefined}
                className="nav-link"
              >
                {name}
              </Link>
            ))}
          </nav>
          <div className="ml-auto flex items-center gap-0.5">
            <ShellActions />
          </div>
        </div>
      </header>
      {children}
    </>
  )
}

function isWithin(pathname: string, section: string): boolean {
  return `${pathname.toLowerCase()}/`.startsWith(`${section}/`)
}
