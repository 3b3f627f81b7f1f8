import { exposeSnippet } from './commands.ts'
import { cannotTell, fail, pass, type Result } from './finding.ts'
import type { Answer, Target, Wire } from './wire.ts'

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
      {
        fix: `Run npm run doctor -- --api ${apiBaseUrl} --origin ${siteOrigin ?? ''}, which sees what the API exposes.`,
      },
    )
  }
  const exposed = (answer.headers.get('access-control-expose-headers') ?? '')
    .toLowerCase()
    .split(/\s*,\s*/)
  const missing = ['retry-after', ...(requestId ? [requestId] : [])].filter(
    (name) => !exposed.includes('*') && !exposed.includes(name),
  )
  if (missing.length === 0) return pass(`The API exposes ${exposed.join(', ')}.`)
  return hidden(`Access-Control-Expose-Headers doesn’t name ${missing.join(' and ')}.`)
}

function hidden(evidence: string): Result {
  return fail(
    evidence,
    'Ask Cipherscale to expose these headers. Until then the console waits 5 s or more after a 429 instead of the time that the API asks for, and shows no request ID.',
    { snippet: exposeSnippet },
  )
}
