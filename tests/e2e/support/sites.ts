import process from 'node:process'

/** The builds under test, relative to the repository; another folder can be named to try one out. */
export const productionBuild = process.env['CONSOLE_DIST'] ?? 'dist'
export const demoBuild = process.env['CONSOLE_DIST_DEMO'] ?? 'dist-demo'

/** The keys that the test API takes. */
export const goodKey = 'e2e-key-8b1f'
export const readOnlyKey = 'e2e-read-only-4c2d'
/** Issued when the one before is taken back. */
export const rotatedKey = 'e2e-key-rotated-91d0'
/** Looked for wherever it must not be. */
export const canary = 'CANARY-3f9c1d7be2'
/** Of a network with a fleet of its own. */
export const otherNetworkKey = 'e2e-other-network-77aa'

/** What config.json says when the API is at `apiBaseUrl`. */
export function configFor(apiBaseUrl: string): object {
  return { apiBaseUrl, auth: 'apikey', sortFormat: 'auto' }
}
