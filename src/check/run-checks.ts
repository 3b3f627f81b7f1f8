import { explainConfig } from '../config/config-problem.ts'
import { readConfig } from '../config/config.ts'
import { sanitizeForDisplay } from '../lib/text.ts'
import { wait } from '../lib/wait.ts'
import { checkAddress, checkKey } from './api-answer.ts'
import { checkCors, checkPreflight, isReadable } from './cors.ts'
import {
  fail,
  notTested,
  pass,
  steps,
  stepTitles,
  type Finding,
  type Result,
  type Step,
} from './finding.ts'
import { checkHost } from './host.ts'
import { checkDevices, getLargestPage, pagePath, readPage } from './pages.ts'
import { checkSort } from './sorting.ts'
import { isAnswer, isSameOrigin, type Answer, type Target, type Wire } from './wire.ts'

/** Maximum pause (ms) after a 429 before the one repetition. */
const maxPauseMs = 10_000
const pauseWithoutHeaderMs = 2_000
/** Longer lines are cut. */
const maxLineLength = 1_000

/** Checks the connection step by step, with about ten reads. What depends on a failed step is not tested. Rejects when `wire` does. */
export async function* runChecks(target: Target, wire: Wire): AsyncGenerator<Finding, void> {
  const verdicts = new Map<Step, Finding['verdict']>()
  const found = (step: Step, result: Result): Finding => {
    verdicts.set(step, result.verdict)
    return { step, ...safeToShow(result, wire) }
  }
  const lacks = (step: Step) => !['pass', 'warning'].includes(verdicts.get(step) ?? '')
  const rest = (because: Step) => untested(because, verdicts.keys())
  const get = async (path: string, withKey: boolean) => {
    const reply = await wire.get(path, withKey)
    if (!isAnswer(reply) || reply.status !== 429) return reply
    await wait(pauseAfter(reply))
    return wire.get(path, withKey)
  }

  yield found('configuration', checkConfiguration(target))
  if (lacks('configuration')) return yield* rest('configuration')

  const first = await get(pagePath(1), false)
  yield found('site', await wire.checkSite(first))
  if (verdicts.get('site') === 'fail' && !wire.seesEverything) return yield* rest('site')

  const { reply: keyed, path, limit } = await getLargestPage((each) => get(each, true))
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
    yield found('address', address)
    return yield* rest('address')
  }
  const unneeded = withoutCors(target)
  yield found('cors', unneeded ?? checkCors(target, wire, first, keyed))
  // An API that lets no answer be read at all needs that first.
  const isClosed = verdicts.get('cors') === 'fail' && !isReadable(target, wire, keyed)
  yield found(
    'preflight',
    isClosed ? dependsOn('cors') : (unneeded ?? (await checkPreflight(target, wire, first, keyed))),
  )
  if (!answer || !address || !isAnswer(keyed)) {
    return yield* rest(lacks('cors') ? 'cors' : 'preflight')
  }

  yield found('address', address)
  yield found('key', checkKey(target, keyed, first))
  if (verdicts.get('key') === 'fail' || verdicts.get('key') === 'not tested') {
    return yield* rest('key')
  }
  const page = readPage(keyed, limit)
  yield found('devices', checkDevices(target, keyed, page, path))
  if (!page) return yield* rest('devices')
  yield found('sort', await checkSort(target, page, (each) => get(each, true)))
}

/** Checks the shape of the API's address before anything is sent to it. */
function checkConfiguration({ apiBaseUrl, auth, siteOrigin }: Target): Result {
  const result = readConfig(JSON.stringify({ apiBaseUrl }))
  if ('fault' in result) {
    const problems = explainConfig(result.fault).details.map(withoutSecrets)
    return fail(
      problems.join(' '),
      'Set apiBaseUrl to the address that Cipherscale gave you, such as https://public-api.cipherscale.com/qa.',
    )
  }
  const endpoint = /\/tenants(?:\/devices)?$/.exec(apiBaseUrl)?.[0]
  if (endpoint !== undefined) {
    return fail(
      `The address ends in ${endpoint}, which the console adds by itself.`,
      `Shorten it to ${apiBaseUrl.slice(0, -endpoint.length)}`,
    )
  }
  const from = siteOrigin === undefined ? '' : ` from ${siteOrigin}`
  const how = auth === 'proxy' ? 'a proxy adds the key' : 'the key is sent as header apikey'
  return pass(`Calls ${apiBaseUrl}${from}; ${how}.`)
}

/** Cuts a password, query or fragment out of an address: any of them may hold a key. */
function withoutSecrets(text: string): string {
  return text.replace(/\/\/[^/"]*@/, '//…@').replace(/[?#][^"]*(?=")/, '…')
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
  for (const step of steps) if (!done.has(step)) yield { step, ...dependsOn(because) }
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

function dependsOn(step: Step): Result {
  return notTested(`Depends on “${stepTitles[step]}”.`)
}

function pauseAfter({ headers }: Answer): number {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN)
  const pause = Number.isFinite(seconds) ? seconds * 1_000 : pauseWithoutHeaderMs
  return Math.min(Math.max(pause, 0), maxPauseMs)
}
