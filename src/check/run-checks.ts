import { pageSizeOf } from '../api/page-answer.ts'
import { sanitizeForDisplay } from '../lib/text.ts'
import { wait } from '../lib/wait.ts'
import { checkAddress, checkKey } from './api-answer.ts'
import { curlFromSite, curlGet } from './commands.ts'
import { checkConfiguration } from './configuration.ts'
import { checkCors, checkHeaders, checkPreflight, isReadable } from './cors.ts'
import {
  cannotTell,
  notTested,
  pass,
  steps,
  stepTitles,
  type Finding,
  type Result,
  type Step,
} from './finding.ts'
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
import { checkSort } from './sorting.ts'
import { isAnswer, isSameOrigin, type Answer, type Target, type Wire } from './wire.ts'

/** Maximum pause (ms) after a 429 before the one repetition. */
const maxPauseMs = 10_000
const pauseWithoutHeaderMs = 2_000
const maxLineLength = 1_000

/**
 * Checks the connection to an API step by step, with about ten reads, and yields each finding as it
 * comes. Steps that depend on a failed one are yielded as not tested. Rejects when a request of
 * `wire` does, which happens only when the check is given up.
 */
export async function* runChecks(target: Target, wire: Wire): AsyncGenerator<Finding, void> {
  const verdicts = new Map<Step, Finding['verdict']>()
  /** `curl` shows the same, unless the result has a command of its own. */
  const found = (step: Step, result: Result, curl?: string): Finding => {
    verdicts.set(step, result.verdict)
    return { step, ...safeToShow({ ...(curl !== undefined && { curl }), ...result }, wire) }
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

  const { reply: keyed, path, limit } = await getLargestPage((each) => get(each, true))
  const curl = curlGet(target, path)
  const answer = [keyed, first].find(isAnswer)
  // A reply that a page can't read may hide an answer.
  const mayHideOne = !answer && 'cause' in first && first.cause === 'unreadable'
  const isAnybodyThere = mayHideOne ? await wire.isAnybodyThere() : undefined
  yield found('answer', checkHost(target, [first, keyed], isAnybodyThere))
  if (lacks('answer')) return yield* rest('answer')

  const address = answer && checkAddress(target, answer)
  if (answer && address && address.verdict !== 'pass') {
    // A portal or a gateway's 404 allows no site either, which isn't the API's doing.
    yield found('cors', dependsOn('address'))
    yield found('preflight', dependsOn('address'))
    yield found('address', address, curl)
    return yield* rest('address')
  }
  const unneeded = withoutCors(target)
  yield found(
    'cors',
    unneeded ?? checkCors(target, wire, first, keyed),
    curlFromSite(target, firstPath, false),
  )
  // An API that lets no answer be read at all needs that first.
  const isClosed = verdicts.get('cors') === 'fail' && !isReadable(target, wire, keyed)
  yield found(
    'preflight',
    isClosed
      ? dependsOn('cors')
      : (unneeded ?? (await checkPreflight(target, wire, first, keyed, path))),
  )
  if (!answer || !address || !isAnswer(keyed)) {
    return yield* rest(lacks('cors') ? 'cors' : 'preflight')
  }

  yield found('address', address)
  yield found('key', checkKey(target, keyed, first), curl)
  if (verdicts.get('key') === 'fail' || verdicts.get('key') === 'not tested') {
    return yield* rest('key')
  }
  const page = readPage(keyed, { limit, offset: 0 })
  yield found('devices', checkDevices(keyed, page, path), curl)
  if (!page) return yield* rest('devices')

  yield found('limit', checkLimit(page), curl)
  const offset = overlapOffset(page)
  if (offset === undefined) {
    yield found('overlap', cannotTell('There are too few devices.'))
  } else {
    const asked = { limit: pageSizeOf(page), offset }
    const secondPath = pagePath(asked.limit, offset)
    const second = readPage(await get(secondPath, true), asked)
    yield found('overlap', checkOverlap(page, second, offset), curlGet(target, secondPath))
  }
  yield found('sort', await checkSort(target, page, (each) => get(each, true)))
  yield found(
    'headers',
    isClosed ? dependsOn('cors') : (unneeded ?? checkHeaders(target, wire, keyed, refusal)),
    curlFromSite(target, path, true),
  )
  yield found('fields', checkFields(page), curl)
  yield found('changes', changes)
}

/** A result without the key and without control characters, either of which a server may put into it. */
function safeToShow({ verdict, ...texts }: Result, wire: Wire): Result {
  const safeLine = (line: string) => sanitizeForDisplay(line, maxLineLength)
  const safe = (text: string) => wire.withoutKey(text).split('\n').map(safeLine).join('\n')
  const shown = Object.entries(texts).map(([name, text]) => [name, safe(text)])
  return { verdict, ...(Object.fromEntries(shown) as typeof texts) }
}

/** Gives the steps that were not reached because one failed. */
export function* untested(because: Step, reached: Iterable<Step>): Generator<Finding> {
  const done = new Set(reached)
  for (const step of steps) {
    if (!done.has(step)) yield { step, ...(step === 'changes' ? changes : dependsOn(because)) }
  }
}

/** The result of each step about CORS where it doesn't matter, or can't be tested. */
function withoutCors(target: Target): Result | undefined {
  if (isSameOrigin(target)) {
    return pass('Not needed: the console reaches the API on its own origin.')
  }
  return target.siteOrigin === undefined
    ? notTested('Add --origin with the address of the console to test this.')
    : undefined
}

const changes = notTested('POST and DELETE change devices, so a check never sends them.')

function dependsOn(step: Step): Result {
  return notTested(`Depends on “${stepTitles[step]}”.`)
}

function pauseAfter({ headers }: Answer): number {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN)
  const pause = Number.isFinite(seconds) ? seconds * 1_000 : pauseWithoutHeaderMs
  return Math.min(Math.max(pause, 0), maxPauseMs)
}
