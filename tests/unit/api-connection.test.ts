import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Connection } from '../../src/api/connection.ts'
import { changeDevice, getDevice } from '../../src/api/devices.ts'
import { indentJson } from '../../src/lib/exact-json.ts'
import { explainError } from '../../src/feedback/explain-error.ts'
import { steadyNow } from '../../src/lib/clock.ts'
import { wait } from '../../src/lib/wait.ts'
import { listDevices } from './device-list.ts'
import {
  baseUrl,
  connection,
  deviceId,
  devicePath,
  failed,
  gone,
  html,
  inFakeTime,
  inTurn,
  json,
  lost,
  noContent,
  rateLimited,
  restoreWire,
  session,
  silence,
  stubWire,
} from './wire.ts'

afterEach(restoreWire)

const fine = () => json({ fine: true })
const read: Connection['read'] = (path, signal) => connection.read(path, signal)
const change: Connection['change'] = (method, path) => connection.change(method, path)

describe('a request', () => {
  test('goes to the configured address with the key in a header, and lets nothing leak', async () => {
    const sent = stubWire(fine)
    await inFakeTime(read('/tenants/devices?limit=1'))
    expect(sent).toHaveLength(1)
    expect(sent[0]).toMatchObject({
      method: 'GET',
      path: '/tenants/devices?limit=1',
      init: {
        redirect: 'manual',
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
        cache: 'no-store',
      },
    })
    expect(Object.fromEntries(new Headers(sent[0]?.init.headers))).toEqual({
      accept: 'application/json',
      apikey: 'the-key',
    })
    expect(sent[0]?.init.body).toBeUndefined()
  })

  test('for each operation has its documented method, path and parameters', async () => {
    const page = { data: [], total: 0 }
    const sent = stubWire(({ path }) => json(path.includes('?') ? page : { id: deviceId }))
    const sort = [
      { field: 'lastConnection', descending: true },
      { field: 'name', descending: false },
    ] as const
    await inFakeTime(listDevices(session, { sort, limit: 25, offset: 50 }))
    await inFakeTime(getDevice(connection, deviceId))
    await inFakeTime(changeDevice(connection, 'remove', deviceId))
    await inFakeTime(changeDevice(connection, 'deactivate', deviceId))
    expect(sent.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /tenants/devices?sort=-lastConnection&sort=name&limit=25&offset=50',
      `GET ${devicePath}`,
      `DELETE ${devicePath}`,
      `POST ${devicePath}/deactivate`,
    ])
  })

  test('whose answer is nested without end gives one that can be written as JSON', async () => {
    const endless = '['.repeat(30_000) + ']'.repeat(30_000)
    stubWire(
      () =>
        new Response(`{"id":"${deviceId}","posture":${endless},"other":${endless}}`, {
          headers: { 'content-type': 'application/json' },
        }),
    )
    const end = await inFakeTime(getDevice(connection, deviceId))
    if ('error' in end) throw end.error
    const texts = [JSON.stringify(end.value.device), indentJson(end.value.body)]
    expect(texts.join('').match(/Nested too deep to show/g)).toHaveLength(3)
  })

  test('with no sort chosen sends none', async () => {
    const sent = stubWire(() => json({ data: [] }))
    await inFakeTime(listDevices(session, { sort: [], limit: 25, offset: 0 }))
    expect(sent[0]?.path).toBe('/tenants/devices?limit=25&offset=0')
  })

  test('keeps an odd id inside its segment of the path', async () => {
    const sent = stubWire(noContent)
    await inFakeTime(changeDevice(connection, 'remove', '../users/1?x#y'))
    expect(sent[0]?.path).toBe('/tenants/devices/..%2Fusers%2F1%3Fx%23y')
  })
})

describe('a read', () => {
  test.each([
    ['a lost connection', lost],
    ['429', rateLimited('1')],
    ['502', () => html(502)],
    ['503', failed(503)],
    ['504', failed(504)],
  ])('is tried again after %s', async (_, trouble) => {
    const sent = stubWire(inTurn(trouble, fine))
    expect(await inFakeTime(read('/x'))).toMatchObject({ value: { fine: true } })
    expect(sent).toHaveLength(2)
  })

  test.each([
    ['400', failed(400), 'rejected'],
    ['401', failed(401), 'unauthorized'],
    ['403', failed(403), 'forbidden'],
    ['404', gone, 'not-found'],
    ['409', failed(409), 'rejected'],
    ['500', failed(500), 'server'],
    ['501', failed(501), 'server'],
    ['505', failed(505), 'server'],
    ['HTML in place of data', () => html(200), 'intercepted'],
    ['nothing in place of data', noContent, 'intercepted'],
  ])('is not tried again after %s', async (_, trouble, kind) => {
    const sent = stubWire(trouble)
    expect(await inFakeTime(read('/x'))).toMatchObject({ error: { kind } })
    expect(sent).toHaveLength(1)
  })

  test.each([
    ['lost connections', lost, 'unreachable'],
    ['502', failed(502), 'server'],
    ['429 with a short wait', rateLimited('1'), 'rate-limited'],
  ])('gives up after two retries: %s', async (_, trouble, kind) => {
    const sent = stubWire(trouble)
    expect(await inFakeTime(read('/x'))).toMatchObject({ error: { kind } })
    expect(sent).toHaveLength(3)
  })

  test('waits longer before the second retry than before the first, never in step with others', async () => {
    vi.spyOn(Math, 'random').mockReturnValueOnce(0).mockReturnValueOnce(1)
    const sent = stubWire(lost)
    await inFakeTime(read('/x'))
    const [first = 0, second = 0, third = 0] = sent.map(({ at }) => at)
    expect(second - first).toBe(150)
    expect(third - second).toBe(900)
  })

  test('is given up after 10 s without an answer, and after 15 s in all', async () => {
    const sent = stubWire(silence)
    const end = await inFakeTime(read('/x'))
    expect(end).toMatchObject({ error: { kind: 'timeout' } })
    expect(sent.length).toBeLessThanOrEqual(3)
    expect(end.after).toBeGreaterThanOrEqual(10_000)
    expect(end.after).toBeLessThanOrEqual(15_050)
  })

  test('does not wait for a rate limit that outlasts those 15 s', async () => {
    const sent = stubWire(rateLimited('60'))
    const end = await inFakeTime(read('/x'))
    expect(end).toMatchObject({ error: { kind: 'rate-limited' }, after: 0 })
    expect(sent).toHaveLength(1)
  })

  test('told to wait by another call’s rate limit fails with its own cause, within those 15 s', async () => {
    const sent = stubWire(() => {
      connection.rateLimit.refused(steadyNow(), 60_000)
      return 'lost'
    })
    const end = await inFakeTime(read('/x'))
    expect(end).toMatchObject({ error: { kind: 'unreachable' } })
    expect(end.after).toBeLessThanOrEqual(15_050)
    expect(sent).toHaveLength(1)
  })

  test('held up by another call’s rate limit while it waits fails with its own cause, within those 15 s', async () => {
    const sent = stubWire(({ at }) => {
      // In the pause before the second attempt.
      setTimeout(() => connection.rateLimit.refused(steadyNow(), 18_000), at + 10)
      return 'lost'
    })
    const end = await inFakeTime(read('/x'))
    expect(end).toMatchObject({ error: { kind: 'unreachable' } })
    expect(end.after).toBeLessThanOrEqual(15_050)
    expect(sent).toHaveLength(1)
  })

  test('that breaks off in the middle of the body counts as no answer', async () => {
    const broken = () =>
      new Response(
        new ReadableStream({ pull: (controller) => controller.error(new TypeError('cut')) }),
        { headers: { 'content-type': 'application/json' } },
      )
    stubWire(broken)
    expect(await inFakeTime(read('/x'))).toMatchObject({ error: { kind: 'unreachable' } })
  })

  test.each(['another-device', deviceId.toUpperCase()])(
    'of a device does not pass the record of %s for it',
    async (id) => {
      stubWire(() => json({ id }))
      expect(await inFakeTime(getDevice(connection, deviceId))).toMatchObject({
        error: { kind: 'other-device' },
      })
    },
  )

  test('of a device that is none is unreadable', async () => {
    stubWire(() => json({ name: 'no id' }))
    expect(await inFakeTime(getDevice(connection, deviceId))).toMatchObject({
      error: { kind: 'intercepted' },
    })
  })

  test('tells of its devices when they were asked for, not when the answer came', async () => {
    stubWire(async ({ path }) => {
      await wait(2_000)
      return json(path.includes('?') ? { data: [{ id: deviceId }] } : { id: deviceId })
    })
    const askedAt = steadyNow()
    const both = Promise.all([
      getDevice(connection, deviceId),
      listDevices(session, { sort: [], limit: 25, offset: 0 }),
    ])
    expect(await inFakeTime(both)).toMatchObject({
      value: [{ device: { readAt: askedAt } }, { rows: [{ readAt: askedAt }] }],
      after: 2_000,
    })
  })

  test('of a list that is no page is unreadable', async () => {
    stubWire(() => json([{ id: deviceId }]))
    const end = await inFakeTime(listDevices(session, { sort: [], limit: 25, offset: 0 }))
    expect(end).toMatchObject({ error: { kind: 'intercepted', host: 'api.test' } })
  })
})

describe('an answer without end', () => {
  /** Sends pieces of 1 MiB until it is canceled, or a number of them. */
  function stream(pieces = Number.POSITIVE_INFINITY) {
    let sent = 0
    const canceled = vi.fn<() => void>()
    const piece = new TextEncoder().encode(' '.repeat(2 ** 20))
    const body = new ReadableStream({
      pull(controller) {
        if (sent >= pieces) {
          controller.enqueue(new TextEncoder().encode('{"fine":true}'))
          controller.close()
        } else controller.enqueue(piece)
        sent += 1
      },
      cancel: canceled,
    })
    const answer = (status: number) => () =>
      new Response(body, { status, headers: { 'content-type': 'application/json' } })
    return { answer, canceled, sent: () => sent }
  }

  test.each([200, 403, 500])('is stopped with %i, and called too large', async (status) => {
    const { answer, canceled, sent: pieces } = stream()
    const sent = stubWire(answer(status))
    const end = await inFakeTime(read('/x'))
    expect(end).toMatchObject({ error: { kind: 'too-large', status } })
    expect(explainError('error' in end ? end.error : undefined).title).toMatch(/too large/)
    expect(canceled).toHaveBeenCalledOnce()
    expect(pieces()).toBeLessThan(40)
    expect(sent).toHaveLength(1)
  })

  test('to a change is stopped, too', async () => {
    const { answer, canceled } = stream()
    stubWire(answer(200))
    expect(await inFakeTime(change('DELETE', '/x'))).toMatchObject({ error: { kind: 'too-large' } })
    expect(canceled).toHaveBeenCalledOnce()
  })

  test('is none where it ends before 32 MiB', async () => {
    stubWire(stream(30).answer(200))
    expect(await inFakeTime(read('/x'))).toMatchObject({ value: { fine: true } })
  })
})

describe('a change', () => {
  test.each([
    ['a lost connection', lost, 'unreachable'],
    ['429', rateLimited('1'), 'rate-limited'],
    ['502', failed(502), 'server'],
    ['503', failed(503), 'server'],
    ['504', failed(504), 'server'],
    ['no answer', silence, 'timeout'],
  ])('is sent once, whatever comes of it: %s', async (_, trouble, kind) => {
    const sent = stubWire(trouble)
    expect(await inFakeTime(change('POST', '/x'))).toMatchObject({ error: { kind } })
    expect(sent).toHaveLength(1)
  })

  test('may take 20 s', async () => {
    stubWire(silence)
    const end = await inFakeTime(change('DELETE', '/x'))
    expect(end.after).toBeGreaterThanOrEqual(20_000)
    expect(end.after).toBeLessThanOrEqual(20_050)
  })

  test.each([
    ['204', noContent, { status: 204, isEmpty: true, json: undefined }],
    ['an empty 200', () => new Response(''), { status: 200, isEmpty: true, json: undefined }],
    ['JSON', () => json({ id: 'a' }), { status: 200, isEmpty: false, json: { id: 'a' } }],
  ])('gives its answer: %s', async (_, answer, value) => {
    stubWire(answer)
    expect(await inFakeTime(change('POST', '/x'))).toMatchObject({ value })
  })

  test('is not taken for done when a captive portal answers with a page of its own', async () => {
    stubWire(() => html(200))
    const end = await inFakeTime(change('POST', '/x'))
    expect(end).toMatchObject({ error: { kind: 'intercepted', status: 200 } })
  })
})

test('each 401 is told, and no other failure is', async () => {
  const onUnauthorized = vi.fn<() => void>()
  stubWire(({ path }) => failed(Number(path.slice(1)))(), { onUnauthorized })
  await inFakeTime(read('/403'))
  await inFakeTime(read('/500'))
  expect(onUnauthorized).not.toHaveBeenCalled()
  await inFakeTime(read('/401'))
  expect(onUnauthorized).toHaveBeenCalledTimes(1)
  await inFakeTime(change('POST', '/401'))
  expect(onUnauthorized).toHaveBeenCalledTimes(2)
})

describe('a call that is no longer wanted', () => {
  const reason = new Error('another page was opened')

  test('ends with the reason while it waits for the answer, and is not repeated', async () => {
    const sent = stubWire(silence)
    const stop = new AbortController()
    const end = inFakeTime(read('/x', stop.signal))
    setTimeout(() => stop.abort(reason), 1_000)
    expect(await end).toMatchObject({ error: reason, after: 1_000 })
    expect(sent).toHaveLength(1)
  })

  test('ends with the reason while it waits to be tried again', async () => {
    const sent = stubWire(rateLimited('10'))
    const stop = new AbortController()
    const end = inFakeTime(read('/x', stop.signal))
    setTimeout(() => stop.abort(reason), 1_000)
    expect(await end).toMatchObject({ error: reason, after: 1_000 })
    expect(sent).toHaveLength(1)
  })

  test('ends with the reason at once when it was given up before', async () => {
    stubWire(silence)
    const end = await inFakeTime(read('/x', AbortSignal.abort(reason)))
    expect(end).toMatchObject({ error: reason, after: 0 })
  })
})

describe('closing a connection', () => {
  const closed = { error: { name: 'ApiError', kind: 'closed', host: 'api.test' }, after: 1_000 }

  test.each([
    ['a read that waits for its answer', silence, () => read('/x')],
    ['a read that waits to be tried again', rateLimited('10'), () => read('/x')],
    ['a change that waits for its answer', silence, () => change('POST', '/x')],
  ])('ends %s, and repeats nothing', async (_, answer, call) => {
    const sent = stubWire(answer)
    setTimeout(() => connection.close(), 1_000)
    expect(await inFakeTime(call())).toMatchObject(closed)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(sent).toHaveLength(1)
    expect(sent[0]?.init.signal?.aborted).toBe(true)
  })

  test('ends what waits for the rate limit, with nothing sent', async () => {
    const sent = stubWire(fine)
    connection.rateLimit.refused(steadyNow(), 60_000)
    setTimeout(() => connection.close(), 1_000)
    expect(await inFakeTime(change('DELETE', '/x'))).toMatchObject(closed)
    await vi.advanceTimersByTimeAsync(120_000)
    expect(sent).toHaveLength(0)
  })

  test('fails in its own words, also where the call was given up as well', async () => {
    stubWire(silence)
    const stop = new AbortController()
    setTimeout(() => {
      connection.close()
      stop.abort(new Error('left'))
    }, 1_000)
    expect(await inFakeTime(read('/x', stop.signal))).toMatchObject(closed)
  })

  test('keeps every later call from the network', async () => {
    const sent = stubWire(fine)
    connection.close()
    for (const call of [
      () => read('/x'),
      () => read('/x', AbortSignal.abort()),
      () => change('POST', '/x'),
      () => change('DELETE', '/x'),
    ]) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      expect(await inFakeTime(call())).toMatchObject({ error: { kind: 'closed' }, after: 0 })
    }
    expect(sent).toHaveLength(0)
  })

  test('says so to whoever holds something of it', async () => {
    stubWire(fine)
    const ended = vi.fn<() => void>()
    connection.closed.addEventListener('abort', ended)
    connection.close()
    expect(ended).toHaveBeenCalledOnce()
    expect(connection.closed.aborted).toBe(true)
  })
})

describe('behind a proxy', () => {
  const isProxy = true

  test('the login’s cookie goes along, and its redirect is not followed', async () => {
    const sent = stubWire(fine, { isProxy })
    await inFakeTime(read('/x'))
    expect(sent[0]?.init).toMatchObject({ credentials: 'same-origin', redirect: 'manual' })
  })
})

test('an error tells nothing of the key or of the address beyond its host', async () => {
  stubWire(lost)
  const end = await inFakeTime(read('/tenants/devices'))
  const error = 'error' in end ? (end.error as Error) : undefined
  const told = JSON.stringify(error) + String(error?.stack) + String(error?.message)
  expect(told).toContain('api.test')
  expect(told).not.toContain('the-key')
  expect(told).not.toContain(baseUrl)
})

test('the rate limit is lifted once the time is over', async () => {
  stubWire(inTurn(rateLimited('2'), fine))
  await inFakeTime(read('/x'))
  await vi.advanceTimersByTimeAsync(10)
  expect(connection.rateLimit.until.get()).toBe(0)
})
