import { createElement, type ComponentType } from 'react'
import { DemoBanner } from './demo-banner.tsx'
import { createMockNetwork } from './network.ts'

/**
 * Puts a made-up API behind `fetch` at `baseUrl`. Gives the key it accepts, and the banner that tells
 * people so.
 */
export function startDemo(baseUrl: string): { key: string; Banner: ComponentType } {
  const network = createMockNetwork({ baseUrl, latencyMs: 80 })
  network.start()
  return {
    key: network.keys.keys[0] ?? '',
    Banner: () => createElement(DemoBanner, { network }),
  }
}
