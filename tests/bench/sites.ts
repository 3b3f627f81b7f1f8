import react from '@vitejs/plugin-react'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import process from 'node:process'
import { build, resolveConfig } from 'vite'
import { serveSite } from './serve.ts'

const project = join(import.meta.dirname, '../..')
const cache = join(project, '.cache')

/** Runs the HTTP API with so many devices and no latency; resolves when it listens. */
export async function startApi(devices: number) {
  const port = await freePort()
  const server = join(project, 'tests/api/server.ts')
  const flags = ['--port', port, '--devices', devices, '--latency', 0].map(String)
  const api = spawn(process.execPath, [server, ...flags], { stdio: ['ignore', 'pipe', 'inherit'] })
  // Nobody else ends it when the bench breaks half-way.
  process.on('exit', () => api.kill())
  const ended = once(api, 'exit').then(([code]: unknown[]) => {
    throw new Error(`The API ended with exit code ${String(code)}`)
  })
  // It prints its address once it listens.
  await Promise.race([once(api.stdout, 'data'), ended])
  const baseUrl = `http://127.0.0.1:${port}/qa`
  return { baseUrl, stop: () => api.kill() }
}

async function freePort(): Promise<number> {
  const probe = createServer()
  probe.listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}

/** Builds the floor page against this API into the cache folder and serves it. */
export async function serveFloor(apiBaseUrl: string) {
  const outDir = join(cache, 'bench-floor')
  // The same target and polyfills as the console, or the comparison would be about those.
  const { build: consoleBuild } = await resolveConfig({ root: project }, 'build')
  await build({
    configFile: false,
    root: join(import.meta.dirname, 'floor'),
    logLevel: 'warn',
    plugins: [react()],
    define: { FLOOR_API_BASE_URL: JSON.stringify(apiBaseUrl) },
    build: {
      outDir,
      emptyOutDir: true,
      target: consoleBuild.target,
      modulePreload: consoleBuild.modulePreload,
    },
  })
  return serveSite(outDir, { apiBaseUrl })
}

/** Builds the console as it ships, into the cache folder; gives that folder. */
export async function buildConsole(): Promise<string> {
  const outDir = join(cache, 'bench-console')
  await build({ root: project, logLevel: 'warn', build: { outDir, emptyOutDir: true } })
  return outDir
}

/** Serves a build of the console, configured for this API. */
export function serveConsole(directory: string, apiBaseUrl: string) {
  return serveSite(directory, { apiBaseUrl, auth: 'apikey', sortFormat: 'prefix' })
}
