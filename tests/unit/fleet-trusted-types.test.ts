import { afterEach, expect, test, vi } from 'vitest'
import { trustedWorkerUrl } from '../../src/fleet/worker/trusted-worker-url.ts'

type Rules = { createScriptURL: (url: string) => string }

afterEach(() => vi.unstubAllGlobals())

test('a browser without Trusted Types gets the URL itself', () => {
  expect(trustedWorkerUrl('/assets/fleet.worker.js')).toBe('/assets/fleet.worker.js')
})

test('with Trusted Types there is one policy, which accepts only the worker’s own script', () => {
  const names: string[] = []
  vi.stubGlobal('trustedTypes', {
    createPolicy(name: string, rules: Rules): Rules {
      names.push(name)
      return rules
    },
  })
  expect(trustedWorkerUrl('/assets/fleet.worker.js')).toBe('/assets/fleet.worker.js')
  expect(trustedWorkerUrl('/assets/fleet.worker.js')).toBe('/assets/fleet.worker.js')
  for (const other of ['https://evil.example/worker.js', 'data:text/javascript,1', '/assets/']) {
    expect(() => trustedWorkerUrl(other)).toThrow(TypeError)
  }
  // The site's headers refuse a second policy of this name.
  expect(names).toEqual(['fleet-worker'])
})
