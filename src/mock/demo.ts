import { createElement, type ComponentType } from 'react'
import { examples } from '../lib/examples.ts'
import { DemoBanner } from './demo-banner.tsx'
import { createExamples } from './demo-examples.ts'
import { createMockNetwork } from './network.ts'

/** Answers `fetch` at `baseUrl` with a mock API. Returns the key it accepts, and a banner that names it. */
export function startDemo(baseUrl: string): { key: string; Banner: ComponentType } {
  const network = createMockNetwork({ baseUrl, latencyMs: 80 })
  network.start()
  const { host } = new URL(baseUrl, globalThis.location?.href)
  examples.set(createExamples(() => network.backend, host))
  return {
    key: network.keys.keys[0] ?? '',
    Banner: () => createElement(DemoBanner, { network }),
  }
}
