import { pageSizeOf, parsePageAnswer } from '../api/page-answer.ts'
import type { DevicePage } from '../device/device-source.ts'
import { maxPageSize } from '../api/page-answer.ts'
import { parseDevice } from '../api/device.ts'
import { devicesPath } from '../api/device-calls.ts'
import { formatCount } from '../lib/text.ts'
import { problemWithDevices } from './api-answer.ts'
import { isBadRequest } from '../api/errors.ts'
import { smallerLimit } from '../list/source/smaller-limit.ts'
import { cannotTell, fail, pass, type Result } from './finding.ts'
import { isAnswer, type Answer, type Reply } from './wire.ts'

/** The path of a page below the API. */
export function pagePath(limit: number, offset: number, sort?: string): string {
  const query = new URLSearchParams()
  if (sort !== undefined) query.set('sort', sort)
  query.set('limit', String(limit))
  query.set('offset', String(offset))
  return `${devicesPath}?${query}`
}

/** Asks for the largest page that the API takes; gives the answer to the first request if it takes none. */
export async function getLargestPage(
  get: (path: string) => Promise<Reply>,
): Promise<{ reply: Reply; path: string; limit: number }> {
  const ask = async (limit: number) => {
    const path = pagePath(limit, 0)
    return { reply: await get(path), path, limit }
  }
  const first = await ask(maxPageSize)
  let latest = first
  for (;;) {
    const error = isAnswer(latest.reply) ? latest.reply.error : undefined
    if (!isBadRequest(error)) return latest
    if (latest.limit === 1) return first
    // Each limit depends on the refusal of the one before.
    // oxlint-disable-next-line no-await-in-loop -- see above
    latest = await ask(smallerLimit(latest.limit, error.serverMessages))
  }
}

/** Reads the page of a successful answer; `undefined` when it has another form. */
export function readPage(
  reply: Reply,
  asked: { limit: number; offset: number },
): DevicePage | undefined {
  if (!isAnswer(reply) || reply.error) return undefined
  return parsePageAnswer(reply.json, asked, (row) => parseDevice(row, 0))
}

/** Judges the form of the first page. */
export function checkDevices(answer: Answer, page: DevicePage | undefined, path: string): Result {
  const problem = problemWithDevices(answer, path)
  if (problem) return problem
  if (!page) {
    return fail(
      'The response is JSON without a list of devices in data.',
      'Check the path in apiBaseUrl: another service seems to respond.',
    )
  }
  const { received, total, unreadable } = page
  if (unreadable > 0) {
    return fail(
      `${unreadable} of ${received} rows have no usable ID, so the console can’t show them.`,
      'Contact Cipherscale support.',
    )
  }
  return pass(`Got ${received}${total === undefined ? '' : ` of ${formatCount(total)}`} devices.`)
}

/** Judges the page size in force when the largest is asked for. */
export function checkLimit(page: DevicePage): Result {
  const { received } = page
  if (received === 0) return cannotTell('There are no devices yet.')
  if (received > maxPageSize) {
    return fail(
      `Asked for ${maxPageSize} devices and got ${received}: the API ignores limit.`,
      'Lists stay readable, but pages are large and slow. Contact Cipherscale support.',
    )
  }
  const given = pageSizeOf(page)
  if (given < maxPageSize) {
    const times = Math.ceil(maxPageSize / given)
    const evidence =
      page.limit < maxPageSize
        ? `The API refuses ${maxPageSize} devices per page and takes ${page.limit}.`
        : `Asked for ${maxPageSize} devices per page; the API returns at most ${given}.`
    return pass(
      evidence,
      `Nothing to do: the console adapts. Loading all devices takes about ${times} times as many requests.`,
    )
  }
  return pass(`The API allows ${maxPageSize} devices per page.`)
}

/** Rows that the second page should share with the first. */
const overlap = 5

/** Position of a second page that overlaps the first; `undefined` with fewer than two rows. */
export function overlapOffset({ rows, received }: DevicePage): number | undefined {
  if (received < 2 || rows.length !== received) return undefined
  return received - Math.min(overlap, Math.floor(received / 2))
}

/** Judges whether the second page begins with the last rows of the first. */
export function checkOverlap(
  first: DevicePage,
  second: DevicePage | undefined,
  offset: number,
): Result {
  if (!second) return cannotTell('The second page couldn’t be read.')
  const expected = first.rows.slice(offset).map(({ id }) => id)
  const got = second.rows.slice(0, expected.length).map(({ id }) => id)
  const same = expected.filter((id, row) => got[row] === id).length
  if (same === expected.length) {
    return pass(
      `A page from row ${offset + 1} on starts with the last ${same} devices of the first page.`,
    )
  }
  if (second.rows[0]?.id === first.rows[0]?.id) {
    return fail(
      'The API ignores offset: the second page starts like the first.',
      'Only the first page of devices is reachable. Contact Cipherscale support.',
    )
  }
  return cannotTell(
    `${same} of ${expected.length} devices were where the first page had them: devices changed meanwhile, or the list has no fixed order.`,
    'Check again. If it stays, the console says where devices may be missing.',
  )
}

/** Judges which optional fields the rows of the list have. */
export function checkFields({ rows: devices }: DevicePage): Result {
  if (devices.length === 0) return cannotTell('There are no devices yet.')
  const owners = devices.filter(({ owner }) => owner !== undefined).length
  const postures = devices.filter(({ posture }) => posture !== undefined && posture !== null).length
  const evidence = `Of ${devices.length} devices, ${owners} have an owner and ${postures} a posture.`
  const missing = [
    ...(owners === 0 ? ['owners (field user)'] : []),
    ...(postures === 0 ? ['postures'] : []),
  ]
  if (missing.length === 0) return pass(evidence)
  return fail(
    evidence,
    `Ask Cipherscale whether the list can include ${missing.join(' and ')}: without them, the console shows them as unknown and can’t search by them.`,
  )
}
