// `npm test`: every check there is, or those named as arguments (`npm test lint unit`).
// The last line is the sum over all tests, "N passed, N failed". A check without tests of its own
// (lint, a build) counts as one failed when it fails, so that the line is never green on a red run.
import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import { findBrowser } from './browser.ts'
import { findPrograms } from './hosts/programs.ts'

type Count = {
  passed: number
  failed: number
  skipped: number
  /** Names of what failed. */
  failures: string[]
}
type Step = {
  name: string
  command: string
  report?: (json: string) => Count
  /** Its last line of output is a figure worth showing on success, too. */
  tells?: true
  /** Names programs that the step needs and this machine lacks. */
  missing?: () => string | undefined
}
type Outcome = { ok: boolean; output: string }

const root = fileURLToPath(new URL('..', import.meta.url))
const reports = join(root, '.cache/tests')

const vitest = (project: string, options = ''): Step => ({
  name: project,
  command: `vitest run ${options} --project ${project} --reporter=dot --reporter=json --outputFile.json=${join('.cache/tests', `${project}.json`)}`,
  report: countVitest,
})

// The lanes of a stage run in parallel, the steps of a lane in sequence: two lanes for two processors.
// The end-to-end tests alone keep both busy.
const stages: Step[][][] = [
  [
    [
      { name: 'format', command: 'oxfmt --check' },
      { name: 'lint', command: 'oxlint --type-aware --deny-warnings' },
      vitest('unit'),
    ],
    [
      { name: 'types', command: 'tsc --noEmit' },
      { name: 'build', command: 'vite build' },
      { name: 'build:demo', command: 'vite build --mode demo' },
      { name: 'budget', command: 'node deploy/budget.ts', tells: true },
      vitest('strict', '--mode development'),
    ],
  ],
  [
    [vitest('component')],
    [
      {
        name: 'hosts',
        command: 'playwright test -c tests/hosts/playwright.config.ts',
        report: countPlaywright,
        missing: missingServers,
      },
    ],
  ],
  [
    [
      {
        name: 'e2e',
        command: 'playwright test -c tests/e2e/playwright.config.ts',
        report: countPlaywright,
      },
    ],
  ],
]

const maxStepMs = 20 * 60_000

function countVitest(json: string): Count {
  const report = JSON.parse(json) as {
    numPassedTests: number
    numFailedTests: number
    numPendingTests: number
    numTodoTests: number
    testResults: { assertionResults: { status: string; fullName: string }[] }[]
  }
  const results = report.testResults.flatMap(({ assertionResults }) => assertionResults)
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
    failures: results.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName),
  }
}

interface Suite {
  specs?: { file: string; title: string; tests: { status: string }[] }[]
  suites?: Suite[]
}

function countPlaywright(json: string): Count {
  const { stats, suites } = JSON.parse(json) as {
    stats: { expected: number; unexpected: number; skipped: number }
    suites: Suite[]
  }
  return {
    passed: stats.expected,
    failed: stats.unexpected,
    skipped: stats.skipped,
    failures: suites
      .flatMap(specsOf)
      .filter(({ tests }) => tests.some(({ status }) => status === 'unexpected'))
      .map(({ file, title }) => `${file}: ${title}`),
  }
}

function specsOf({ specs = [], suites = [] }: Suite): NonNullable<Suite['specs']> {
  return [...specs, ...suites.flatMap(specsOf)]
}

function execute(command: string): Promise<Outcome> {
  return new Promise((resolve) => {
    // Without `exec` the time limit would end the shell and leave what it started running.
    const child = spawn(process.platform === 'win32' ? command : `exec ${command}`, {
      cwd: root,
      shell: true,
      timeout: maxStepMs,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        PATH: `${join(root, 'node_modules/.bin')}${delimiter}${process.env['PATH'] ?? ''}`,
      },
    })
    let output = ''
    const collect = (text: Buffer) => (output += text.toString())
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    child.on('error', (error) => resolve({ ok: false, output: output + error.message }))
    child.on('close', (code, signal) => {
      if (signal !== null) output += `\nStopped after ${maxStepMs / 60_000} minutes (${signal}).`
      resolve({ ok: code === 0, output })
    })
  })
}

/** Reads a test runner's report; a missing one counts as no tests, which fails the step. */
function count(step: Step, outcome: Outcome): Count {
  const none = { passed: 0, failed: 0, skipped: 0, failures: [] }
  if (step.report === undefined) return none
  try {
    return step.report(readFileSync(join(reports, `${step.name}.json`), 'utf8'))
  } catch {
    outcome.output += '\nThe test runner left no report.'
    return none
  }
}

function missingServers(): string | undefined {
  const programs = findPrograms()
  return typeof programs === 'string' ? programs : undefined
}

async function runStep(step: Step): Promise<Count> {
  const missing = step.missing?.()
  if (missing !== undefined) {
    const isFailure = ['true', '1'].includes(process.env['CI'] ?? '')
    const verdict = isFailure ? 'FAIL' : 'none'
    process.stdout.write(`${verdict} ${step.name} (not run: this machine has no ${missing})\n`)
    return { passed: 0, failed: isFailure ? 1 : 0, skipped: 0, failures: [] }
  }
  const started = performance.now()
  const outcome = await execute(step.command)
  const counted = count(step, outcome)
  if (step.report !== undefined && counted.passed + counted.failed === 0) {
    outcome.ok = false
    outcome.output += '\nNo test was run.'
  }
  if (counted.skipped > 0) {
    outcome.ok = false
    outcome.output += `\n${counted.skipped} skipped: a test that is not run proves nothing.`
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  const tests = step.report === undefined ? '' : `, ${counted.passed} passed`
  const figure = step.tells ? `, ${outcome.output.trim().split('\n').at(-1)}` : ''
  process.stdout.write(
    `${outcome.ok ? 'ok  ' : 'FAIL'} ${step.name} (${seconds} s${tests}${figure})\n`,
  )
  // The names come first, because a log may be cut off after its first lines.
  for (const name of counted.failures) process.stdout.write(`     failed: ${name}\n`)
  if (!outcome.ok) process.stdout.write(`${stripVTControlCharacters(outcome.output).trimEnd()}\n`)
  return { ...counted, failed: Math.max(counted.failed, outcome.ok ? 0 : 1) }
}

async function runLane(steps: Step[]): Promise<Count[]> {
  const counts: Count[] = []
  for (const step of steps) counts.push(await runStep(step))
  return counts
}

const wanted = process.argv.slice(2)
const known = stages.flat(2).map(({ name }) => name)
const unknown = wanted.filter((name) => !known.includes(name))
if (unknown.length > 0) {
  process.stderr.write(`No step named ${unknown.join(', ')}. Steps: ${known.join(', ')}\n`)
  process.exit(2)
}

rmSync(reports, { recursive: true, force: true })
mkdirSync(reports, { recursive: true })
const counts: Count[] = []
if (
  wanted.length === 0 ||
  wanted.some((name) => ['unit', 'strict', 'component', 'e2e', 'hosts'].includes(name))
) {
  try {
    // Later processes inherit the path, so that no two of them install a browser at the same time.
    process.stdout.write(`Chromium: ${findBrowser()}\n`)
  } catch (error) {
    // Steps that need the browser fail with the same sentence; the others still run.
    process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`)
  }
}
// Installs the servers now, because apt would slow the tests down later.
if (wanted.length === 0 || wanted.includes('hosts')) missingServers()
for (const stage of stages) {
  const lanes = stage.map((lane) =>
    lane.filter(({ name }) => wanted.length === 0 || wanted.includes(name)),
  )
  counts.push(...(await Promise.all(lanes.map(runLane))).flat())
}
const passed = counts.reduce((sum, counted) => sum + counted.passed, 0)
const failed = counts.reduce((sum, counted) => sum + counted.failed, 0)
process.stdout.write(`${passed} passed, ${failed} failed\n`)
const needsTests = wanted.length === 0
process.exitCode = failed > 0 || (needsTests && passed === 0) ? 1 : 0
