import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import process from 'node:process'
import { promisify } from 'node:util'
import { browserLaunchOptions } from '../browser.ts'
import { median, type Row } from './report.ts'
import { serveSite } from './serve.ts'

// Fetched when asked for and no dependency: nothing that is built or tested needs it.
const lighthouse = 'lighthouse@13.5.0'
const RUNS = 3

type Scores = { performance: number; accessibility: number; 'best-practices': number }

/** Lighthouse's own scores (mobile preset, 0 to 100) of the floor and the console, medians. */
export async function lighthouseRows(
  floorUrl: string,
  consoleBuild: string,
  apiBaseUrl: string,
): Promise<Row[]> {
  const proxied = await serveBehindProxy(consoleBuild, apiBaseUrl)
  const floor: Scores[] = []
  const app: Scores[] = []
  for (let run = 0; run < RUNS; run++) {
    floor.push(await scores(floorUrl))
    app.push(await scores(proxied.url))
  }
  proxied.stop()
  const row = (category: keyof Scores, least: number): Row => ({
    measure: `Lighthouse ${category}`,
    unit: '',
    floor: median(floor.map((run) => run[category])),
    console: median(app.map((run) => run[category])),
    target: { text: `≥ ${least}`, met: (score) => score >= least },
  })
  return [row('performance', 98), row('accessibility', 100), row('best-practices', 100)]
}

async function scores(url: string): Promise<Scores> {
  const { executablePath, args } = browserLaunchOptions()
  const flags = [
    `${url}/devices`,
    '--quiet',
    '--output=json',
    '--only-categories=performance,accessibility,best-practices',
    `--chrome-flags=--headless=new ${args.join(' ')}`,
  ]
  const { stdout } = await promisify(execFile)('npx', ['--yes', lighthouse, ...flags], {
    env: { ...process.env, CHROME_PATH: executablePath },
    maxBuffer: 64 * 2 ** 20,
  })
  const { categories } = JSON.parse(stdout) as {
    categories: Record<keyof Scores, { score: number }>
  }
  const percent = (category: keyof Scores) => Math.round(categories[category].score * 100)
  return {
    performance: percent('performance'),
    accessibility: percent('accessibility'),
    'best-practices': percent('best-practices'),
  }
}

/** Lighthouse cannot type a key, so here the console runs as behind a proxy that holds it. */
async function serveBehindProxy(build: string, apiBaseUrl: string) {
  const site = await serveSite(build, { apiBaseUrl: '/qa', auth: 'proxy', sortFormat: 'prefix' })
  const proxy = createServer((incoming, outgoing) => {
    const path = incoming.url ?? '/'
    const isApi = path.startsWith('/qa/')
    const target = new URL(path, isApi ? apiBaseUrl : site.url)
    const headers = {
      ...incoming.headers,
      host: target.host,
      ...(isApi && { apikey: 'demo-key' }),
    }
    const forwarded = request(target, { method: incoming.method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
    })
    forwarded.on('error', () => outgoing.destroy())
    incoming.pipe(forwarded)
  })
  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  return {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    stop: () => {
      proxy.close().closeAllConnections()
      site.stop()
    },
  }
}
