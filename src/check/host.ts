import { cannotTell, fail, notTested, pass, type Result } from './finding.ts'
import { isAnswer, type FailureCause, type Reply, type Target } from './wire.ts'

/** Judges whether anything answered at the API's host. */
export function checkHost(
  target: Target,
  replies: readonly Reply[],
  isAnybodyThere: boolean | undefined,
): Result {
  const { host, hostname } = new URL(target.apiBaseUrl)
  const tooLarge = replies.find((reply) => !isAnswer(reply) && reply.cause === 'too large')
  const answer = tooLarge ? undefined : replies.find(isAnswer)
  if (answer) {
    // A page learns of a redirect without its status.
    return pass(
      `${host} responded with ${answer.status ? `status ${answer.status}` : 'a redirect'}.`,
    )
  }
  const failure = tooLarge ?? replies[0]
  if (!failure || isAnswer(failure)) return notTested('Nothing was sent.')
  const code = failure.code === undefined ? '' : ` (${failure.code})`
  const failures: Record<FailureCause, Result> = {
    'unknown host': fail(
      `The host name ${hostname} doesn’t exist${code}.`,
      'Check the host in apiBaseUrl.',
    ),
    refused: fail(
      `Nothing accepts connections at ${host}${code}.`,
      'Check the host and port in apiBaseUrl.',
    ),
    certificate: fail(
      `The certificate of ${host} isn’t valid${code}, so browsers reject it, too.`,
      'Renew the certificate, or correct the host in apiBaseUrl.',
    ),
    'unknown authority': cannotTell(
      `The certificate of ${host} comes from an authority that Node doesn’t know${code}. Browsers that know your company’s own authority accept it.`,
      'Check again with NODE_USE_SYSTEM_CA=1, or with NODE_EXTRA_CA_CERTS set to the authority’s certificate.',
    ),
    timeout: fail(
      `${host} didn’t respond within 10 s.`,
      'Check the network and firewalls between here and the API.',
    ),
    network: fail(
      `The connection to ${host} failed${code}.`,
      'Check the network. Behind a corporate proxy, set HTTPS_PROXY and NODE_USE_ENV_PROXY=1.',
    ),
    'too large': fail(
      `The response of ${host} is too large: reading stopped at 32 MB.`,
      'Check the path in apiBaseUrl: another service seems to respond.',
    ),
    blocked: notTested('The site’s headers keep requests from being sent.'),
    unreadable: unreadable(target, isAnybodyThere),
  }
  return failures[failure.cause]
}

/** The result of a page whose browser showed it no answer. */
function unreadable({ apiBaseUrl, siteOrigin }: Target, isAnybodyThere: boolean | undefined) {
  const { host, origin } = new URL(apiBaseUrl)
  if (isAnybodyThere === true) {
    return pass(`${host} responds, but this page can’t read the response.`)
  }
  if (isAnybodyThere === false) {
    return fail(
      `${host} doesn’t respond.`,
      `Check the host in apiBaseUrl and your network. Open ${origin} in a new tab: a warning there means the certificate.`,
    )
  }
  return cannotTell(
    `No response from ${host} could be read. A wrong host, the network, a bad certificate and missing CORS headers look the same to this page.`,
    `Run npm run doctor -- --api ${apiBaseUrl} --origin ${siteOrigin ?? ''}, which tells them apart.`,
  )
}
