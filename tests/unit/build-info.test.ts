import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { commit } from '../../deploy/build-info.ts'

let around: string
let folder: string

beforeEach(() => {
  around = realpathSync(mkdtempSync(join(tmpdir(), 'device-console-')))
  folder = join(around, 'console/')
  mkdirSync(join(folder, 'deploy'), { recursive: true })
  writeFileSync(join(folder, 'deploy/archived-commit.txt'), '$Format:%H$\n')
})
afterEach(() => rmSync(around, { recursive: true }))

const git = (...args: string[]) =>
  spawnSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', ...args], {
    cwd: around,
  })

test('an archive knows the commit that it was made from', () => {
  const id = '0123456789abcdef0123456789abcdef01234567'
  writeFileSync(join(folder, 'deploy/archived-commit.txt'), `${id}\n`)
  expect(commit(folder)).toBe('0123456789')
})

test('a folder without its history takes no commit of a repository around it', () => {
  git('init')
  git('commit', '--allow-empty', '--message=Another project')
  expect(commit(folder)).toBe('unknown')
})
