// One Chromium for the component tests, the end-to-end tests and the bench. It is looked for before
// anything is downloaded: a developer's Chrome is as good as Playwright's own for what is tested here.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright'

const isRoot = process.getuid?.() === 0

const installed: Partial<Record<NodeJS.Platform, string[]>> = {
  linux: [
    '/opt/google/chrome/chrome',
    '/opt/microsoft/msedge/msedge',
    '/usr/lib/chromium/chromium',
    '/snap/bin/chromium',
  ],
  darwin: ['/Applications', join(process.env['HOME'] ?? '', 'Applications')].flatMap((folder) =>
    ['Google Chrome', 'Chromium', 'Microsoft Edge'].map((name) =>
      join(folder, `${name}.app`, 'Contents', 'MacOS', name),
    ),
  ),
  win32: ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((variable) => {
    const folder = process.env[variable]
    if (folder === undefined) return []
    return [
      join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
      join(folder, 'Chromium', 'Application', 'chrome.exe'),
      join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
    ]
  }),
}

const commands = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
]

function onPath(): string[] {
  if (process.platform === 'win32') return []
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  return commands.flatMap((command) => folders.map((folder) => join(folder, command)))
}

/** A file can be there and still not start: a downloaded browser on a bare container lacks libraries. */
function starts(executable: string): boolean {
  if (!existsSync(executable)) return false
  // On Windows `--version` opens a window instead of printing.
  if (process.platform === 'win32') return true
  const answer = spawnSync(executable, ['--version'], { encoding: 'utf8', timeout: 20_000 })
  return answer.status === 0 && /\d+\.\d+/.test(answer.stdout)
}

function present(): string | undefined {
  return [chromium.executablePath(), ...onPath(), ...(installed[process.platform] ?? [])].find(
    starts,
  )
}

function run(command: string, args: string[], seconds: number, env: NodeJS.ProcessEnv = {}): void {
  // The reason of a failure is not printed: the next means is tried, and the last word is one sentence.
  spawnSync(command, args, {
    stdio: 'ignore',
    timeout: seconds * 1000,
    env: { ...process.env, ...env },
  })
}

function install(): string | undefined {
  process.stderr.write('No Chromium found: installing one for the tests.\n')
  const playwright = fileURLToPath(
    new URL('cli.js', import.meta.resolve('playwright/package.json')),
  )
  run(process.execPath, [playwright, 'install', 'chromium', '--no-shell'], 150, {
    PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000',
  })
  const downloaded = present()
  if (downloaded !== undefined) return downloaded
  if (!isRoot || !existsSync('/etc/debian_version') || !existsSync('/usr/bin/apt-get')) {
    return undefined
  }
  const quiet = { DEBIAN_FRONTEND: 'noninteractive' }
  run('apt-get', ['update'], 60, quiet)
  run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], 180, quiet)
  return present()
}

/**
 * Path of a Chromium, Chrome or Edge that starts: `CHROMIUM_PATH`, Playwright's own, an installed
 * one, else one installed now (Playwright's download, or apt as root on Debian).
 * Throws an error of one sentence when there is none and none can be had.
 */
export function findBrowser(): string {
  const given = process.env['CHROMIUM_PATH']
  if (given !== undefined && given !== '') {
    if (existsSync(given)) return given
    throw new Error(`CHROMIUM_PATH names ${given}, which does not exist.`)
  }
  const found = present() ?? install()
  if (found === undefined) {
    throw new Error(
      'No Chromium, Chrome or Edge was found and none could be installed: install one, or set CHROMIUM_PATH to its executable.',
    )
  }
  // Workers started from here inherit the answer instead of looking again.
  process.env['CHROMIUM_PATH'] = found
  return found
}

/**
 * Chromium reads only the last list of disabled features, so this one repeats Playwright's own.
 * The two `WebUIOmnibox` pages belong to the address bar: loading them for each window costs
 * 0.4 s of processor time, as much as the console itself.
 */
const disabledFeatures = [
  'AimEnabled',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxPopup',
]

/** Launch options for `chromium.launch()` on this machine. Throws as `findBrowser` does. */
export function browserLaunchOptions(): { executablePath: string; args: string[] } {
  return {
    executablePath: findBrowser(),
    args: [
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      `--disable-features=${disabledFeatures.join(',')}`,
      '--disable-component-update',
      '--disable-sync',
      // Chromium refuses to start its sandbox as root, which is what a CI container runs as.
      ...(isRoot ? ['--no-sandbox'] : []),
    ],
  }
}

if (import.meta.main) {
  try {
    process.stdout.write(`${findBrowser()}\n`)
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  }
}
