/** Trusted Types as far as used here; TypeScript's types lack them, and so do some browsers. */
interface PolicyFactory {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): { createScriptURL(url: string): unknown }
}

let policy: ReturnType<PolicyFactory['createPolicy']> | undefined

/**
 * Returns a URL that `new Worker` accepts under `require-trusted-types-for 'script'`; without Trusted
 * Types that is the URL itself. The policy is the only one that the site's headers allow, and accepts
 * only the first URL it was given, which comes from the build.
 */
export function trustedWorkerUrl(url: string): unknown {
  const { trustedTypes } = globalThis as { trustedTypes?: PolicyFactory }
  if (!trustedTypes) return url
  policy ??= trustedTypes.createPolicy('fleet-worker', {
    createScriptURL(asked) {
      if (asked !== url) throw new TypeError('Only the snapshot’s worker may be started')
      return asked
    },
  })
  return policy.createScriptURL(url)
}
