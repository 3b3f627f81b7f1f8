import { ownerText } from '../../device/owner.ts'
import { columnOf, identifyingFields } from '../../fleet/files/file-fields.ts'
import { csvFile, csvRow } from '../../lib/csv.ts'
import { counted, deviceName, formatCount, sanitizeForDisplay } from '../../lib/text.ts'
import { fileName, saveFile } from '../../lib/save-file.ts'
import { deviceActions } from '../definitions.ts'
import { outcomeKinds } from '../run/outcome.ts'
import { settledCount, type RunRecord } from '../run/run-record.ts'
import { countsText, haltText, outcomeName, outcomeReason, runTitle } from '../run/run-words.ts'

/** The receipt as CSV: a row for each device, with its outcome. */
export function receiptCsv({ devices, outcomes, action, listedAs, login }: RunRecord): Blob {
  const identifying = identifyingFields.map(columnOf)
  const header = [
    ...(listedAs ? ['Listed as'] : []),
    ...identifying.map(({ label }) => label),
    'Action',
    'Outcome',
    'Why',
    'Time',
    ...(login ? ['Signed in'] : []),
  ]
  const rows = devices.map((device) => {
    const outcome = outcomes.get(device.id)
    return csvRow([
      ...(listedAs ? [listedAs.get(device.id)] : []),
      ...identifying.map(({ cell }) => cell(device)),
      action,
      outcome ? outcomeName(outcome.kind, action) : 'Open',
      outcome && outcomeReason(outcome, action),
      outcome && isoOf(outcome.at),
      ...(login ? [login] : []),
    ])
  })
  return csvFile(header, rows)
}

/** The receipt as JSON: the run, and every field of each device with its outcome. */
export function receiptJson(run: RunRecord): string {
  const { id, action, label, login, createdAt, finishedAt, state, halted, counts, devices } = run
  const file = {
    what: 'Receipt of a run in the Cipherscale device console: this browser’s record, not an audit log',
    run: id,
    action,
    label,
    signedIn: login,
    startedAt: isoOf(createdAt),
    finishedAt: isoOf(finishedAt),
    state,
    stoppedBecause: halted,
    counts: { ...counts, open: devices.length - settledCount(run), all: devices.length },
    devices: devices.map(({ readAt: _readAt, ...fields }) => {
      const outcome = run.outcomes.get(fields.id)
      return {
        ...fields,
        listedAs: run.listedAs?.get(fields.id),
        outcome: outcome?.kind ?? 'open',
        why: (outcome && outcomeReason(outcome, action)) || undefined,
        at: isoOf(outcome?.at),
      }
    }),
  }
  return `${JSON.stringify(file, undefined, 2)}\n`
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

/** Saves the receipt to the browser's downloads. */
export function saveReceipt(run: RunRecord, format: 'csv' | 'json'): void {
  const content = format === 'csv' ? receiptCsv(run) : receiptJson(run)
  saveFile(receiptFileName(run, format), content, 'application/json')
}

/** Names a receipt's file: `deactivate-37-devices_2026-11-22T14-03-22Z.csv`. */
export function receiptFileName({ action, targets, createdAt }: RunRecord, ending: string): string {
  return fileName([`${action} ${counted(targets, 'device')}`], ending, createdAt)
}

function isoOf(time: number | undefined): string | undefined {
  return time === undefined ? undefined : new Date(time).toISOString()
}

function utc(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19).replace('T', ' ')} UTC`
}
