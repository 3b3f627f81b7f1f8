import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Plugin } from 'vite'

/**
 * Gives a classic script of index.html (`<script defer vite-ignore src="/…">`) a hashed name among
 * the assets, which Vite does for modules alone. The modules run after it, so it needs a high fetch
 * priority: browsers load `defer` scripts last otherwise.
 * @param script path of the script, relative to the root
 */
export function browserCheck(script: string): Plugin {
  const name = basename(script)
  let root = ''
  let base = '/'
  return {
    name: 'browser-check',
    apply: 'build',
    configResolved(config) {
      root = config.root
      base = config.base
    },
    buildStart() {
      this.emitFile({ type: 'asset', name, source: readFileSync(join(root, script), 'utf8') })
    },
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle }) {
        const file = Object.values(bundle ?? {}).find(
          (output) => output.type === 'asset' && output.names.includes(name),
        )
        if (file === undefined || !html.includes(`"/${script}"`)) {
          throw new Error(`index.html does not load ${script}`)
        }
        return html.replace(`"/${script}"`, `"${base}${file.fileName}"`)
      },
    },
  }
}
