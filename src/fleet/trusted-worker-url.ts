/** The part of Trusted Types that is used; not every browser has it, nor do TypeScript's types. */
interface PolicyFactory {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): { createScriptURL(url: string): unknown }
}

let policy: ReturnType<PolicyFactory['createPolicy']> | undefined

/**
 * What `new Worker` takes under `require-trusted-types-for 'script'`: the URL itself where there are
 * no Trusted Types. The policy, the only one the site's headers allow, lets one URL through: the
 * first it was asked for, which the build put there.
 */
export function trustedWorkerUrl(url: string): unknown {
  const { trustedTypes } = globalThis as { trustedTypes?: PolicyFactory }
  if (!trustedTypes) return url
  policy ??= trustedTypes.createPolicy('fleet-worker', {
    createScriptURL(asked) {
      if (asked !== url) throw new TypeError('Only the worker of the fleet search may be started')
      return asked
    },
  })
  return policy.createScriptURL(url)
}
