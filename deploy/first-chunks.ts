import { fileURLToPath } from 'node:url'
import { normalizePath, type Plugin, type Rolldown } from 'vite'

const app = 'app'

/**
 * Marks the two first chunks for Chrome to compile all their functions beside the download, not each
 * in the middle of the first rendering that calls it. To other browsers the mark is a comment.
 */
export function compileFirstChunks(): Plugin {
  return {
    name: 'compile-first-chunks',
    apply: 'build',
    generateBundle: {
      // After Vite, which puts code of its own before that of a chunk: the mark counts on top only.
      order: 'post',
      handler(_options, bundle) {
        for (const file of Object.values(bundle)) {
          if (file.type !== 'chunk' || !(file.isEntry || file.name === app)) continue
          file.code = `//# allFunctionsCalledOnLoad\n${file.code}`
        }
      },
    },
  }
}

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
      debugName: app,
      name: (id, context) => {
        firstLoad ??= withStaticImports(
          start,
          (module) => context.getModuleInfo(module)?.importedIds ?? [],
        )
        // Of packages, what these modules really use follows by itself; naming a package's index here
        // would take along what only lazy pages use of it.
        return firstLoad.has(id) && !id.includes('/node_modules/') ? app : null
      },
      priority: 1,
    },
    // Every lazy page draws on these; the first chunk would otherwise name a dozen small files for each.
    { name: 'ui', test: /\/src\/(?:ui|feedback)\/|\/lucide-react\//, priority: 0 },
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
