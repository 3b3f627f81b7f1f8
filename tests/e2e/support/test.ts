import { expect, test as base } from '@playwright/test'
import { startApi, type RunningApi } from '../../api/start.ts'
import { serveBuild } from '../serve.ts'
import {
  canary,
  configFor,
  demoBuild,
  goodKey,
  otherNetworkKey,
  productionBuild,
  readOnlyKey,
  rotatedKey,
} from './sites.ts'
import { watch, type Watch } from './watch.ts'

interface WorkerFixtures {
  sharedApi: RunningApi
  productionSite: string
  demoSite: string
}

interface TestFixtures {
  /** The API, with 1,248 devices, as at the beginning. */
  api: RunningApi
  /** What the browser says; a test fails by itself on an uncaught error or a refusal by the policy. */
  watched: Watch
}

/** Tests of the production build, served on one origin, against the API over real HTTP on another. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  sharedApi: [
    async ({ browserName: _browser }, provide) => {
      const api = await startApi({
        keys: [goodKey, rotatedKey, canary],
        readOnlyKeys: [readOnlyKey],
        otherNetworkKeys: [otherNetworkKey],
      })
      await provide(api)
      await api.close()
    },
    { scope: 'worker' },
  ],
  productionSite: [
    async ({ sharedApi }, provide) => {
      const site = await serveBuild({
        directory: productionBuild,
        config: configFor(sharedApi.url),
      })
      await provide(site.url)
      await site.close()
    },
    { scope: 'worker' },
  ],
  demoSite: [
    async ({ browserName: _browser }, provide) => {
      const site = await serveBuild({ directory: demoBuild })
      await provide(site.url)
      await site.close()
    },
    { scope: 'worker' },
  ],
  // Also for tests that do not look at it: none may meet what another one left behind.
  api: [
    async ({ sharedApi }, provide) => {
      sharedApi.reset()
      await provide(sharedApi)
    },
    { auto: true },
  ],
  watched: [
    async ({ context }, provide) => {
      const watched = await watch(context)
      await provide(watched)
      expect(watched.pageErrors, 'errors that nobody caught').toEqual([])
      expect(watched.violations, 'refusals by the content security policy').toEqual([])
    },
    { auto: true },
  ],
  baseURL: async ({ productionSite }, provide) => {
    await provide(productionSite)
  },
})

/** The same tests' frame for the demo build, which answers itself. */
export const demoTest = test.extend({
  baseURL: async ({ demoSite }, provide) => {
    await provide(demoSite)
  },
})

export { expect } from '@playwright/test'
