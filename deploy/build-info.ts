import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Values for Vite's `define`: the version and commit that the console's menu shows. */
export function buildInfo(): Record<string, string> {
  const { version } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as { version: string }
  return { APP_VERSION: JSON.stringify(version), APP_COMMIT: JSON.stringify(commit(root)) }
}

/**
 * The short commit ID of a source folder, with "-dirty" if files differ, from git or from what `git
 * archive` wrote; else "unknown".
 */
export function commit(folder: string): string {
  const archived = readFileSync(`${folder}deploy/archived-commit.txt`, 'utf8').trim()
  if (/^[\da-f]+$/.test(archived)) return archived.slice(0, 10)
  try {
    return execFileSync('git', ['describe', '--always', '--dirty', '--exclude=*', '--abbrev=10'], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      // Without a repository of its own, the folder must not take the commit of one around it.
      env: { ...process.env, GIT_CEILING_DIRECTORIES: dirname(folder) },
    }).trim()
  } catch {
    return 'unknown'
  }
}
