import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { act } from '../../src/actions/run/act.ts'
import { startRun } from '../../src/actions/run/run.ts'
import { getDevice } from '../../src/api/devices.ts'
import type { ApiError } from '../../src/api/errors.ts'
import { explainError } from '../../src/feedback/explain-error.ts'
import { deviceOf } from '../device.ts'
import { listDevices } from './device-list.ts'
import {
  connection,
  deviceId,
  failed,
  html,
  inFakeTime,
  json,
  online,
  restoreWire,
  session,
  stubWire,
  type Answer,
} from './wire.ts'

// Loaded on demand, which takes real time that a fake clock doesn't wait for.
beforeAll(() => import('../../src/list/source/settle-request.ts'))
afterEach(restoreWire)

const text = (body: string, status: number, type = 'text/plain', login = '') =>
  new Response(body, { status, headers: { 'content-type': type, 'x-login': login } })

/** What `redirect: 'manual'` makes of a redirect: nothing of it can be read. */
function redirect(): Response {
  const response = new Response(null)
  Object.defineProperties(response, {
    type: { value: 'opaqueredirect' },
    status: { value: 0 },
    ok: { value: false },
  })
  return response
}

/** Reads a device, and gives the error with the number of refusals of the key that were told. */
async function readError(answer: () => Answer, isProxy = false) {
  const onUnauthorized = vi.fn<() => void>()
  const sent = stubWire(answer, { onUnauthorized, isProxy })
  const end = await inFakeTime(getDevice(connection, deviceId))
  const error = 'error' in end ? (end.error as ApiError) : undefined
  return { error, refusals: onUnauthorized.mock.calls.length, sent, after: end.after }
}

const isAmongTexts =
  /^Something between you and the API answered \((?:\d{3}|a redirect)\): a firewall, proxy or sign-in page$/

describe('an answer that is not the API’s', () => {
  test.each<[string, () => Response]>([
    ...[200, 400, 401, 403, 404, 405, 500, 501].map((status): [string, () => Response] => [
      `HTML with ${status}`,
      () => html(status),
    ]),
    ['HTML without a type', () => text('<h1>Denied</h1>', 403, '')],
    ['a text with 401', () => text('Unauthorized', 401)],
    [
      'an XML page with 403',
      () => text('<Error><Code>AccessDenied</Code></Error>', 403, 'application/xml'),
    ],
    ['nothing with 401', () => new Response(null, { status: 401 })],
    ['nothing with 403', () => new Response(null, { status: 403 })],
    ['JSON of another with 401', () => json({ login: 'https://sign-in.example' }, 401)],
    ['an empty object with 403', () => json({}, 403)],
    ['JSON with 407', () => json({ message: 'Proxy authentication required' }, 407)],
    ['JSON with 511', () => json({ message: 'Sign in to the network' }, 511)],
    ['JSON that is no device', () => json({ portal: 'https://wifi.example' })],
    ['204 to a read', () => new Response(null, { status: 204 })],
    [
      'a list of JSON, one a line',
      () => text('{"id":"a"}\n{"id":"b"}', 200, 'application/x-ndjson'),
    ],
    ['JSON for a script', () => text('callback({})', 200, 'application/json')],
    ['problem details with 403', () => json({ title: 'Forbidden', status: 403 }, 403)],
    ['a fault of another gateway', () => json({ fault: { faultstring: 'Invalid key' } }, 401)],
    ['a redirect', redirect],
  ])('names who may have answered, and refuses no key: %s', async (_, answer) => {
    const { error, refusals, sent } = await readError(answer)
    expect(error).toMatchObject({ kind: 'intercepted' })
    expect(explainError(error).title).toMatch(isAmongTexts)
    expect(refusals).toBe(0)
    expect(sent).toHaveLength(1)
  })

  test('that breaks off, or is packed in another way than it says, is no silence', async () => {
    const body = () =>
      new ReadableStream({
        start: (stream) => stream.error(new TypeError('Failed to decode')),
      })
    const { error, sent } = await readError(() => new Response(body(), { status: 200 }))
    expect(explainError(error).title).toBe('The answer from api.test broke off (200)')
    expect(explainError(error).nextStep).toContain('proxy')
    expect(sent).toHaveLength(3)
  })

  test.each([502, 503, 504])(
    'is asked for again with HTML and %i, as with JSON',
    async (status) => {
      const { error, sent } = await readError(() => html(status))
      expect(explainError(error).title).toMatch(isAmongTexts)
      expect(sent).toHaveLength(3)
    },
  )

  test.each<[string, () => Response, string]>([
    ['a list', () => json({ message: 'Blocked by policy 7' }), 'Blocked by policy 7'],
    ['problem details', () => json({ title: 'Blocked', detail: 'Rule 9' }), 'Rule 9'],
    ['an error in words', () => json({ error: 'access_denied' }, 403), 'access_denied'],
  ])('tells its message where it is JSON: %s', async (_, answer, message) => {
    const { error } = await readError(answer)
    expect(error).toMatchObject({ serverMessages: [message] })
  })

  test.each<[string, () => Response, boolean, string]>([
    ['a firewall’s page', () => html(403), false, 'intercepted'],
    ['a redirect', redirect, false, 'intercepted'],
    ['a gateway’s 404', failed(404), false, 'wrong-address'],
    ['the page of a sign-in', () => html(401), true, 'signed-out'],
  ])('pauses a run after five in a row: %s', async (_, answer, isProxy, kind) => {
    stubWire(answer, { isProxy })
    const devices = Array.from({ length: 9 }, (__, row) => deviceOf({ id: `device-${row}` }))
    const run = startRun(session, 'remove', devices)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(run.progress.get()).toMatchObject({ state: 'paused', trouble: { kind } })
    run.stop()
    await inFakeTime(run.finished)
  })

  test.each(['remove', 'deactivate'] as const)(
    'to a %s is no refusal, and changed nothing where two looks say so',
    async (action) => {
      const onUnauthorized = vi.fn<() => void>()
      for (const status of [401, 403, 405, 501]) {
        stubWire(({ method }) => (method === 'GET' ? online() : html(status)), { onUnauthorized })
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        const end = await inFakeTime(act(session, action, { id: deviceId, readAt: 0 }))
        expect(end).toMatchObject({
          value: { kind: 'failed', error: { kind: 'intercepted', status } },
        })
      }
      expect(onUnauthorized).not.toHaveBeenCalled()
    },
  )
})

describe('JSON of the API', () => {
  test.each<[object, number, string, string]>([
    [{ message: 'Unauthorized' }, 401, 'unauthorized', 'Unauthorized'],
    [{ statusCode: 401, error: 'Unauthorized' }, 401, 'unauthorized', 'Unauthorized'],
    [{ statusCode: 403, message: 'Forbidden resource' }, 403, 'forbidden', 'Forbidden resource'],
    [{ message: 'Method not allowed' }, 405, 'rejected', 'Method not allowed'],
    [{ statusCode: 501, message: 'Not implemented' }, 501, 'server', 'Not implemented'],
    [
      { detail: [{ msg: 'unexpected value', loc: ['query'] }] },
      422,
      'rejected',
      'unexpected value',
    ],
    [{ errors: [{ message: 'a' }, { message: 'b' }] }, 400, 'rejected', 'a'],
  ])('is believed: %j with %i', async (body, status, kind, message) => {
    const { error, refusals } = await readError(() => json(body, status))
    expect(error).toMatchObject({ kind, status })
    expect(error?.serverMessages[0]).toBe(message)
    expect(refusals).toBe(kind === 'unauthorized' ? 1 : 0)
  })

  test.each<[object, string, number, string]>([
    [
      { success: false, error: { message: 'Tenant is suspended' } },
      'rejected',
      200,
      'Tenant is suspended',
    ],
    [{ ok: false, message: 'No' }, 'rejected', 200, 'No'],
    [{ success: 'false', data: [] }, 'rejected', 200, ''],
    [{ data: [], error: 'Backend is away' }, 'rejected', 200, 'Backend is away'],
    [{ errors: ['No tenant'] }, 'rejected', 200, 'No tenant'],
    [{ statusCode: 403, message: 'Forbidden resource' }, 'forbidden', 403, 'Forbidden resource'],
    [{ statusCode: 404, message: 'Device not found' }, 'not-found', 404, 'Device not found'],
    [{ type: 'about:blank', title: 'Gone wrong', status: 500 }, 'server', 500, 'Gone wrong'],
    [{ Success: false, Message: 'No' }, 'rejected', 200, 'No'],
    [{ success: 0, msg: 'No' }, 'rejected', 200, 'No'],
    [{ status: false, message: 'No' }, 'rejected', 200, 'No'],
    [{ hasError: true, message: 'No' }, 'rejected', 200, 'No'],
    [{ isError: 1, message: 'No' }, 'rejected', 200, 'No'],
    [{ ok: 'NO', message: 'No' }, 'rejected', 200, 'No'],
    [{ errors: { id: ['Device is locked'] } }, 'rejected', 200, 'Device is locked'],
    [{ code: '404', statusCode: '404', message: 'Gone' }, 'not-found', 404, 'Gone'],
    [{ status: 'error', message: 'Tenant is suspended' }, 'rejected', 200, 'Tenant is suspended'],
    [{ status: 'fail', data: { tenant: 'Suspended' } }, 'rejected', 200, 'Suspended'],
    [{ data: null, errors: [{ message: 'No tenant' }] }, 'rejected', 200, 'No tenant'],
    [{ isSuccess: false, reason: 'Suspended' }, 'rejected', 200, 'Suspended'],
    [{ error: { code: 7, message: 'Suspended' } }, 'rejected', 200, 'Suspended'],
    [{ errors: [[[[['Suspended']]]]] }, 'rejected', 200, ''],
  ])(
    'that says no is a failure with its words, whatever its status: %j',
    async (body, kind, status, message) => {
      const { error } = await readError(() => json(body))
      expect(error).toMatchObject({ kind, status })
      expect(error?.serverMessages[0] ?? '').toBe(message)
    },
  )

  test.each([
    { error: [] },
    { error: {}, errors: {} },
    { errors: [], success: 1, ok: 'true' },
    { error: null, code: 0 },
    { status: 'Failed' },
    { status: 'error', result: 'fail' },
    { error: 'none', errors: [null, ''] },
    { error: 'OK' },
    { error: '0', errors: 'No error' },
    { error: { code: 0, message: 'success' } },
    { errors: { id: [] } },
  ])('that reports no error is the device: %j', async (fields) => {
    const { error } = await readError(() => json({ id: deviceId, ...fields }))
    expect(error).toBeUndefined()
  })

  test.each([
    'application/json',
    'Application/JSON; charset=utf-8',
    'application/hal+json',
    'text/json',
    'text/json;charset=utf-8',
    'application/x-json',
    'application/json, application/json',
    'application/vnd.api+json; profile="x"',
  ])('is read as %s, behind a byte order mark, too', async (type) => {
    for (const mark of ['', '\ufeff']) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const { error } = await readError(() => text(`${mark}{"id":"${deviceId}"}`, 200, type))
      expect(error).toBeUndefined()
    }
  })

  test.each([400, 422])(
    'that refuses a sort with %i costs the order and not the data',
    async (status) => {
      stubWire(({ path }) =>
        path.includes('sort=') ? failed(status)() : json({ data: [{ id: 'a' }], total: 1 }),
      )
      const sort = [{ field: 'name', descending: false }] as const
      expect(await inFakeTime(listDevices(session, { sort, limit: 25, offset: 0 }))).toMatchObject({
        value: { received: 1, sortRefused: true },
      })
    },
  )
})

describe('Retry-After of a 503', () => {
  const unavailable = (seconds: string) => () =>
    json({ message: 'Maintenance' }, 503, { 'retry-after': seconds })

  test('is waited for within the time that a read may take', async () => {
    const answers = [unavailable('8'), online]
    const { error, sent, after } = await readError(() => (answers.shift() ?? online)())
    expect(error).toBeUndefined()
    expect(after).toBeGreaterThanOrEqual(8_000)
    expect(sent).toHaveLength(2)
  })

  test.each([
    ['60', 60_000],
    ['1800', 1_800_000],
  ])('of %s s is told, not waited for', async (seconds, ms) => {
    const { error, after, sent } = await readError(unavailable(seconds))
    expect(error).toMatchObject({ kind: 'server', status: 503, retryAfterMs: ms })
    expect(after).toBe(0)
    expect(sent).toHaveLength(1)
  })
})

describe('behind a proxy', () => {
  test('the API’s own 401 means the key that the proxy adds, and says so', async () => {
    for (const message of ['Unauthorized', 'No API key found in request']) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const { error, refusals } = await readError(() => json({ message }, 401), true)
      expect(error).toMatchObject({ kind: 'proxy-key-refused' })
      expect(explainError(error)).toEqual({
        title: 'The API refused the key that this site’s proxy adds',
        nextStep: 'Ask the person who runs this site to renew the key on its server.',
      })
      expect(refusals).toBe(0)
    }
  })

  test.each<[string, () => Response]>([
    ['HTML', () => html(401)],
    ['a text', () => text('401 Unauthorized', 401)],
    ['nothing', () => new Response(null, { status: 401 })],
    ['an empty object, as oauth2-proxy gives', () => json({}, 401)],
    ['a redirect', redirect],
    ['JSON of another', () => json({ detail: 'Invalid session' }, 401)],
  ])('a 401 of the sign-in means that it has expired: %s', async (_, answer) => {
    const answers = [() => text(`{"id":"${deviceId}"}`, 200, 'application/json', 'ana'), answer]
    stubWire(() => (answers.shift() ?? answer)(), { isProxy: true })
    await inFakeTime(getDevice(connection, deviceId))
    expect(await inFakeTime(getDevice(connection, deviceId))).toMatchObject({
      error: { kind: 'signed-out' },
    })
    expect(explainError(connection.lastFailure())).toEqual({
      title: 'Your sign-in has expired',
      nextStep: 'Sign in to continue.',
    })
    // Many a proxy names nobody.
    const { error } = await readError(answer, true)
    expect(error).toMatchObject({ kind: 'signed-out' })
    expect(explainError(error).title).toMatch(
      /^Your sign-in has expired, or a firewall answered \((?:401|a redirect)\)$/,
    )
    expect(explainError(error).nextStep).toMatch(
      /^Sign in to continue\. If you’re still signed in, /,
    )
  })

  test.each<[string, () => Response]>([
    ['with 403', () => html(403)],
    // X-Login names the person whom the sign-in has let through.
    ['with 401 after the sign-in', () => text('Proxy login', 401, 'text/html', 'ana')],
    ['with 401 and no text after the sign-in', () => text('', 401, 'text/plain', 'ana')],
  ])('a firewall’s page is told as such, and no sign-in has expired: %s', async (_, answer) => {
    const { error } = await readError(answer, true)
    expect(explainError(error).title).toMatch(isAmongTexts)
  })
})
