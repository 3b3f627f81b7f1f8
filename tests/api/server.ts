import process from 'node:process'
import { parseArgs } from 'node:util'
import { sortFormats, type SortFormat } from '../../src/api/sort.ts'
import { faults, isFaultKind, type FaultKind } from '../../src/mock/faults.ts'
import { maxDevices } from '../../src/mock/sample-devices.ts'
import { startApi, wireFaults, type ApiOptions, type WireFaultKind } from './start.ts'

/** What the command line asks for; throws an `Error` whose message is one clear sentence. */
export function readFlags(args: string[]) {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string', default: '8787' },
      host: { type: 'string', default: '127.0.0.1' },
      devices: { type: 'string', default: '1248' },
      latency: { type: 'string', default: '0' },
      key: { type: 'string', default: 'demo-key' },
      'sort-format': { type: 'string', default: 'prefix' },
      'thin-rows': { type: 'boolean', default: false },
      fault: { type: 'string' },
      rate: { type: 'string', default: '1' },
    },
  })
  const options: ApiOptions = {
    port: numberIn('--port', values.port, 65_535, true),
    host: values.host,
    devices: numberIn('--devices', values.devices, maxDevices, true),
    latencyMs: numberIn('--latency', values.latency, 600_000, true),
    keys: [oneOf('--key', values.key)],
    sortFormat: readSortFormat(values['sort-format']),
    thinRows: values['thin-rows'],
  }
  const fault = values.fault === undefined ? undefined : readFault(values.fault)
  return { options, fault, rate: numberIn('--rate', values.rate, 1, false) }
}

function numberIn(flag: string, spelled: string, max: number, isComplete: boolean): number {
  const value = Number(spelled)
  const isGood = spelled.trim() !== '' && value >= 0 && value <= max
  if (isGood && (!isComplete || Number.isInteger(value))) return value
  throw new Error(`${flag} takes a ${isComplete ? 'whole ' : ''}number from 0 to ${max}.`)
}

function oneOf(flag: string, spelled: string): string {
  if (/^[\x21-\x7e]+$/.test(spelled)) return spelled
  throw new Error(`${flag} takes visible ASCII characters without spaces.`)
}

function readSortFormat(spelled: string): SortFormat {
  const format = sortFormats.find((known) => known === spelled)
  if (format) return format
  throw new Error(`--sort-format takes one of: ${sortFormats.join(', ')}.`)
}

function readFault(spelled: string): FaultKind | WireFaultKind {
  if (isFaultKind(spelled)) return spelled
  if (Object.hasOwn(wireFaults, spelled)) return spelled as WireFaultKind
  const known = [...Object.keys(faults), ...Object.keys(wireFaults)]
  throw new Error(`--fault takes one of: ${known.join(', ')}.`)
}

async function serve(): Promise<void> {
  const { options, fault, rate } = readFlags(process.argv.slice(2))
  const api = await startApi(options)
  await api.setFault(fault, { rate })
  const size = options.devices?.toLocaleString('en')
  process.stdout.write(
    `Device API with ${size} made-up devices at ${api.url}, key ${options.keys?.[0]}\n`,
  )
}

function isPortTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
}

if (import.meta.main) {
  try {
    await serve()
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    process.stderr.write(
      isPortTaken(error) ? 'The port is taken: choose another with --port.\n' : `${message}\n`,
    )
    process.exitCode = 2
  }
}
