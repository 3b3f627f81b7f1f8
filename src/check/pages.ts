import { readAnswer } from '../api/answer.ts'
import { parseDevice } from '../api/device.ts'
import { isBadRequest } from '../api/errors.ts'
import { maxPageSize, pageSizeOf, parsePageAnswer } from '../api/page-answer.ts'
import type { DevicePage } from '../device/device-source.ts'
import { formatCount } from '../lib/text.ts'
import { smallerLimit } from '../list/source/smaller-limit.ts'
import { problemWithDevices } from './api-answer.ts'
import { fail, pass, type Result } from './finding.ts'
import { isAnswer, type Answer, type Reply, type Target } from './wire.ts'

/** The path of the first page below the API. */
export function pagePath(limit: number, sort?: string): string {
  const query = new URLSearchParams()
  if (sort !== undefined) query.set('sort', sort)
  query.set('limit', String(limit))
  query.set('offset', '0')
  return `/tenants/devices?${query}`
}

/** Asks for the largest page that the API takes; gives the answer to the first request if it takes none. */
export async function getLargestPage(
  get: (path: string) => Promise<Reply>,
): Promise<{ reply: Reply; path: string; limit: number }> {
  const ask = async (limit: number) => {
    const path = pagePath(limit)
    return { reply: await get(path), path, limit }
  }
  const first = await ask(maxPageSize)
  let latest = first
  for (;;) {
    const error = isAnswer(latest.reply) ? readAnswer(latest.reply, anyRead).error : undefined
    if (!isBadRequest(error)) return latest
    if (latest.limit === 1) return first
    // Each limit depends on the refusal of the one before.
    // oxlint-disable-next-line no-await-in-loop -- see above
    latest = await ask(smallerLimit(latest.limit, error.serverMessages))
  }
}

/** Reads the first page from a successful answer; `undefined` when it has another form. */
export function readPage(reply: Reply, limit: number): DevicePage | undefined {
  if (!isAnswer(reply)) return undefined
  const { json, error } = readAnswer(reply, anyRead)
  if (error) return undefined
  return parsePageAnswer(json, { limit, offset: 0 }, (row) => parseDevice(row, 0))
}

/** Only what an answer says matters here, not who is told. */
const anyRead = { host: '', isProxy: false, isRead: true }

/** Judges the form of the first page, and the page size in force when the largest is asked for. */
export function checkDevices(
  target: Target,
  answer: Answer,
  page: DevicePage | undefined,
  path: string,
): Result {
  const problem = problemWithDevices(target, answer, path)
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
  if (received > maxPageSize) {
    return fail(
      `Asked for ${maxPageSize} devices and got ${received}: the API ignores limit.`,
      'Lists stay readable, but pages are large and slow. Contact Cipherscale support.',
    )
  }
  const size = pageSizeOf(page)
  const most = size < maxPageSize ? `; the API gives at most ${size} per page` : ''
  return pass(
    `Got ${received}${total === undefined ? '' : ` of ${formatCount(total)}`} devices${most}.`,
  )
}
