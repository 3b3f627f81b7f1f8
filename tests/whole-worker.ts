import { build, type Plugin, type Rolldown } from 'vite'

/**
 * Gives the page the fleet's worker as one script. Each test starts a worker of its own, which would
 * otherwise fetch its modules one by one from the server.
 */
export function wholeWorker(): Plugin {
  let script: Promise<string> | undefined
  return {
    name: 'whole-worker',
    enforce: 'pre',
    load: {
      filter: { id: /\/fleet\.worker\.ts\?worker&url$/ },
      async handler(id) {
        script ??= bundle(id.slice(0, id.indexOf('?')))
        const text = JSON.stringify(await script)
        return `export default URL.createObjectURL(new Blob([${text}], { type: 'text/javascript' }))`
      },
    },
  }
}

async function bundle(entry: string): Promise<string> {
  const { output } = (await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      write: false,
      minify: false,
      modulePreload: false,
      rolldownOptions: { input: entry, output: { codeSplitting: false } },
    },
  })) as Rolldown.RolldownOutput
  return output[0].code
}
