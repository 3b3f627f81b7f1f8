import process from 'node:process'

/** The builds under test, relative to the repository; another folder can be named to try one out. */
export const productionBuild = process.env['CONSOLE_DIST'] ?? 'dist'
export const demoBuild = process.env['CONSOLE_DIST_DEMO'] ?? 'dist-demo'

/** Every key the test API takes, apart from the one that may only read. */
export const goodKey = 'e2e-key-8b1f'
export const readOnlyKey = 'e2e-read-only-4c2d'

/** What config.json says when the API is at `apiBaseUrl`. */
export function configFor(apiBaseUrl: string): object {
  return { apiBaseUrl, auth: 'apikey', sortFormat: 'auto' }
}
