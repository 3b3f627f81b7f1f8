import { cleanup, render as renderAndKeep } from '@testing-library/react'
import type { ReactNode } from 'react'
import { onTestFinished } from 'vitest'

/** Shows this on the page until the test ends, and returns the element around it. */
export function render(children: ReactNode): HTMLElement {
  onTestFinished(cleanup)
  return renderAndKeep(children).container
}
