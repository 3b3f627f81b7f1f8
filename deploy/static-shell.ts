import { join } from 'node:path'
import { BroadcastChannel } from 'node:worker_threads'
import { runnerImport, type Plugin, type ResolvedConfig } from 'vite'

const emptyRoot = '<div id="root"></div>'

/** Node waits for open channels before it exits, and modules of the console open some. */
class UnreferencedChannel extends BroadcastChannel {
  constructor(name: string) {
    super(name)
    this.unref()
  }
}

/**
 * Writes the shell and the skeleton of the list, rendered by `entry`, into index.html, to be painted
 * before any script.
 */
export function staticShell(entry: string): Plugin {
  let config: ResolvedConfig
  return {
    name: 'static-shell',
    apply: 'build',
    configResolved(resolved) {
      config = resolved
    },
    transformIndexHtml: {
      order: 'post',
      async handler(html) {
        if (!html.includes(emptyRoot)) throw new Error(`index.html has no ${emptyRoot}`)
        const { root, base, mode } = config
        Object.assign(globalThis, { BroadcastChannel: UnreferencedChannel })
        const { module } = await runnerImport<{ renderStaticShell: () => string }>(
          join(root, entry),
          { root, base, mode, logLevel: 'error' },
        )
        // Nothing in the page's content works yet; the links of the header do.
        const markup = module.renderStaticShell().replace('<main ', '<main inert ')
        return html.replace(emptyRoot, () => `<div id="root">${markup}</div>`)
      },
    },
  }
}
