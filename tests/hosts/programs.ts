// nginx, Caddy and openssl, looked for like the browser (tests/browser.ts): on this machine, else
// from Debian's packages.
import { spawnSync } from 'node:child_process'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import process from 'node:process'

const names = ['nginx', 'caddy', 'openssl'] as const

/** Paths of the programs that the tests of the hosts start. */
export type Programs = Record<(typeof names)[number], string>

function find(name: string): string | undefined {
  // Debian keeps servers in sbin, which is on the path of root alone.
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin']
  return folders
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, name))
    .find((file) => existsSync(file))
}

function install(packages: string[]): void {
  process.stderr.write(`Installing ${packages.join(', ')} for the tests.\n`)
  // Debian starts a server that it installs, unless this file forbids it (invoke-rc.d(8)).
  const policy = '/usr/sbin/policy-rc.d'
  const isOurs = !existsSync(policy)
  if (isOurs) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
  const run = (...args: string[]) =>
    spawnSync('apt-get', args, {
      stdio: 'ignore',
      timeout: 180_000,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status === 0
  const from = ['install', '-y', '--no-install-recommends', ...packages]
  // A fresh container has no lists of packages.
  if (!run(...from) && run('update')) run(...from)
  if (isOurs) rmSync(policy)
}

let found: Programs | string | undefined

/**
 * Paths of the programs, which are installed for root on Debian; a string names those that are
 * missing. The first call looks and installs.
 */
export function findPrograms(): Programs | string {
  found ??= look()
  return found
}

function look(): Programs | string {
  const missing = () => names.filter((name) => find(name) === undefined)
  const isDebian = existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get')
  if (missing().length > 0 && isDebian && process.getuid?.() === 0) install(missing())
  if (missing().length > 0) return missing().join(', ')
  return Object.fromEntries(names.map((name) => [name, find(name)])) as Programs
}
