import { corsSnippet, curlPreflight, exposeSnippet } from './commands.ts'
import { cannotTell, fail, notTested, pass, type Result } from './finding.ts'
import { isAnswer, type Answer, type Reply, type Target, type Wire } from './wire.ts'

/** Judges whether a page of the site may read the answers without and with the key (Fetch, "CORS check"). */
export function checkCors(target: Target, wire: Wire, first: Reply, keyed: Reply): Result {
  const { siteOrigin = '' } = target
  const more = { snippet: corsSnippet(target) }
  if (isReadable(target, wire, first)) {
    return pass(`${siteOrigin} can read responses${seen(wire, first)}.`)
  }
  if (isReadable(target, wire, keyed)) {
    return fail(
      `${siteOrigin} can read successful responses but not errors, so the console can’t say why a request failed.`,
      'Add the CORS headers to errors, too (in nginx: add_header … always).',
      more,
    )
  }
  const [answer] = [first, keyed].filter(isAnswer)
  const allowed = answer?.headers.get('access-control-allow-origin')
  const evidence = answer
    ? allowed
      ? `The API allows ${allowed}, not ${siteOrigin}.`
      : 'The response has no Access-Control-Allow-Origin header.'
    : `The response doesn’t allow ${siteOrigin} to read it.`
  const doubt = wire.seesEverything
    ? ''
    : ' First check the path in apiBaseUrl: a gateway’s 404 or a login page looks the same to this page, but not to npm run doctor.'
  return fail(
    evidence,
    `Ask Cipherscale to allow ${siteOrigin}, or use a proxy on the console’s origin.${doubt}`,
    more,
  )
}

/** Judges whether a browser may send the key's header, by preflights where they can be seen (Fetch, "CORS-preflight fetch"). */
export async function checkPreflight(
  target: Target,
  wire: Wire,
  first: Reply,
  keyed: Reply,
  path: string,
): Promise<Result> {
  const { siteOrigin = '' } = target
  const more = (method: string) => ({
    curl: curlPreflight(target, path, method),
    snippet: corsSnippet(target),
  })
  const fix = `Ask Cipherscale to allow the apikey header and the methods GET, POST and DELETE for ${siteOrigin}, or use a proxy on the console’s origin.`
  if (!wire.preflight) {
    if (isAnswer(keyed)) return pass('Browsers can send the apikey header.')
    return isAnswer(first)
      ? fail('Responses can be read only for requests without the apikey header.', fix, more('GET'))
      : notTested('No response could be read.')
  }
  for (const method of ['GET', 'DELETE'] as const) {
    // Requests of a check go one after another.
    // oxlint-disable-next-line no-await-in-loop -- see above
    const problem = preflightProblem(await wire.preflight(method), siteOrigin, method)
    if (problem) return fail(problem, fix, more(method))
  }
  return pass('Preflights for GET and DELETE allow the apikey header.')
}

/** True when a page of the site could read this reply. */
export function isReadable({ siteOrigin }: Target, wire: Wire, reply: Reply): boolean {
  return isAnswer(reply) && (!wire.seesEverything || allowsOrigin(reply, siteOrigin))
}

function allowsOrigin({ headers }: Answer, siteOrigin: string | undefined): boolean {
  const allowed = headers.get('access-control-allow-origin')
  return allowed === '*' || allowed === siteOrigin
}

function seen(wire: Wire, reply: Reply): string {
  return wire.seesEverything && isAnswer(reply)
    ? `: Access-Control-Allow-Origin is ${reply.headers.get('access-control-allow-origin') ?? ''}`
    : ''
}

function preflightProblem(reply: Reply, siteOrigin: string, method: string): string | undefined {
  if (!isAnswer(reply)) return `The preflight for ${method} got no response.`
  const { status } = reply
  if (status < 200 || status > 299) {
    return `The preflight for ${method} got status ${status}, and browsers require a 2xx.`
  }
  if (!allowsOrigin(reply, siteOrigin)) {
    return `The preflight for ${method} doesn’t allow ${siteOrigin}.`
  }
  if (!lists(reply, 'access-control-allow-headers', 'apikey')) {
    return `The preflight for ${method} doesn’t allow the apikey header (Access-Control-Allow-Headers).`
  }
  const isSimple = method === 'GET'
  if (!isSimple && !lists(reply, 'access-control-allow-methods', method.toLowerCase())) {
    return `The preflight doesn’t allow ${method} (Access-Control-Allow-Methods).`
  }
  return undefined
}

/** True when the list of a header has this entry, in lower case, or stands for all. */
function lists({ headers }: Answer, name: string, entry: string): boolean {
  const entries = (headers.get(name) ?? '').toLowerCase().split(/\s*,\s*/)
  return entries.includes('*') || entries.includes(entry)
}

const requestIdHeaders = ['x-kong-request-id', 'x-request-id']

/**
 * Judges whether a page of another origin may read when to retry and which request failed.
 * @param refusal an answer with status 429, if the check met one
 */
export function checkHeaders(
  { siteOrigin, apiBaseUrl }: Target,
  wire: Wire,
  answer: Answer,
  refusal: Answer | undefined,
): Result {
  const requestId = requestIdHeaders.find((name) => answer.headers.has(name))
  if (!wire.seesEverything) {
    if (refusal?.headers.has('retry-after')) {
      return pass(`Retry-After is readable${requestId ? `, and so is ${requestId}` : ''}.`)
    }
    if (refusal) return hidden('A response with status 429 had no readable Retry-After.')
    return cannotTell(
      `${requestId ? `${requestId} is readable` : 'No request ID is readable'}. Retry-After comes only with status 429, which this check doesn’t provoke.`,
      `Run npm run doctor -- --api ${apiBaseUrl} --origin ${siteOrigin ?? ''}, which sees what the API exposes.`,
    )
  }
  const missing = ['retry-after', ...(requestId ? [requestId] : [])].filter(
    (name) => !lists(answer, 'access-control-expose-headers', name),
  )
  if (missing.length === 0) {
    const exposed = answer.headers.get('access-control-expose-headers')?.toLowerCase()
    return pass(`The API exposes ${exposed}.`)
  }
  return hidden(`Access-Control-Expose-Headers doesn’t name ${missing.join(' and ')}.`)
}

function hidden(evidence: string): Result {
  return fail(
    evidence,
    'Ask Cipherscale to expose these headers. Until then the console waits 5 s or more after a 429 instead of the time that the API asks for, and shows no request ID.',
    { snippet: exposeSnippet },
  )
}
