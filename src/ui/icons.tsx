import type { ComponentType } from 'react'

/** The icons of the first page, which so waits for no icon library; what comes later uses lucide. */
export const ArrowDown = icon('M12 5v14M6 13l6 6 6-6')
export const ArrowUp = icon('M12 19V5M6 11l6-6 6 6')
export const ArrowsUpDown = icon('M8 9l4-4 4 4M8 15l4 4 4-4')
export const Circle = icon('M20.5 12a8.5 8.5 0 1 1-6-8.1')
export const Lens = icon('M10.5 4a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13M15.3 15.3L20 20')
export const Warning = icon('M12 4L2.8 19.5h18.4zM12 10v4.2M12 16.9v.1')

/** An icon of this file, or of lucide. */
export type AnyIcon = ComponentType<{ 'aria-hidden'?: boolean; className: string }>

function icon(path: string) {
  return function Icon({ className }: { className: string }) {
    return (
      <svg
        aria-hidden
        viewBox="0 0 24 24"
        strokeLinecap="round"
        strokeLinejoin="round"
        className={`fill-none stroke-current stroke-2 ${className}`}
      >
        <path d={path} />
      </svg>
    )
  }
}
