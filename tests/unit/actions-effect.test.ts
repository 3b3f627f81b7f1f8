import { afterEach, describe, expect, test, vi } from 'vitest'
import { findEffect, lookForEffect } from '../../src/actions/run/effect.ts'
import { ApiError } from '../../src/api/errors.ts'
import {
  connection,
  deviceId,
  failed,
  gone,
  html,
  inFakeTime,
  inTurn,
  restoreWire,
  silence,
  stubWire,
  type Answer,
  deviceAnswer,
  off,
  online,
} from './wire.ts'

afterEach(restoreWire)

const unreadable = failed(500)
const timeout = new ApiError('timeout')
const server = (status: number) => new ApiError('server', { status })

/** What is found when the looks at the device are answered like this, in turn. */
async function found(action: 'deactivate' | 'remove', looks: (() => Answer)[], error?: ApiError) {
  const sent = stubWire(inTurn(...looks))
  const end = await inFakeTime(findEffect(connection, action, deviceId, error))
  if ('error' in end) throw end.error
  const [first] = sent
  return { outcome: end.value, looks: sent.map(({ at }) => at - (first?.at ?? 0)) }
}

describe('the effect of a change without an answer', () => {
  test('is looked for twice, 3 s apart, before it is called unknown', async () => {
    const { outcome, looks } = await found('deactivate', [online], timeout)
    expect(looks).toEqual([0, 3_000])
    expect(outcome).toEqual({ kind: 'unknown', error: timeout, unchangedAt: Date.now() })
  })

  test.each([
    ['deactivate', 'off', off, { kind: 'done' }],
    ['deactivate', 'off in capital letters', deviceAnswer('DEACTIVATED', false), { kind: 'done' }],
    ['deactivate', 'gone', gone, { kind: 'already-gone' }],
    ['remove', 'gone', gone, { kind: 'done' }],
  ] as const)(
    '%s: is known at the first look when the device is %s',
    async (action, _, now, outcome) => {
      expect(await found(action, [now], timeout)).toEqual({ outcome, looks: [0] })
    },
  )

  test.each([
    ['deactivate', off],
    ['remove', gone],
  ] as const)('%s: may come about between the looks', async (action, later) => {
    expect(await found(action, [online, later], timeout)).toEqual({
      outcome: { kind: 'done' },
      looks: [0, 3_000],
    })
  })

  test.each([500, 501, 503])(
    'did not come about when a server that failed with %i shows the device unchanged twice',
    async (status) => {
      const error = server(status)
      const { outcome, looks } = await found('remove', [online], error)
      expect(outcome).toEqual({ kind: 'failed', error })
      expect(looks).toHaveLength(2)
    },
  )

  test.each([
    ['no answer came in time', timeout],
    ['no answer came at all', new ApiError('unreachable')],
    ['a gateway gave up (502)', server(502)],
    ['a gateway gave up (504)', server(504)],
    ['a gateway gave up (502) in a page of its own', new ApiError('intercepted', { status: 502 })],
    ['somebody else answered', new ApiError('intercepted', { status: 200 })],
    ['the page went away', undefined],
  ])('may still come about after two looks where %s', async (_, error) => {
    const { outcome } = await found('remove', [online], error)
    expect(outcome).toEqual({
      kind: 'unknown',
      unchangedAt: Date.now(),
      ...(error && { error }),
    })
  })

  test('stays unknown where the device cannot be read, by the error of the change', async () => {
    const { outcome, looks } = await found('remove', [unreadable], timeout)
    expect(outcome).toEqual({ kind: 'unknown', error: timeout })
    expect(looks).toEqual([0, 3_000])
  })

  test.each([
    ['first', [unreadable, online], 3_000],
    ['second', [online, unreadable], 0],
  ])('is known from one look where the %s one fails', async (_, looks, at) => {
    vi.useFakeTimers()
    const started = Date.now()
    const { outcome } = await found('deactivate', looks, timeout)
    expect(outcome).toEqual({ kind: 'unknown', error: timeout, unchangedAt: started + at })
    const { outcome: refused } = await found('deactivate', looks, server(500))
    expect(refused).toMatchObject({ kind: 'failed' })
  })

  test('is taken from no gateway’s 404', async () => {
    const { outcome } = await found('remove', [() => html(404)], timeout)
    expect(outcome).toEqual({ kind: 'unknown', error: timeout })
  })

  test('is not waited for once the connection is closed', async () => {
    const sent = stubWire(inTurn(online, silence))
    const end = inFakeTime(findEffect(connection, 'remove', deviceId, timeout))
    setTimeout(() => connection.close(), 1_000)
    expect(await end).toMatchObject({
      value: { kind: 'unknown', error: timeout, unchangedAt: expect.any(Number) },
      after: 1_000,
    })
    expect(sent).toHaveLength(1)
  })
})

test('one look that fails says why, where the change itself said nothing', async () => {
  stubWire(failed(403))
  expect(await inFakeTime(lookForEffect(connection, 'remove', deviceId))).toMatchObject({
    value: { kind: 'unknown', error: { kind: 'forbidden' } },
  })
})
