// Checks the connection to an API and says what is wrong:
//   npm run doctor -- --api https://host/path [--origin https://console.example.com]
//     [--user NAME | --cookie-file FILE]   behind a login in front of the console
// The key comes from CIPHERSCALE_KEY or from a prompt, never from an argument; the password of --user
// from CONSOLE_PASSWORD or from a prompt.
import { readFileSync } from 'node:fs'
import process from 'node:process'
import { createInterface } from 'node:readline/promises'
import { styleText } from 'node:util'
import type { Finding, Verdict } from '../src/check/finding.ts'
import { runChecks } from '../src/check/run-checks.ts'
import { findingLines, labelWidth, summary } from '../src/check/report.ts'
import type { Target } from '../src/check/wire.ts'
import { readArguments, UsageError, type Arguments } from './doctor-arguments.ts'
import { readSite, type Credentials } from './doctor-site.ts'
import { createNodeWire } from './doctor-wire.ts'

/** Reads a line from the terminal without showing it; returns "" where there is no terminal. */
async function readHidden(prompt: string): Promise<string> {
  const { stdin, stderr } = process
  if (!stdin.isTTY) return ''
  stderr.write(prompt)
  // Without an output, nothing that is typed is shown.
  const terminal = createInterface({ input: stdin, terminal: true })
  const quit = () => process.exit(130)
  // By Ctrl+C or Ctrl+D.
  terminal.on('SIGINT', quit).on('close', quit)
  const line = await terminal.question('')
  terminal.off('close', quit).close()
  stderr.write('\n')
  return line
}

/** Signs in at a login in front of the console. */
async function readCredentials({ user, cookieFile }: Arguments): Promise<Credentials> {
  if (cookieFile !== undefined) {
    try {
      return { Cookie: readFileSync(cookieFile, 'utf8').trim() }
    } catch {
      throw new UsageError('--cookie-file can’t be read.')
    }
  }
  if (user === undefined) return {}
  const password =
    process.env['CONSOLE_PASSWORD'] ?? (await readHidden(`Password of ${user} (hidden): `))
  return { Authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` }
}

async function readKey(): Promise<string | undefined> {
  const given = process.env['CIPHERSCALE_KEY']
  const key = given ?? (await readHidden('API key (hidden; Enter to check without one): ')).trim()
  if (key && !/^[\x21-\x7e]+$/.test(key)) {
    throw new UsageError('The key contains a space or another character that no header can carry.')
  }
  return key === '' ? undefined : key
}

const colors: Record<Verdict, 'green' | 'red' | 'yellow' | 'gray'> = {
  pass: 'green',
  warning: 'yellow',
  fail: 'red',
  'cannot tell': 'yellow',
  'not tested': 'gray',
}

function print(finding: Finding): void {
  const width = Math.min(process.stdout.columns || 100, 100)
  const [first = '', ...details] = findingLines(finding, width)
  const label = first.slice(0, labelWidth)
  // `styleText` leaves colors out where the output is no terminal.
  const styled = styleText(colors[finding.verdict], label, { stream: process.stdout })
  process.stdout.write(`${[styled + first.slice(labelWidth), ...details].join('\n')}\n`)
}

// A reader such as `head` may close the output early; nobody needs the rest then.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})

try {
  const given = readArguments(process.argv.slice(2))
  const { api, origin } = given
  const credentials = await readCredentials(given)
  const site = origin === undefined ? undefined : await readSite(origin, credentials)
  const siteOrigin = origin === undefined ? undefined : new URL(origin).origin
  // Below the console's own origin, its proxy adds the key.
  const isSameOrigin = URL.parse(api)?.origin === siteOrigin
  const addsKey = isSameOrigin && (site?.auth === 'proxy' || site?.login !== undefined)
  const key = addsKey ? undefined : await readKey()
  const target: Target = {
    apiBaseUrl: api.trim().replace(/\/+$/, ''),
    siteOrigin,
    auth: site?.auth ?? (addsKey ? 'proxy' : 'apikey'),
    sortFormat: site?.sortFormat ?? 'auto',
    hasKey: key !== undefined,
  }
  const findings: Finding[] = []
  for await (const finding of runChecks(target, createNodeWire(target, key, site, credentials))) {
    findings.push(finding)
    print(finding)
  }
  process.stdout.write(`\n${summary(findings)}\n`)
  process.exitCode = findings.some(({ verdict }) => verdict === 'fail') ? 1 : 0
} catch (error) {
  if (!(error instanceof UsageError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 2
}
