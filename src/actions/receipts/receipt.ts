import type { Device } from '../../api/device.ts'
import { fullName, ownerText } from '../../device/owner.ts'
import { csvOf } from '../../lib/csv.ts'
import { counted, deviceName, formatCount, sanitizeForDisplay } from '../../lib/text.ts'
import { fileName } from '../../lib/save-file.ts'
import { deviceActions } from '../definitions.ts'
import { outcomeKinds, type Outcome } from '../run/outcome.ts'
import { outcomeName, outcomeReason } from '../run/outcome-words.ts'
import { settledCount, type RunRecord } from '../run/run-record.ts'
import { countsText, haltText, runTitle } from '../run/run-words.ts'

const deviceColumns = [
  'Device ID',
  'Name',
  'Hardware ID',
  'Status',
  'Last connection',
  'Owner',
  'Owner e-mail',
  'Owner ID',
]

function deviceCells({ id, name, hardwareId, status, lastConnection, owner }: Device) {
  const { email, id: ownerId } = owner ?? {}
  return [id, name, hardwareId, status, lastConnection, fullName(owner), email, ownerId]
}

/** The receipt as CSV: a row for each device, with its outcome. */
export function receiptCsv(run: RunRecord): string {
  return csvOf([
    [
      ...(run.listedAs ? ['Listed as'] : []),
      ...deviceColumns,
      'Action',
      'Outcome',
      'Why',
      'Time',
      ...(run.login ? ['Signed in'] : []),
    ],
    ...run.devices.map((device) => [
      ...(run.listedAs ? [run.listedAs.get(device.id)] : []),
      ...deviceCells(device),
      run.action,
      ...outcomeCells(run, device),
      ...(run.login ? [run.login] : []),
    ]),
  ])
}

/** The receipt as JSON, with a header that describes the run. */
export function receiptJson(run: RunRecord): string {
  const { id, action, label, createdAt, finishedAt, readAt, state, halted, counts, devices } = run
  const header = {
    what: 'Receipt of a run in the Cipherscale device console: this browser’s record, not an audit log',
    run: id,
    action,
    label,
    signedIn: run.login,
    startedAt: new Date(createdAt).toISOString(),
    finishedAt: finishedAt === undefined ? undefined : new Date(finishedAt).toISOString(),
    devicesReadAt: readAt === undefined ? undefined : new Date(readAt).toISOString(),
    state,
    stoppedBecause: halted,
    counts: { ...counts, open: devices.length - settledCount(run), all: devices.length },
  }
  const rows = devices.map((device) => {
    const outcome = run.outcomes.get(device.id)
    const { readAt: _readAt, ...fields } = device
    return {
      ...fields,
      listedAs: run.listedAs?.get(device.id),
      outcome: outcome?.kind ?? 'open',
      why: (outcome && outcomeReason(outcome, run.action)) || undefined,
      at: outcome && isoOf(outcome),
    }
  })
  return `${JSON.stringify({ ...header, devices: rows }, undefined, 2)}\n`
}

/** The receipt as plain text for a ticket: action, times in UTC, counts, and devices by outcome. */
export function receiptText(run: RunRecord): string {
  const title = runTitle(run)
  const what = `${deviceActions[run.action].verb} ${counted(run.targets, 'device')}`
  const lines = [
    title === what ? title : `${title}: ${what.toLowerCase()}`,
    `Started ${utc(run.createdAt)}${run.finishedAt === undefined ? '' : `, ended ${utc(run.finishedAt)}`}`,
    `${counted(run.devices.length, 'device')}: ${countsText(run)}`,
  ]
  if (run.login) lines.push(`Signed in: ${sanitizeForDisplay(run.login)}`)
  const halt = haltText(run)
  if (halt) lines.push(halt)
  for (const kind of [...outcomeKinds, undefined]) {
    const devices = run.devices.filter(({ id }) => run.outcomes.get(id)?.kind === kind)
    if (devices.length === 0) continue
    lines.push(
      '',
      `${kind ? outcomeName(kind, run.action) : 'Open'} (${formatCount(devices.length)})`,
    )
    for (const device of devices) {
      const outcome = run.outcomes.get(device.id)
      const why = outcome && kind !== 'already-gone' ? outcomeReason(outcome, run.action) : ''
      const hardware = device.hardwareId ? ` · ${sanitizeForDisplay(device.hardwareId, 60)}` : ''
      const given = run.listedAs?.get(device.id)
      const listed = given === undefined ? '' : ` · listed as ${sanitizeForDisplay(given)}`
      lines.push(
        `- ${deviceName(device)} · ${ownerText(device.owner)}${hardware} · ${device.id}${listed}${why && ` · ${why}`}`,
      )
    }
  }
  return `${lines.join('\n')}\n`
}

/** Names a receipt's file: `deactivate-37-devices_2026-11-22T14-03-22Z.csv`. */
export function receiptFileName({ action, targets, createdAt }: RunRecord, ending: string): string {
  return fileName([`${action} ${targets} device${targets === 1 ? '' : 's'}`], ending, createdAt)
}

function outcomeCells(run: RunRecord, device: Device) {
  const outcome = run.outcomes.get(device.id)
  return [
    outcome ? outcomeName(outcome.kind, run.action) : 'Open',
    outcome && outcomeReason(outcome, run.action),
    outcome && isoOf(outcome),
  ]
}

function isoOf({ at }: Outcome): string | undefined {
  return at === undefined ? undefined : new Date(at).toISOString()
}

/** `2026-11-22 14:03:22 UTC`. */
function utc(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19).replace('T', ' ')} UTC`
}
