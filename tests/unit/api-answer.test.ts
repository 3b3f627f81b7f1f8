import { afterEach, describe, expect, test, vi } from 'vitest'
import { readAnswer } from '../../src/api/answer.ts'
import type { ApiErrorKind } from '../../src/api/errors.ts'
import { ApiError } from '../../src/api/errors.ts'
import { explainError, messagesOf } from '../../src/feedback/explain-error.ts'
import { html, json } from './wire.ts'

afterEach(() => {
  vi.useRealTimers()
})

const failure = async (response: Response) => {
  const { status, headers } = response
  const raw = { status, headers, body: await response.text() }
  const { error } = readAnswer(raw, { host: 'api.test', isProxy: false, isRead: true })
  if (!error) throw new Error('The answer is no failure')
  return error
}

const gateway = (status: number, message: string, headers = {}) =>
  json({ message, request_id: 'req-body' }, status, headers)
const framework = (statusCode: number, message: unknown) =>
  json({ statusCode, message, error: 'Error' }, statusCode)

/** One row for each error of the gateway and the framework. */
test.each<[string, Response, ApiErrorKind, readonly string[]]>([
  [
    '401 without a key',
    gateway(401, 'No API key found in request'),
    'unauthorized',
    ['No API key found in request'],
  ],
  ['401 with a wrong key', gateway(401, 'Unauthorized'), 'unauthorized', ['Unauthorized']],
  ['403', framework(403, 'Forbidden resource'), 'forbidden', ['Forbidden resource']],
  ['400 with one message', framework(400, 'no'), 'rejected', ['no']],
  [
    '400 with several',
    framework(400, ['a must be', 'b must be']),
    'rejected',
    ['a must be', 'b must be'],
  ],
  ['404 of the API', framework(404, 'Device not found'), 'not-found', ['Device not found']],
  ['404 of the gateway', gateway(404, 'no Route matched'), 'wrong-address', ['no Route matched']],
  [
    '404 of the API with its code as text',
    json({ statusCode: '404', message: 'Device not found' }, 404),
    'not-found',
    ['Device not found'],
  ],
  ['410 of the API', framework(410, 'Device was removed'), 'not-found', ['Device was removed']],
  ['410 of the gateway', gateway(410, 'Stage retired'), 'rejected', ['Stage retired']],
  [
    '400 with messages by field',
    json({ title: 'Validation failed', status: 400, errors: { limit: ['at most 50'] } }, 400),
    'rejected',
    ['at most 50'],
  ],
  [
    '400 in the spelling of .NET',
    json({ Message: 'Limit too high' }, 400),
    'rejected',
    ['Limit too high'],
  ],
  [
    '400 with messages inside',
    framework(400, { message: ['at most 50'] }),
    'rejected',
    ['at most 50'],
  ],
  ['404 in HTML', html(404), 'intercepted', []],
  ['404 with nothing', new Response('', { status: 404 }), 'wrong-address', []],
  ['409', framework(409, 'Already deactivated'), 'rejected', ['Already deactivated']],
  ['429', gateway(429, 'API rate limit exceeded'), 'rate-limited', ['API rate limit exceeded']],
  ['500', framework(500, 'Internal server error'), 'server', ['Internal server error']],
  ['502 in HTML', html(502), 'intercepted', []],
  ['503 with nothing', new Response('', { status: 503 }), 'server', []],
])('%s', async (_, response, kind, messages) => {
  const { status } = response
  const error = await failure(response)
  expect(error).toMatchObject({ kind, status, host: 'api.test' })
  expect(error.serverMessages).toEqual(messages)
})

describe('a failure', () => {
  test('is reported by the request id of the header, else of the body', async () => {
    expect((await failure(gateway(500, 'x'))).requestId).toBe('req-body')
    expect((await failure(gateway(500, 'x', { 'x-request-id': 'req-1' }))).requestId).toBe('req-1')
    const both = { 'x-request-id': 'req-1', 'x-kong-request-id': 'req-kong' }
    expect((await failure(gateway(500, 'x', both))).requestId).toBe('req-kong')
    expect((await failure(html(502))).requestId).toBeUndefined()
  })

  test('says at most five messages of at most 300 characters, and only texts', async () => {
    const long = ['a'.repeat(1_000_000), null, { b: 1 }, ...Array<string>(9).fill('c')]
    const { serverMessages } = await failure(framework(400, long))
    expect(serverMessages).toHaveLength(5)
    expect(serverMessages[0]).toHaveLength(300)
    expect((await failure(json({ message: { a: 1 } }, 400))).serverMessages).toEqual([])
  })

  test.each([
    ['7', 7_000],
    ['0', 0],
    ['Sun, 22 Nov 2026 12:00:30 GMT', 30_000],
    ['86400', 3_600_000],
    ['soon', undefined],
    ['-1', undefined],
    ['Sun, 22 Nov 2026 11:00:00 GMT', undefined],
    ['', undefined],
    ['7, 7', 7_000],
    ['7.5', 7_500],
    ['7s', 7_000],
  ])('Retry-After "%s" asks to wait %s ms', async (header, ms) => {
    vi.useFakeTimers({ now: Date.parse('2026-11-22T12:00:00Z') })
    const error = await failure(gateway(429, 'x', { 'retry-after': header }))
    expect(error.retryAfterMs).toBe(ms)
  })

  test('asks to wait until a time on the clock of its server', async () => {
    const date = 'Sun, 22 Nov 2026 12:00:00 GMT'
    const until = { 'retry-after': 'Sun, 22 Nov 2026 12:00:30 GMT' }
    const { retryAfterMs } = await failure(gateway(429, 'x', { ...until, date }))
    expect(retryAfterMs).toBe(30_000)
  })
})

test.each([
  ['HTML', '<h1>Guest network</h1>', 'text/html'],
  ['JSON that says it is HTML', '{"data":[]}', 'text/html'],
  ['JSON that says nothing', '{"data":[]}', ''],
  ['another type that begins alike', '{"data":[]}', 'application/jsonp'],
  ['broken JSON', '{"data":[', 'application/json'],
  ['nothing', '', 'application/json'],
])('a success that is %s is not the API’s', async (_, body, type) => {
  const response = new Response(body, { headers: { 'content-type': type } })
  expect(await failure(response)).toMatchObject({ kind: 'intercepted', status: 200 })
})

describe('a number in an answer', () => {
  const parsed = (body: string) => {
    const raw = { status: 200, headers: new Headers({ 'content-type': 'application/json' }), body }
    return readAnswer(raw, { host: 'api.test', isProxy: false, isRead: true }).json
  }

  test.each([
    ['2.10', '2.10'],
    ['1.0', '1.0'],
    ['-0.50', '-0.50'],
    ['12345678901234567890', '12345678901234567890'],
    ['0.12345678901234567', '0.12345678901234567'],
    ['2.4', 2.4],
    ['10', 10],
    ['0.05', 0.05],
    ['1e5', 100_000],
    ['1.50E1', 15],
  ])('keeps what its text says: %s', (text, value) => {
    expect(parsed(`{"a":[${text}],"b":${text}}`)).toEqual({ a: [value], b: value })
    expect(parsed(`{"a" : [ ${text} ,\n${text} ] }`)).toEqual({ a: [value, value] })
  })

  test('stays one where it is a time or the total', () => {
    const times = '"createdAt":1764385200.0,"updatedAt":1764385200.50,"lastConnection":0.0'
    expect(parsed(`{${times},"posture":{"lastCheck":1764385200123456789},"total":130.0}`)).toEqual({
      createdAt: 1_764_385_200,
      updatedAt: 1_764_385_200.5,
      lastConnection: 0,
      posture: { lastCheck: 1_764_385_200_123_456_800 },
      total: 130,
    })
  })

  test.each(['a, 1.0, b', '[2.10]', 'say \\":2.10,\\" or \\\\', '12345678901234567890'])(
    'inside a text is part of it, and others still keep theirs: "%s"',
    (text) => {
      const body = `{"name":"${text}","posture":{"v":2.10,"w":"${text}"}}`
      const name = JSON.parse(`"${text}"`) as string
      expect(parsed(body)).toEqual({ name, posture: { v: '2.10', w: name } })
    },
  )

  test('is read beside values nested too deep to keep its text', () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000)
    expect(parsed(`{"posture":${deep},"v":2.10}`)).toMatchObject({ v: 2.1 })
  })

  test('that is exact stays one, however long', () => {
    expect(parsed('[66.66666666666667,0.30000000000000004,1000000000000000,1.25]')).toEqual([
      66.666_666_666_666_67, 0.300_000_000_000_000_04, 1e15, 1.25,
    ])
  })
})

describe('the words', () => {
  const kinds: ApiErrorKind[] = [
    'unauthorized',
    'signed-out',
    'forbidden',
    'not-found',
    'wrong-address',
    'rejected',
    'rate-limited',
    'server',
    'intercepted',
    'too-large',
    'proxy-key-refused',
    'unreachable',
    'timeout',
    'closed',
  ]

  test('differ for each kind, and each names a next step', () => {
    const words = kinds.map((kind) => explainError(new ApiError(kind, { host: 'api.test' })))
    expect(new Set(words.map(({ title }) => title)).size).toBe(kinds.length)
    for (const { title, nextStep } of words) {
      expect(nextStep).toMatch(/\.$/)
      expect(`${title} ${nextStep}`).not.toMatch(/!|please|undefined/i)
    }
  })

  test('for no answer name all three causes and how to tell them apart', () => {
    const words = explainError(new ApiError('unreachable', { host: 'api.test' }))
    expect(words.title).toContain('api.test')
    expect(words.nextStep).toMatch(/network.+certificate.+CORS/)
    expect(words.details).toContain('in a new tab')
  })

  test('for a fault of the console blame the console', () => {
    expect(explainError(new TypeError('x is undefined')).title).toBe(
      'Something went wrong in the console',
    )
    expect(messagesOf(new TypeError('x is undefined'))).toEqual(['TypeError: x is undefined'])
    expect(messagesOf('x')).toHaveLength(1)
  })
})
