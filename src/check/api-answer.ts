import { devicesPath } from '../api/device-calls.ts'
import { cannotTell, fail, notTested, pass, warn, type Result } from './finding.ts'
import { isAnswer, type Answer, type Reply, type Target } from './wire.ts'

/** Judges whether the device API itself answered, and not a gateway, a portal or a login. */
export function checkAddress(target: Target, answer: Answer): Result {
  const { status, headers } = answer
  const { host, pathname } = new URL(target.apiBaseUrl)
  switch (answer.error?.kind) {
    case 'signed-out':
      return fail(
        'The proxy asks for a login.',
        'Sign in to the console, then choose Check connection in its menu.',
      )
    case 'intercepted': {
      if (status < 400 && (status < 200 || status >= 300)) return redirects(target, answer)
      const type = headers.get('content-type')?.split(';')[0] ?? 'no content type'
      return fail(
        `Something between you and the API answered (status ${status}, ${type}): a firewall, proxy or sign-in page.`,
        'Run the curl command to see who answered. Check your VPN, firewall or network sign-in, and the path in apiBaseUrl.',
      )
    }
    case 'wrong-address':
      return fail(
        /no Route matched/i.test(answer.body)
          ? `The gateway at ${host} has no route for ${pathname}${devicesPath}.`
          : `${host} has nothing at ${pathname}${devicesPath} (status 404).`,
        'Check the path and stage in apiBaseUrl, such as /qa.',
      )
    default:
      return pass(`${host} responded to ${pathname}${devicesPath} with status ${status}.`)
  }
}

function redirects(target: Target, { headers }: Answer): Result {
  const { host } = new URL(target.apiBaseUrl)
  const location = URL.parse(headers.get('location') ?? '', target.apiBaseUrl)
  if (location && isSignInPage(location)) {
    return fail(
      `${host} redirects to a sign-in page at ${location.origin}, which a call of the API can’t pass.`,
      'Have the sign-in answer calls of the API with 401 instead, or let them pass without one.',
    )
  }
  return fail(
    `${host} redirects${location ? ` to ${location.origin}` : ''}, and the console follows no redirect, which would carry the key along.`,
    'Set apiBaseUrl to the address that responds directly.',
  )
}

/** Judges whether the key opens the list of devices; `first` is the reply to the same without a key. */
export function checkKey(target: Target, answer: Answer, first: Reply): Result {
  switch (answer.error?.kind) {
    case undefined:
      if (target.auth === 'apikey' && isAnswer(first) && !first.error) {
        return warn(
          'The API lists devices without a key: everyone who reaches it can read them.',
          'Have the API ask for the key, or close it to all but this site.',
        )
      }
      return pass(
        target.hasKey
          ? 'The key can list devices.'
          : 'Devices can be listed without entering a key.',
      )
    case 'proxy-key-refused':
      return fail(
        'The API refused the key that the proxy adds (status 401).',
        'Renew the key on the console’s server.',
      )
    case 'unauthorized':
      if (!target.hasKey) return notTested('No key was given.')
      return /No API key found/i.test(answer.body)
        ? fail(
            'The key didn’t reach the API (status 401).',
            'A proxy or firewall in between removes the apikey header.',
          )
        : fail(
            'The API rejected this key (status 401).',
            'Check that the key is complete, hasn’t expired and belongs to this network.',
          )
    case 'forbidden':
      return fail(
        'The key is valid but has no permission to list devices (status 403).',
        'Use a key with permission to list devices, or ask the person who manages your keys.',
      )
    case 'rate-limited':
      return rateLimited
    default:
      return cannotTell(
        `The API responded with status ${answer.status}, which says nothing about the key.`,
      )
  }
}

/** Judges an answer that isn't a page of devices; `undefined` when it is JSON that doesn't say no. */
export function problemWithDevices(
  { status, error, isEmpty }: Answer,
  path: string,
): Result | undefined {
  const which =
    error?.requestId === undefined ? '' : `, request ID ${error.requestId.slice(0, 100)}`
  if (isEmpty && !error) {
    return fail(
      `The response is empty (status ${status}).`,
      'Check the path in apiBaseUrl, and any proxy in between that changes responses.',
    )
  }
  if (!error) return undefined
  if (error.kind === 'rate-limited') return rateLimited
  if (error.kind === 'server') {
    return fail(
      `Server error (status ${status})${which}.`,
      'Try again in a few minutes. If it keeps happening, contact Cipherscale support.',
    )
  }
  return status < 300
    ? fail(
        `The API reports a failure, with status ${status}${which}.`,
        'Run the curl command to see what it says.',
      )
    : fail(
        `The API rejected ${path} (status ${status})${which}.`,
        'Run the curl command to see why. The console sends documented parameters only, and smaller pages were refused, too.',
      )
}

const rateLimited = cannotTell(
  'The API limits the rate of requests (status 429).',
  'Wait a minute, then check again.',
)

/** True for the address of a sign-in page, as identity providers and their proxies name them. */
function isSignInPage({ hostname, pathname }: URL): boolean {
  return /(?:^|[^a-z])(?:log-?in|sign-?[io]n|sso|saml2?|oauth2?|oidc|openid|authorize|idp|adfs|cas|auth)(?:[^a-z]|$)/i.test(
    hostname + pathname,
  )
}
