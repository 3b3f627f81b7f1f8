import { afterEach, expect, test, vi } from 'vitest'
import { trustedWorkerUrl } from '../../src/fleet/worker/trusted-worker-url.ts'

type Rules = { createScriptURL: (url: string) => string }

afterEach(() => vi.unstubAllGlobals())

test('a browser without Trusted Types gets the URL itself', () => {
  expect(trustedWorkerUrl('/assets/fleet.worker.js')).toBe('/assets/fleet.worker.js')
})

test('with Trusted Types there is one policy, which accepts only the worker’s own script', () => {
  const rules: Rules[] = []
  vi.stubGlobal('trustedTypes', {
    createPolicy(name: string, given: Rules): Rules {
      expect(name).toBe('fleet-worker')
      // The site's headers refuse a second policy of this name.
      if (rules.length > 0) throw new TypeError('Policy "fleet-worker" disallowed')
      rules.push(given)
      return given
    },
  })
  const own = '/assets/fleet.worker-1.js'
  expect(trustedWorkerUrl(own)).toBe(own)
  expect(trustedWorkerUrl(own)).toBe(own)
  for (const other of ['https://evil.example/worker.js', 'data:text/javascript,1', '/assets/']) {
    expect(() => trustedWorkerUrl(other)).toThrow(TypeError)
    expect(() => rules[0]?.createScriptURL(other)).toThrow(TypeError)
  }
  expect(rules).toHaveLength(1)
})
