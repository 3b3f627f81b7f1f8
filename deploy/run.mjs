// Runs a tool or script with the Node that the lockfile pins: node deploy/run.mjs vite build
// The tools need a newer Node than many machines have, and npm before 11.19 doesn't link the pinned
// one into node_modules/.bin. Old Nodes read this file, so it's plain JavaScript.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { delimiter, dirname, join, resolve } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

// Commands that aren't named after their package.
const packages = { tsc: 'typescript' }

/** Path of the pinned Node; `undefined` on platforms that have none (macOS, Alpine). */
function pinnedNode() {
  const windows = process.platform === 'win32'
  const name = `node-${windows ? 'win' : process.platform}-${process.arch}`
  const path = join(root, 'node_modules', name, 'bin', windows ? 'node.exe' : 'node')
  return existsSync(path) ? path : undefined
}

/** react-router needs Node 22.22; of the later ones, 24.2 is the first with `import.meta.main`. */
function isNewEnough(version) {
  const [major, minor] = version.split('.').map(Number)
  return major > 24 || (major === 24 && minor >= 2) || (major === 22 && minor >= 22)
}

/** The script file behind `vite`, `vitest`, `tsc`, …; a path to a script is one already. */
function scriptOf(command) {
  if (/\.[cm]?[jt]s$/.test(command)) return resolve(command)
  const folder = join(root, 'node_modules', packages[command] || command)
  if (!existsSync(join(folder, 'package.json'))) {
    fail(`${command} is not installed. Run "npm ci" first.`)
  }
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return join(folder, typeof bin === 'string' ? bin : bin[command])
}

/** npm leaves optional packages out in silence when its own Node is older than they ask for. */
function isIncomplete() {
  const scope = join(root, 'node_modules/@rolldown')
  return existsSync(scope) && !readdirSync(scope).some((name) => name.startsWith('binding-'))
}

function fail(sentence) {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}

const [command, ...flags] = process.argv.slice(2)
if (command === undefined) fail('Usage: node deploy/run.mjs <tool or script> [arguments]')

const script = scriptOf(command)
if (isIncomplete()) {
  fail(
    'npm left out packages that need Node 20.19 or newer (of 22, 22.12). Run "npm ci" again with a newer Node, and without --omit=optional.',
  )
}
const pinned = pinnedNode()
if (pinned === undefined && !isNewEnough(process.versions.node)) {
  fail(
    `The console's tools need Node 22.22 or newer (of 24, 24.2), and this is Node ${process.versions.node}.`,
  )
}
// Processes that the tool starts by the name "node" get the same one.
if (pinned !== undefined) {
  process.env.PATH = [dirname(pinned), process.env.PATH].join(delimiter)
}

const child = spawn(pinned || process.execPath, [script, ...flags], { stdio: 'inherit' })
// Ctrl+C reaches both processes; this one waits for the tool to finish.
process.on('SIGINT', () => {})
process.on('SIGTERM', () => child.kill('SIGTERM'))
child.on('error', (error) => fail(`${pinned || process.execPath} didn't start: ${error.message}`))
child.on('exit', (code) => process.exit(code === null ? 1 : code))
