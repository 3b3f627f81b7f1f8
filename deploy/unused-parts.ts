import type { Plugin } from 'vite'

const folder = '/@tanstack/query-core/build/modern/'

/**
 * Parts of TanStack Query that its client imports and the console has no use for, with what the client
 * still calls of them: 1.6 KB of the first load.
 */
const parts: Readonly<Record<string, string>> = {
  'mutationCache.js': `export class MutationCache {
    clear() {}
    findAll() { return [] }
    async resumePausedMutations() {}
  }`,
  'infiniteQueryBehavior.js': `export { unused as infiniteQueryBehavior, unused as hasNextPage, unused as hasPreviousPage }
  function unused() { throw new Error('Left out by deploy/unused-parts.ts') }`,
}

/** Modules that need those parts, as `useMutation` and `useInfiniteQuery` do. */
const users = ['mutationObserver.js', 'infiniteQueryObserver.js', 'useMutationState.js']

/** Leaves parts of packages out of the build, and fails when something uses them after all. */
export function leaveOutUnusedParts(): Plugin {
  const replaced = new Set<string>()
  return {
    name: 'leave-out-unused-parts',
    apply: 'build',
    load: {
      // Before Vite reads the files.
      order: 'pre',
      filter: { id: new RegExp(`${folder}(?:${Object.keys(parts).join('|')})$`) },
      handler(id) {
        const part = id.slice(id.lastIndexOf('/') + 1)
        replaced.add(part)
        return parts[part]
      },
    },
    generateBundle(_options, bundle) {
      for (const part of Object.keys(parts)) {
        if (!replaced.has(part)) this.error(`${folder}${part} is gone: see deploy/unused-parts.ts`)
      }
      for (const file of Object.values(bundle)) {
        for (const id of file.type === 'chunk' ? file.moduleIds : []) {
          if (users.some((user) => id.endsWith(`/${user}`)))
            this.error(`${id} needs what deploy/unused-parts.ts leaves out`)
        }
      }
    },
  }
}
