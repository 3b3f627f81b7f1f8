import { memoize } from '../../lib/memoize.ts'

/** Trusted Types as far as used here; TypeScript's types lack them, and so do some browsers. */
interface PolicyFactory {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): { createScriptURL(url: string): object | string }
}

/**
 * Returns a URL that `new Worker` accepts under `require-trusted-types-for 'script'`; without Trusted
 * Types that is the URL itself. The site's headers allow one policy, which accepts the URL it was made
 * for, from the build; for another one the browser refuses a second policy.
 */
export const trustedWorkerUrl = memoize((url: string): object | string => {
  const { trustedTypes } = globalThis as { trustedTypes?: PolicyFactory }
  if (!trustedTypes) return url
  const policy = trustedTypes.createPolicy('fleet-worker', {
    createScriptURL(asked) {
      if (asked !== url) throw new TypeError('Only the snapshot’s worker may be started')
      return asked
    },
  })
  return policy.createScriptURL(url)
})
