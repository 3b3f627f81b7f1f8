import { fileURLToPath } from 'node:url'
import { normalizePath, type Rolldown } from 'vite'

/**
 * Groups the modules of the first load into two chunks instead of the many that sharing with lazy
 * pages would make: fewer requests, and better compressed.
 * @param entry path of the module that the boot script imports dynamically, relative to the root
 */
export function firstChunks(entry: string): Rolldown.CodeSplittingGroup[] {
  const start = normalizePath(fileURLToPath(new URL(`../${entry}`, import.meta.url)))
  let firstLoad: Set<string> | undefined
  return [
    { name: 'boot', tags: ['$initial'], priority: 2 },
    {
      debugName: 'app',
      name: (id, context) => {
        firstLoad ??= withStaticImports(
          start,
          (module) => context.getModuleInfo(module)?.importedIds ?? [],
        )
        // Of packages, what these modules really use follows by itself; naming a package's index here
        // would take along what only lazy pages use of it.
        return firstLoad.has(id) && !id.includes('/node_modules/') ? 'app' : null
      },
      priority: 1,
    },
  ]
}

function withStaticImports(
  start: string,
  importsOf: (id: string) => readonly string[],
): Set<string> {
  const found = new Set([start])
  // A set hands out what is added to it while it is walked.
  for (const id of found) {
    for (const imported of importsOf(id)) found.add(imported)
  }
  return found
}
