import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import process from 'node:process'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Values for Vite's `define`: the version and commit that the console's menu shows. */
export function buildInfo(): Record<string, string> {
  const { version } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as { version: string }
  return { APP_VERSION: JSON.stringify(version), APP_COMMIT: JSON.stringify(commit()) }
}

/** The short commit ID, from the CI's environment or from git; "unknown" without either. */
function commit(): string {
  const given = process.env['GITHUB_SHA'] ?? process.env['CI_COMMIT_SHA']
  if (given) return given.slice(0, 10)
  try {
    return execFileSync('git', ['rev-parse', '--short=10', 'HEAD'], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
  } catch {
    return 'unknown'
  }
}
