import { fileURLToPath } from 'node:url'
import { normalizePath, type Plugin, type Rolldown } from 'vite'

const app = 'app'

/** Marks the two first chunks by a comment that makes Chrome compile all their functions while downloading. */
export function compileFirstChunks(): Plugin {
  return {
    name: 'compile-first-chunks',
    apply: 'build',
    generateBundle: {
      // After Vite has prepended its own code, because the comment must come first.
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
 * Groups the modules of the first load (`entry` and its imports) into two chunks: fewer requests,
 * better compressed.
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
        // Modules of packages follow as dependencies; matching a package's index would also include the
        // parts that only lazy pages use.
        return firstLoad.has(id) && !id.includes('/node_modules/') ? app : null
      },
      priority: 1,
    },
    // Shared by every lazy page; as a dozen small files they would lengthen the list in the first chunk.
    { name: 'ui', test: /\/src\/(?:ui|feedback)\/|\/lucide-react\//, priority: 0 },
  ]
}

function withStaticImports(
  start: string,
  importsOf: (id: string) => readonly string[],
): Set<string> {
  const found = new Set([start])
  // A Set's iterator also visits elements added during the iteration.
  for (const id of found) {
    for (const imported of importsOf(id)) found.add(imported)
  }
  return found
}
