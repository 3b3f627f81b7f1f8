import { afterEach, expect, test, vi } from 'vitest'
import { trustedWorkerUrl } from '../../src/fleet/trusted-worker-url.ts'

type Rules = { createScriptURL: (url: string) => string }

afterEach(() => vi.unstubAllGlobals())

test('a browser without Trusted Types takes the address as it is', () => {
  expect(trustedWorkerUrl('/assets/fleet.worker.js')).toBe('/assets/fleet.worker.js')
})

test('with them there is one policy, which lets the worker’s own script through and no other', () => {
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
  // A second policy of this name would be refused by the site's headers.
  expect(names).toEqual(['fleet-worker'])
})
