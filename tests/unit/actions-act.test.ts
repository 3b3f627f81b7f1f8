import { outcomeReason } from '../../src/actions/run/run-words.ts'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { act, type ActOptions } from '../../src/actions/run/act.ts'
import type { DeviceAction } from '../../src/actions/definitions.ts'
import type { Outcome } from '../../src/actions/run/outcome.ts'
import type { Session } from '../../src/session/open-session.ts'
import { otherTabs } from '../../src/actions/run/other-tabs.ts'
import { steadyNow } from '../../src/lib/clock.ts'
import { stubChannels } from './tabs.ts'
import {
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
  silence,
  stubWire,
  type Answer,
  deviceAnswer,
  off,
  online,
  session,
  connectionTo,
  sessionOf,
} from './wire.ts'

afterEach(restoreWire)

/** Read before everything that other tabs say. */
const device = { id: deviceId, readAt: 0 }

/** What becomes of an action when changes and re-reads are answered like this, in turn. */
async function outcomeOf(
  action: DeviceAction,
  changes: (() => Answer)[],
  reads: (() => Answer)[] = [],
  options: ActOptions = {},
) {
  const counts = { changes: 0, reads: 0 }
  const sent = stubWire((request) => {
    const isRead = request.method === 'GET'
    const count = isRead ? (counts.reads += 1) : (counts.changes += 1)
    return inTurn(...(isRead ? reads : changes))(request, count)
  })
  const end = await inFakeTime(act(session, action, device, options))
  if ('error' in end) throw end.error
  return {
    outcome: end.value,
    after: end.after,
    changes: sent.filter(({ method }) => method !== 'GET'),
    reads: sent.filter(({ method }) => method === 'GET'),
  }
}

interface Case {
  when: string
  action: DeviceAction
  changes: (() => Answer)[]
  reads?: (() => Answer)[]
  becomes: Outcome['kind']
  /** Unknown, and seen as it was. */
  isUnchanged?: boolean
  /** Requests that change something. */
  sent: number
}

const cases: Case[] = [
  { when: 'answered', action: 'deactivate', changes: [noContent], becomes: 'done', sent: 1 },
  { when: 'answered', action: 'remove', changes: [noContent], becomes: 'done', sent: 1 },
  { when: 'gone before', action: 'deactivate', changes: [gone], becomes: 'already-gone', sent: 1 },
  { when: 'gone before', action: 'remove', changes: [gone], becomes: 'already-gone', sent: 1 },

  // A DELETE may be repeated once; a deactivation never.
  {
    when: 'its answer was lost and the repeat finds nothing',
    action: 'remove',
    changes: [lost, gone],
    becomes: 'done',
    sent: 2,
  },
  {
    when: 'its answer never came and the repeat is answered',
    action: 'remove',
    changes: [silence, noContent],
    becomes: 'done',
    sent: 2,
  },
  {
    when: 'no answer comes twice, and the device is gone',
    action: 'remove',
    changes: [lost],
    reads: [gone],
    becomes: 'done',
    sent: 2,
  },
  {
    when: 'no answer comes twice, and the device is there',
    action: 'remove',
    changes: [lost],
    reads: [online],
    becomes: 'unknown',
    isUnchanged: true,
    sent: 2,
  },
  {
    when: 'no answer comes twice, and the device cannot be read',
    action: 'remove',
    changes: [lost],
    reads: [lost],
    becomes: 'unknown',
    sent: 2,
  },
  ...[401, 403, 409].map((status) => ({
    when: `its answer was lost and the repeat is refused with ${status}`,
    action: 'remove' as const,
    changes: [lost, failed(status)],
    reads: [failed(status)],
    becomes: 'unknown' as const,
    sent: 2,
  })),
  {
    when: 'its answer was lost and it is off',
    action: 'deactivate',
    changes: [lost],
    reads: [off],
    becomes: 'done',
    sent: 1,
  },
  {
    when: 'its answer was lost and it is on',
    action: 'deactivate',
    changes: [silence],
    reads: [online],
    becomes: 'unknown',
    isUnchanged: true,
    sent: 1,
  },
  {
    when: 'its answer was lost and it is deactivated by status alone',
    action: 'deactivate',
    changes: [lost],
    reads: [deviceAnswer('Deactivated', true)],
    becomes: 'unknown',
    isUnchanged: true,
    sent: 1,
  },
  {
    when: 'its answer was lost and it is off in capital letters',
    action: 'deactivate',
    changes: [lost],
    reads: [deviceAnswer('DEACTIVATED', false)],
    becomes: 'done',
    sent: 1,
  },
  {
    when: 'its answer was lost and it is gone',
    action: 'deactivate',
    changes: [lost],
    reads: [gone],
    becomes: 'already-gone',
    sent: 1,
  },
  {
    when: 'its answer was lost and so is the re-read',
    action: 'deactivate',
    changes: [lost],
    reads: [lost],
    becomes: 'unknown',
    sent: 1,
  },
  {
    when: 'its answer was lost and the re-read is a captive portal',
    action: 'deactivate',
    changes: [lost],
    reads: [() => html(200)],
    becomes: 'unknown',
    sent: 1,
  },

  // A captive portal's page says nothing of the change.
  {
    when: 'a page of HTML came in place of an answer, and nothing happened',
    action: 'deactivate',
    changes: [() => html(200)],
    reads: [online],
    becomes: 'unknown',
    isUnchanged: true,
    sent: 1,
  },
  {
    when: 'a page of HTML came in place of an answer, after the effect',
    action: 'remove',
    changes: [() => html(200)],
    reads: [gone],
    becomes: 'done',
    sent: 1,
  },

  // A 5xx may come after the effect.
  ...[500, 502, 503, 504].flatMap((status): Case[] => [
    {
      when: `${status} came after the effect`,
      action: 'deactivate',
      changes: [failed(status)],
      reads: [off],
      becomes: 'done',
      sent: 1,
    },
    {
      when: `${status} came instead of the effect`,
      action: 'deactivate',
      changes: [failed(status)],
      reads: [online],
      // A gateway that gave up waiting says nothing of what goes on behind it.
      ...(status === 502 || status === 504
        ? { becomes: 'unknown', isUnchanged: true }
        : { becomes: 'failed' }),
      sent: 1,
    },
    {
      when: `${status} came after the effect`,
      action: 'remove',
      changes: [failed(status)],
      reads: [gone],
      becomes: 'done',
      sent: 1,
    },
    {
      when: `${status} came and nothing can be read`,
      action: 'remove',
      changes: [failed(status)],
      reads: [failed(500)],
      becomes: 'unknown',
      sent: 1,
    },
  ]),
  {
    when: 'the server fails and the gateway knows no such address',
    action: 'remove',
    changes: [failed(500)],
    reads: [() => html(404)],
    becomes: 'unknown',
    sent: 1,
  },

  // A refusal is final.
  ...[400, 401, 403, 404, 409].flatMap((status): Case[] =>
    (['deactivate', 'remove'] as const).map((action) => ({
      when: `refused with ${status}${status === 404 ? ' by the gateway' : ''}`,
      action,
      changes: [failed(status)],
      becomes: 'failed',
      sent: 1,
    })),
  ),
]

test.each(cases)(
  '$action: $when → $becomes',
  async ({ action, changes, reads, becomes, isUnchanged = false, sent }) => {
    const end = await outcomeOf(action, changes, reads)
    expect(end.outcome.kind).toBe(becomes)
    expect('unchangedAt' in end.outcome).toBe(isUnchanged)
    expect(end.changes).toHaveLength(sent)
  },
)

const says =
  (body: unknown, status = 200) =>
  () =>
    json(body, status)
const text = (body: string, status: number, type: string) => () =>
  new Response(body, { status, headers: { 'content-type': type } })

describe('a change whose answer says no with a 2xx', () => {
  test.each<[string, unknown, object]>([
    [
      'success false',
      { success: false, message: 'Device is already being processed' },
      { serverMessages: ['Device is already being processed'] },
    ],
    ['ok false', { ok: false, error: { message: 'Busy' } }, { serverMessages: ['Busy'] }],
    ['an error', { error: 'backend unavailable' }, { serverMessages: ['backend unavailable'] }],
    ['errors', { data: null, errors: [{ message: 'No' }] }, { serverMessages: ['No'] }],
    [
      'the status of a refusal',
      { statusCode: 403, message: 'Forbidden resource', error: 'Forbidden' },
      { kind: 'forbidden', status: 403, serverMessages: ['Forbidden resource'] },
    ],
    [
      'the status of a failure',
      { statusCode: '500', message: 'Internal server error' },
      { kind: 'server', serverMessages: ['Internal server error'] },
    ],
    [
      'success false as .NET writes it',
      { Success: false, Message: 'No' },
      { serverMessages: ['No'] },
    ],
    ['errors by field', { errors: { id: ['Locked'] } }, { serverMessages: ['Locked'] }],
    ['an error of JSend', { status: 'error', message: 'Busy' }, { serverMessages: ['Busy'] }],
    [
      'a failure of JSend',
      { status: 'fail', data: { id: 'Device is locked' } },
      { serverMessages: ['Device is locked'] },
    ],
    ['a result that failed', { result: 'FAILED', reason: 'Busy' }, { serverMessages: ['Busy'] }],
    [
      'an operation that did not succeed',
      { succeeded: false, error_description: 'No right to it', error: 'access_denied' },
      { serverMessages: ['No right to it'] },
    ],
    ['what .NET calls no success', { IsSuccess: false, Reason: 'No' }, { serverMessages: ['No'] }],
  ])('failed, in the words of the answer: %s', async (_, body, error) => {
    for (const action of ['deactivate', 'remove'] as const) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const { outcome } = await outcomeOf(action, [says(body)], [online])
      expect(outcome).toMatchObject({ kind: 'failed', error })
    }
  })

  test('is not told as failed where a look shows the effect', async () => {
    const no = says({ success: false, message: 'Nothing to do' })
    expect((await outcomeOf('deactivate', [no], [off])).outcome).toMatchObject({ kind: 'skipped' })
    expect((await outcomeOf('remove', [no], [gone])).outcome).toEqual({ kind: 'already-gone' })
    const missing = says({ statusCode: 404, message: 'Device not found' })
    expect((await outcomeOf('remove', [missing])).outcome).toEqual({ kind: 'already-gone' })
  })
})

describe('a change whose answer proves nothing', () => {
  const answers: [string, () => Answer][] = [
    ['202', () => new Response(null, { status: 202 })],
    ['202 with the effect', says({ id: deviceId, status: 'Deactivated', active: false }, 202)],
    ['201 and nothing', () => new Response(null, { status: 201 })],
    ['a text', text('Error: backend unavailable', 200, 'text/plain')],
    ['HTML', () => html(200)],
    ['broken JSON', text('{"id":', 200, 'application/json')],
    ['JSON that says yes', says({ success: true })],
    ['an empty object', says({})],
    ['JSON with no error in it', says({ error: [], errors: {} })],
    ['null', says(null)],
    ['the device as it was', says({ id: deviceId, status: 'Offline', active: true })],
    ['another device', says({ id: 'other', status: 'Deactivated', active: false })],
    ['several results', says({ results: [{ status: 403 }] }, 207)],
    ['a number of deletions', says({ acknowledged: true, deletedCount: 0 })],
    ['a code of its own', says({ code: 1001, msg: 'Locked' })],
    ['a function that failed', says({ errorMessage: 'Locked', errorType: 'Timeout' })],
  ]

  test.each(answers)('is unknown until a look shows the effect: %s', async (_, answer) => {
    for (const action of ['deactivate', 'remove'] as const) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const { outcome, reads } = await outcomeOf(action, [answer], [online])
      expect(outcome).toMatchObject({ kind: 'unknown', unchangedAt: expect.any(Number) })
      expect(outcomeReason(outcome, action)).toMatch(
        /^(?:The API didn’t confirm the change|Something between you and the API answered)/,
      )
      expect(reads).toHaveLength(2)
    }
  })

  test('is told with the words that came', async () => {
    for (const body of [
      { code: 1001, msg: 'Locked' },
      { errorMessage: 'Locked', errorType: 'Timeout' },
    ]) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const { outcome } = await outcomeOf('remove', [says(body)], [online])
      expect(outcomeReason(outcome, 'remove')).toContain('(Locked)')
    }
  })

  test.each(answers)('is done once a look shows the effect: %s', async (_, answer) => {
    expect((await outcomeOf('deactivate', [answer], [online, off])).outcome.kind).toBe('done')
    expect((await outcomeOf('remove', [answer], [gone])).outcome.kind).toBe('done')
  })

  test('of a removal is the device itself, too', async () => {
    const { outcome } = await outcomeOf('remove', [online], [online])
    expect(outcome).toMatchObject({ kind: 'unknown' })
  })
})

describe('a change whose answer proves it is not looked at again', () => {
  test.each<[string, DeviceAction, () => Answer]>([
    ['204', 'remove', noContent],
    ['204', 'deactivate', noContent],
    ['an empty 200', 'remove', () => new Response('')],
    ['an empty 200 of HTML', 'deactivate', text('', 200, 'text/html')],
    ['200 with the effect', 'deactivate', off],
  ])('by %s to a %s', async (_, action, answer) => {
    const end = await outcomeOf(action, [answer])
    expect(end.outcome).toEqual({ kind: 'done' })
    expect(end.reads).toHaveLength(0)
  })

  test('by any other 2xx with the effect or nothing only among many', async () => {
    const created = says({ id: deviceId, status: 'Deactivated', active: false }, 201)
    const among = await outcomeOf('deactivate', [created], [], { isPatient: true })
    expect(among).toMatchObject({ outcome: { kind: 'done' }, reads: { length: 0 } })
    const single = await outcomeOf('deactivate', [created], [off])
    expect(single).toMatchObject({ outcome: { kind: 'done' }, reads: { length: 1 } })
    const accepted = () => new Response(null, { status: 202 })
    const unclear = await outcomeOf('remove', [accepted], [online], { isPatient: true })
    expect(unclear.outcome.kind).toBe('unknown')
  })
})

describe('a conflict', () => {
  test.each([
    ['deactivate', off, { kind: 'skipped', because: 'Already deactivated' }],
    ['deactivate', gone, { kind: 'already-gone' }],
    ['remove', gone, { kind: 'already-gone' }],
    ['deactivate', online, { kind: 'failed', error: { status: 409 } }],
    ['remove', online, { kind: 'failed', error: { status: 409 } }],
  ] as const)('to a %s is looked into once', async (action, now, outcome) => {
    const end = await outcomeOf(action, [failed(409)], [now])
    expect(end.outcome).toMatchObject(outcome)
    expect(end.reads).toHaveLength(1)
    expect(end.changes).toHaveLength(1)
  })
})

describe('what fails before a request leaves', () => {
  const fault = new TypeError('no such thing')

  test('is a fault of the console, with nothing sent', async () => {
    const sent = stubWire(noContent, {
      authorize: () => {
        throw fault
      },
    })
    expect(await inFakeTime(act(session, 'remove', device))).toMatchObject({
      value: { kind: 'not-sent', because: 'fault', error: fault },
    })
    expect(sent).toHaveLength(0)
  })

  test('leaves open what an earlier request did', async () => {
    let asked = 0
    const sent = stubWire(lost, {
      authorize: () => {
        asked += 1
        if (asked > 1) throw fault
      },
    })
    expect(await inFakeTime(act(session, 'remove', device))).toMatchObject({
      value: { kind: 'unknown', error: fault },
    })
    expect(sent).toHaveLength(1)
  })
})

describe('a connection that is closed', () => {
  test.each(['remove', 'deactivate'] as const)(
    'while a %s is under way leaves it unknown, and nothing more is sent',
    async (action) => {
      const sent = stubWire(silence)
      setTimeout(() => connection.close(), 1_000)
      const end = await inFakeTime(act(session, action, device))
      expect(end).toMatchObject({
        value: { kind: 'unknown', error: { kind: 'closed' } },
        after: 1_000,
      })
      await vi.advanceTimersByTimeAsync(60_000)
      expect(sent).toHaveLength(1)
    },
  )

  test.each([
    ['before', 0],
    ['while it waits for the rate limit', 1_000],
  ])('%s sends nothing', async (_, after) => {
    const sent = stubWire(noContent)
    connection.rateLimit.refused(steadyNow(), 30_000)
    if (after === 0) connection.close()
    else setTimeout(() => connection.close(), after)
    expect(await inFakeTime(act(session, 'remove', device))).toMatchObject({
      value: { kind: 'not-sent' },
      after,
    })
    expect(sent).toHaveLength(0)
  })
})

test('a failure carries the error of the change, not of the look that followed', async () => {
  const { outcome } = await outcomeOf('deactivate', [failed(504)], [failed(500)])
  expect(outcome).toMatchObject({ kind: 'unknown', error: { kind: 'server', status: 504 } })
})

describe('a change refused by the rate limit', () => {
  test('is sent again when the limit allows', async () => {
    const end = await outcomeOf('deactivate', [rateLimited('7'), rateLimited('3'), noContent])
    expect(end.outcome).toEqual({ kind: 'done' })
    expect(end.changes.map(({ path }) => path)).toEqual(
      Array<string>(3).fill(`${devicePath}/deactivate`),
    )
    const [first = 0, second = 0, third = 0] = end.changes.map(({ at }) => at)
    expect([second - first, third - second]).toEqual([7_000, 3_000])
  })

  test('fails after three more tries, with nothing changed', async () => {
    const end = await outcomeOf('remove', [rateLimited('1')])
    expect(end.outcome).toMatchObject({ kind: 'failed', error: { kind: 'rate-limited' } })
    expect(end.changes).toHaveLength(4)
    expect(end.reads).toHaveLength(0)
  })
})

describe('one id', () => {
  test('is not sent while another tab acts on it', async () => {
    const sent = stubWire(noContent)
    vi.stubGlobal('navigator', {
      locks: {
        request: async (name: string, options: LockOptions, run: (lock: null) => unknown) => {
          expect(name).toContain(deviceId)
          expect(options.ifAvailable).toBe(true)
          return run(null)
        },
      },
    })
    expect(await inFakeTime(act(session, 'remove', device))).toMatchObject({
      value: { kind: 'not-sent', because: 'in-progress' },
    })
    expect(sent).toHaveLength(0)
  })

  const refuse = () => {
    throw new DOMException('denied', 'SecurityError')
  }
  test.each([
    ['has no locks', {}],
    [
      'throws at the mere look at its locks',
      Object.defineProperty({}, 'locks', { get: refuse, enumerable: true }),
    ],
    ['throws when asked for a lock', { locks: { request: refuse } }],
    ['refuses to give one', { locks: { request: async () => refuse() } }],
  ])('is sent once where the browser %s', async (_, navigator) => {
    const sent = stubWire(noContent)
    vi.stubGlobal('navigator', navigator)
    expect(await inFakeTime(act(session, 'remove', device))).toMatchObject({
      value: { kind: 'done' },
    })
    expect(sent).toHaveLength(1)
  })

  test('is not sent again when another tab has just done the same', async () => {
    stubChannels()
    const [here, there] = [openTab(), openTab()]
    const sent = stubWire(noContent)
    expect(await inFakeTime(act(here, 'remove', device))).toMatchObject({
      value: { kind: 'done' },
    })
    expect(await inFakeTime(act(there, 'remove', device))).toMatchObject({
      value: { kind: 'skipped', because: 'Already done in another tab' },
    })
    expect(sent).toHaveLength(1)
    // Another action is another matter, and so is the same one later.
    expect(await inFakeTime(act(there, 'deactivate', device))).toMatchObject({
      value: { kind: 'done' },
    })
  })

  test('is sent to a device that was read after another tab had done the same', async () => {
    stubChannels()
    const [here, there] = [openTab(), openTab()]
    stubWire(noContent)
    await inFakeTime(act(here, 'deactivate', device))
    await vi.advanceTimersByTimeAsync(1)
    // Somebody has activated it again.
    const reread = { ...device, readAt: steadyNow() }
    expect(await inFakeTime(act(there, 'deactivate', reread))).toMatchObject({
      value: { kind: 'done' },
    })
  })

  test.each([
    null,
    'done',
    17,
    [],
    {},
    { kind: 'done' },
    { kind: 'done', action: 'format', id: deviceId },
    { kind: 'done', action: 'constructor', id: deviceId },
    { kind: 'done', action: 'remove', id: { deviceId } },
    { kind: 'who-runs', run: null },
    { kind: 'runs', outcomes: [] },
  ])('is sent whatever stands in a message of another tab: %j', async (message) => {
    stubChannels()
    const here = openTab()
    stubWire(noContent)
    new BroadcastChannel('device-console.actions').postMessage(message)
    expect(await inFakeTime(act(here, 'remove', device))).toMatchObject({
      value: { kind: 'done' },
    })
  })
})

/** A session as another tab has it, which hears what the others do. */
function openTab(): Session {
  const tab = sessionOf(connectionTo())
  otherTabs(tab)
  return tab
}
