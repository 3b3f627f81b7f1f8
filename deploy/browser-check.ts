import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Plugin } from 'vite'

/**
 * Emits a classic script of index.html (`script`, relative to the root) as a hashed asset, loaded early
 * as the modules wait for it.
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
      const text = readFileSync(join(root, script), 'utf8')
      // Its comments and indentation are a fifth of it, and it's in the first load.
      this.emitFile({ type: 'asset', name, source: text.replaceAll(/^ *(\/\/.*\n)?/gm, '').trim() })
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
