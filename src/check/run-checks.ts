import { pageSizeOf } from '../api/page-answer.ts'
import { sanitizeForDisplay } from '../lib/text.ts'
import { wait } from '../lib/wait.ts'
import { checkAddress, checkKey } from './api-answer.ts'
import { checkConfiguration } from './configuration.ts'
import { checkCors, checkPreflight, isReadable } from './cors.ts'
import { notTested, steps, stepTitles, type Finding, type Result, type Step } from './finding.ts'
import { checkHost } from './host.ts'
import {
  checkDevices,
  checkFields,
  checkLimit,
  checkOverlap,
  getLargestPage,
  overlapOffset,
  pagePath,
  readPage,
} from './pages.ts'
import { checkHeaders } from './readable-headers.ts'
import { checkSort } from './sorting.ts'
import { isAnswer, type Answer, type Reply, type Target, type Wire } from './wire.ts'

/** Maximum pause (ms) after a 429 before the one repetition. */
const maxPauseMs = 10_000
const pauseWithoutHeaderMs = 2_000
/** Longer lines are cut. */
const maxLineLength = 1_000

/**
 * Checks the connection to an API step by step, with at most a dozen reads, and yields each finding as
 * it comes. Steps that depend on a failed one are yielded as not tested. Rejects when a request of
 * `wire` does, which happens only when the check is given up.
 */
export async function* runChecks(target: Target, wire: Wire): AsyncGenerator<Finding, void> {
  const verdicts = new Map<Step, Finding['verdict']>()
  const found = (step: Step, result: Result): Finding => {
    verdicts.set(step, result.verdict)
    return { step, ...safeToShow(result, wire) }
  }
  const lacks = (step: Step) => !['pass', 'warning'].includes(verdicts.get(step) ?? '')
  const rest = (because: Step) => untested(because, verdicts.keys())
  let refusal: Answer | undefined
  const get = async (path: string, withKey: boolean) => {
    const reply = await wire.get(path, withKey)
    if (!isAnswer(reply) || reply.status !== 429) return reply
    refusal = reply
    await wait(pauseAfter(reply))
    return wire.get(path, withKey)
  }

  yield found('configuration', checkConfiguration(target))
  if (lacks('configuration')) return yield* rest('configuration')

  const firstPath = pagePath(1, 0)
  const first = await get(firstPath, false)
  yield found('site', await wire.checkSite(first))
  if (verdicts.get('site') === 'fail' && !wire.seesEverything) return yield* rest('site')

  const largest = await getLargestPage((path) => get(path, true))
  const { reply: keyed, path: keyedPath } = largest
  const isUnread = ![first, keyed].some(isAnswer)
  const isAnybodyThere = isUnread && isHidden(first) ? await wire.isAnybodyThere() : undefined
  yield found('answer', checkHost(target, [first, keyed], isAnybodyThere))
  if (lacks('answer')) return yield* rest('answer')

  const answer = [keyed, first].find(isAnswer)
  const address = answer && checkAddress(target, answer, keyedPath)
  if (answer && address && address.verdict !== 'pass') {
    // A portal or a gateway's 404 allows no site either, which isn't the API's doing.
    yield found('cors', dependsOn('address'))
    yield found('preflight', dependsOn('address'))
    yield found('address', address)
    return yield* rest('address')
  }
  const replies = { first, keyed, firstPath, keyedPath }
  yield found('cors', checkCors(target, wire, replies))
  // An API that lets no answer be read at all needs that first.
  const isClosed = verdicts.get('cors') === 'fail' && !isReadable(target, wire, keyed)
  yield found(
    'preflight',
    isClosed ? dependsOn('cors') : await checkPreflight(target, wire, replies),
  )
  if (!answer || !address || !isAnswer(keyed)) {
    return yield* rest(lacks('cors') ? 'cors' : 'preflight')
  }

  yield found('address', address)
  yield found('key', checkKey(target, keyed, keyedPath, first))
  if (verdicts.get('key') === 'fail' || verdicts.get('key') === 'not tested') {
    return yield* rest('key')
  }
  const page = readPage(keyed, { limit: largest.limit, offset: 0 })
  yield found('devices', checkDevices(target, keyed, page, keyedPath))
  if (!page) return yield* rest('devices')

  yield found('limit', checkLimit(target, page, keyedPath))
  const offset = overlapOffset(page)
  if (offset === undefined) {
    yield found('overlap', { verdict: 'cannot tell', evidence: 'There are too few devices.' })
  } else {
    const asked = { limit: pageSizeOf(page), offset }
    const second = readPage(await get(pagePath(asked.limit, offset), true), asked)
    yield found('overlap', checkOverlap(target, page, second, offset))
  }
  yield found('sort', await checkSort(target, page, (path) => get(path, true)))
  const seen = { answer: keyed, path: keyedPath, refusal }
  yield found('headers', isClosed ? dependsOn('cors') : checkHeaders(target, wire, seen))
  yield found('fields', checkFields(target, page, keyedPath))
  yield found('changes', changes)
}

/** A result without the key and without control characters, either of which a server may put into it. */
function safeToShow({ verdict, ...texts }: Result, wire: Wire): Result {
  const safe = Object.entries(texts).map(([name, text]) => [name, safeLines(text, wire)])
  return { verdict, ...(Object.fromEntries(safe) as Omit<Result, 'verdict'>) }
}

function safeLines(text: string, wire: Wire): string {
  const lines = wire.withoutKey(text).split('\n')
  return lines.map((line) => sanitizeForDisplay(line, maxLineLength)).join('\n')
}

/** Gives the steps that were not reached because one failed. */
export function* untested(because: Step, reached: Iterable<Step>): Generator<Finding> {
  const done = new Set(reached)
  for (const step of steps) {
    if (!done.has(step)) yield { step, ...(step === 'changes' ? changes : dependsOn(because)) }
  }
}

const changes = notTested('POST and DELETE change devices, so a check never sends them.')

function dependsOn(step: Step): Result {
  return notTested(`Depends on “${stepTitles[step]}”.`)
}

/** True when a page couldn't read a reply, which may hide an answer. */
function isHidden(reply: Reply): boolean {
  return !isAnswer(reply) && reply.cause === 'unreadable'
}

function pauseAfter({ headers }: Answer): number {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN)
  const pause = Number.isFinite(seconds) ? seconds * 1_000 : pauseWithoutHeaderMs
  return Math.min(Math.max(pause, 0), maxPauseMs)
}
