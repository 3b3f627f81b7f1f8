import { isRecord } from '../lib/is-record.ts'
import { capitalized } from '../lib/text.ts'
import { ApiError, type ApiErrorKind } from './errors.ts'

/** Server messages are cut after this many characters. */
const maxMessageLength = 300

export interface RawAnswer {
  /** 0 for a redirect whose status a page can't see; no redirect is followed. */
  status: number
  headers: Headers
  body: string
}

export interface Answer {
  /** The status; for a 2xx whose JSON names another one, that one. */
  status: number
  /** `undefined` for another type, for broken JSON, and for an empty body. */
  json: unknown
  /** As it came. */
  body: string
  isEmpty: boolean
  error?: ApiError
}

interface Expected {
  host: string
  /** True behind a proxy that adds the key and handles sign-in. */
  isProxy: boolean
  /** True for a read, which an empty answer doesn't satisfy. */
  isRead: boolean
  /** True when the proxy named the person with an earlier answer, as with each that its sign-in lets through. */
  wasNamed?: boolean | undefined
}

/** Reads a response: only JSON is the API's word, other text a firewall's or proxy's. */
export function readAnswer(
  { status: sent, headers, body }: RawAnswer,
  { host, isProxy, isRead, wasNamed }: Expected,
): Answer {
  const json = parseJson(headers, body)
  const fields = isRecord(json) ? json : undefined
  const status = (isSuccess(sent) && fields && statusIn(fields)) || sent
  const answer: Answer = { status, json, body, isEmpty: body.trim() === '' }
  // The proxy's sign-in can't have answered a request that it has let through (X-Login).
  const mayBeSignIn = isProxy && !headers.get('X-Login')
  const kind =
    failureOf(answer, fields, { isProxy, mayBeSignIn }) ??
    (isRead && json === undefined && 'intercepted')
  if (kind) {
    answer.error = new ApiError(kind, {
      status: status || undefined,
      host,
      wasNamed,
      serverMessages: messagesIn(json),
      requestId: requestIdOf(headers, fields),
      retryAfterMs: retryAfterOf(headers),
    })
  }
  return answer
}

function failureOf(
  { status, json, isEmpty }: Answer,
  fields: Record<string, unknown> | undefined,
  { isProxy, mayBeSignIn }: { isProxy: boolean; mayBeSignIn: boolean },
): ApiErrorKind | undefined {
  if (isSuccess(status)) {
    if (fields && saysNo(fields)) return 'rejected'
    return json === undefined && !isEmpty ? 'intercepted' : undefined
  }
  if (status === 429) return 'rate-limited'
  const isRefusal = status === 401 || status === 403
  const isFromApi = isRefusal ? fields && isDocumented(fields, status) : (fields ?? isEmpty)
  if (!isFromApi || status < 400 || status === 407 || status === 511) {
    return mayBeSignIn && (status === 401 || status < 400) ? 'signed-out' : 'intercepted'
  }
  switch (status) {
    case 401:
      return isProxy ? 'proxy-key-refused' : 'unauthorized'
    case 403:
      return 'forbidden'
    case 404:
    case 410:
      // Only the API's own 404 has `statusCode`; a gateway's 404 says nothing about the device.
      if (Number(fields?.['statusCode']) === status) return 'not-found'
      return status === 404 ? 'wrong-address' : 'rejected'
    default:
      return status >= 500 ? 'server' : 'rejected'
  }
}

/** True for the JSON that the API's gateway and framework give with 401 and 403. */
function isDocumented(fields: Record<string, unknown>, status: number): boolean {
  return Number(fields['statusCode']) === status || textsIn(fields['message']).length > 0
}

/** True for JSON that reports a failure, whatever the status it came with. */
function saysNo(fields: Record<string, unknown>): boolean {
  return (
    matches(fields, ['success', 'ok', 'succeeded', 'isSuccess'], /^(?:false|no|0)$/i) ||
    matches(fields, ['isError', 'hasError', 'hasErrors'], /^(?:true|yes|1)$/i) ||
    ['error', 'errors'].some((name) => isFilled(fieldOf(fields, name))) ||
    isJSendFailure(fields)
  )
}

/** True for what JSend calls an error or a failure. A device has a status of its own. */
function isJSendFailure(fields: Record<string, unknown>): boolean {
  return (
    fields['id'] === undefined &&
    matches(fields, ['status', 'result'], /^(?:error|fail(?:ed|ure)?|false)$/i)
  )
}

function matches(
  fields: Record<string, unknown>,
  names: readonly string[],
  pattern: RegExp,
): boolean {
  return names.some((name) => pattern.test(String(fieldOf(fields, name))))
}

/** False for what servers send for "no error": false, 0, "OK", nothing, and lists and objects of these. */
function isFilled(value: unknown, depth = 0): boolean {
  if (typeof value === 'string') return !noError.test(value.trim())
  if (typeof value !== 'object' || value === null) return Boolean(value)
  return depth > 2 || Object.values(value).some((entry) => isFilled(entry, depth + 1))
}

const noError = /^(?:|0|false|null|none|no errors?|ok|success)$/i

/** The status of a failure that JSON names in place of the response. */
function statusIn(fields: Record<string, unknown>): number | undefined {
  return ['statusCode', 'status', 'code']
    .map((name) => Number(fieldOf(fields, name)))
    .find((named) => named >= 400 && named < 600)
}

/** A field by its name, or by the name that .NET writes. */
function fieldOf(fields: Record<string, unknown>, name: string): unknown {
  return fields[name] ?? fields[capitalized(name)]
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300
}

function parseJson(headers: Headers, body: string): unknown {
  // JSON types by RFC 6839 and the MIME Sniffing standard, and their older spellings.
  const isJson = /^[\w.+-]+\/(?:[\w.+-]+\+|x-)?json\s*(?:[;,]|$)/i
  if (!isJson.test(headers.get('content-type') ?? '')) return undefined
  const losesDigits = body.length <= maxExactLength && losesDigitsIn.test(body)
  for (const reviver of losesDigits ? [withDigits, undefined] : [undefined]) {
    try {
      return JSON.parse(body, reviver) as unknown
    } catch {
      // This is no JSON, or too deep for the reviver.
    }
  }
  return undefined
}

/** A number that JavaScript may write in another way: 2.10 as 2.1, or one of many digits. */
const inexact = String.raw`-?(?:\d+\.\d*0|[\d.]{16,})`
const isInexact = new RegExp(`^${inexact}$`)
const losesDigitsIn = new RegExp(String.raw`[:[,]\s*${inexact}\s*[\]},]`)
/** Numbers of longer answers (characters) may lose digits: a million of them would take seconds. */
const maxExactLength = 4_000_000
/** Times and the total are numbers to be read, not shown. */
const isRead = /(?:At|Connection|Check|total)$/

/** Keeps such a number as a text, where the browser tells its digits: Firefox since 135, Safari since 18.4. */
function withDigits(key: string, value: unknown, context?: { source?: string }): unknown {
  const { source = '' } = context ?? {}
  return isInexact.test(source) && source !== String(value) && !isRead.test(key) ? source : value
}

/** Returns the server's own messages in JSON, in the usual spellings: at most five, each cut. */
export function messagesIn(json: unknown): string[] {
  if (!isRecord(json)) return []
  const names = 'message msg errorMessage error_description error errors detail title reason'.split(
    ' ',
  )
  // JSend's failures have their texts, by field, where a page has its rows.
  if (isJSendFailure(json)) names.push('data')
  const found = names.map((name) => textsIn(fieldOf(json, name)))
  return (found.find((texts) => texts.length > 0) ?? [])
    .slice(0, 5)
    .map((text) => text.slice(0, maxMessageLength))
}

/** The texts of a message, of a list of them, or of an object with them by field. */
function textsIn(value: unknown, depth = 0): string[] {
  if (typeof value === 'string') return value === '' ? [] : [value]
  if (typeof value !== 'object' || value === null || depth > 2) return []
  const { message, msg, detail } = value as Record<string, unknown>
  const own = message ?? msg ?? detail
  if (own !== undefined) return textsIn(own, depth + 1)
  return Object.values(value)
    .slice(0, 50)
    .flatMap((entry: unknown) => textsIn(entry, depth + 1))
}

function requestIdOf(
  headers: Headers,
  fields: Record<string, unknown> | undefined,
): string | undefined {
  const said = fields?.['request_id']
  return (
    headers.get('x-kong-request-id') ??
    headers.get('x-request-id') ??
    (typeof said === 'string' ? said.slice(0, maxMessageLength) : undefined)
  )
}

/** `Retry-After` in ms, at most an hour: seconds, or a date on the server's clock (RFC 9110, section 10.2.3). */
function retryAfterOf(headers: Headers): number | undefined {
  const header = headers.get('retry-after') ?? ''
  const ms = /^\d/.test(header)
    ? Number.parseFloat(header) * 1_000
    : Date.parse(header) - (Date.parse(headers.get('date') ?? '') || Date.now())
  return ms >= 0 ? Math.min(ms, 3_600_000) : undefined
}
