import { join } from 'node:path'
import type { HtmlTagDescriptor, Plugin, Rolldown } from 'vite'
import { normalizePath } from 'vite'

/**
 * Adds preload links to index.html for the chunk of `entry`, with its imports and styles, which saves
 * one round trip.
 */
export function preloadApp(entry: string): Plugin {
  let base = '/'
  let module = ''
  return {
    name: 'preload-app',
    apply: 'build',
    configResolved(config) {
      base = config.base
      module = normalizePath(join(config.root, entry))
    },
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle }) {
        if (bundle === undefined) return
        const chunks = Object.values(bundle).filter((file) => file.type === 'chunk')
        const app =
          chunks.find((chunk) => chunk.facadeModuleId === module) ??
          chunks.find((chunk) => chunk.moduleIds.includes(module))
        if (app === undefined) throw new Error(`${entry} is in no chunk that could be preloaded`)
        const scripts = new Set<string>()
        const styles = new Set<string>()
        collect(app, chunks, scripts, styles)
        const link = (rel: string) => (file: string) => ({
          tag: 'link',
          attrs: { rel, crossorigin: true, href: base + file },
          injectTo: 'head' as const,
        })
        const missing = (file: string) => !html.includes(`"${base}${file}"`)
        return [
          ...[...scripts].filter(missing).map(link('modulepreload')),
          ...[...styles].filter(missing).map(link('stylesheet')),
        ] satisfies HtmlTagDescriptor[]
      },
    },
  }
}

function collect(
  chunk: Rolldown.OutputChunk,
  chunks: Rolldown.OutputChunk[],
  scripts: Set<string>,
  styles: Set<string>,
): void {
  if (scripts.has(chunk.fileName)) return
  scripts.add(chunk.fileName)
  for (const file of chunk.imports) {
    const imported = chunks.find(({ fileName }) => fileName === file)
    if (imported !== undefined) collect(imported, chunks, scripts, styles)
  }
  // After the imports' styles, to keep the order in which the modules load.
  for (const file of chunk.viteMetadata?.importedCss ?? []) styles.add(file)
}
