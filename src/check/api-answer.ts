import { curlGet } from './commands.ts'
import { cannotTell, fail, notTested, pass, type Result } from './finding.ts'
import { hasLogin, type Answer, type Target } from './wire.ts'

/** Returns the JSON of an answer; `undefined` unless it is JSON by type and content. */
export function jsonOf({ headers, body }: Answer): unknown {
  if (!/^application\/(?:[\w.+-]+\+)?json\b/i.test(headers.get('content-type') ?? '')) {
    return undefined
  }
  try {
    return JSON.parse(body) as unknown
  } catch {
    return undefined
  }
}

const signIn = 'Sign in to the console, then choose Check connection in its menu.'

/** Judges whether the device API itself answered, and not a gateway, a portal or a login. */
export function checkAddress(target: Target, answer: Answer, path: string): Result {
  const { status } = answer
  const { host, pathname } = new URL(target.apiBaseUrl)
  const more = { curl: curlGet(target, path) }
  if (status === 0 || (status >= 300 && status < 400)) {
    if (hasLogin(target)) {
      return fail('The proxy redirects to its login.', signIn, more)
    }
    const location = URL.parse(answer.headers.get('location') ?? '', target.apiBaseUrl)
    return fail(
      `${host} redirects${location ? ` to ${location.origin}` : ''}, and the console follows no redirect, which would carry the key along.`,
      'Set apiBaseUrl to the address that responds directly.',
      more,
    )
  }
  if (isHtml(answer)) {
    return fail(
      `${host} returned an HTML page (status ${status}) instead of the API’s response.`,
      'Look for a captive portal, a login or a proxy in between, and check the path in apiBaseUrl.',
      more,
    )
  }
  if (status === 404) {
    const isGateway = /no Route matched/i.test(answer.body)
    return fail(
      isGateway
        ? `The gateway at ${host} has no route for ${pathname}/tenants/devices.`
        : `${host} has nothing at ${pathname}/tenants/devices (status 404).`,
      'Check the path and stage in apiBaseUrl, such as /qa.',
      more,
    )
  }
  return pass(`${host} responded to ${pathname}/tenants/devices with status ${status}.`)
}

/** Judges whether the key opens the list of devices. */
export function checkKey(target: Target, answer: Answer, path: string): Result {
  const { status, body } = answer
  const more = { curl: curlGet(target, path) }
  if (status === 401) {
    if (hasLogin(target)) {
      return fail(
        'The proxy or the API asks for a login (status 401).',
        `${signIn} If it stays, check the key that the proxy adds.`,
        more,
      )
    }
    if (!target.hasKey) return notTested('No key was given.')
    return /No API key found/i.test(body)
      ? fail(
          'The key didn’t reach the API (status 401).',
          'A proxy or firewall in between removes the apikey header.',
          more,
        )
      : fail(
          'The API rejected this key (status 401).',
          'Check that the key is complete, hasn’t expired and belongs to this network.',
          more,
        )
  }
  if (status === 403) {
    return fail(
      'The key is valid but has no permission to list devices (status 403).',
      'Use a key with permission to list devices, or ask the person who manages your keys.',
      more,
    )
  }
  if (status >= 200 && status < 300) {
    return pass(
      target.hasKey ? 'The key can list devices.' : 'Devices can be listed without entering a key.',
    )
  }
  return cannotTell(`The API responded with status ${status}, which says nothing about the key.`, {
    ...(status === 429 && { fix: 'Wait a minute, then check again.' }),
    ...more,
  })
}

/** Judges an answer that isn't a page of devices; `undefined` when its status and type are right. */
export function problemWithDevices(
  target: Target,
  answer: Answer,
  path: string,
): Result | undefined {
  const { status } = answer
  const more = { curl: curlGet(target, path) }
  if (status === 429) {
    return cannotTell('The API limits the rate of requests (status 429).', {
      fix: 'Wait a minute, then check again.',
      ...more,
    })
  }
  if (status >= 500) {
    return fail(
      `The API failed (status ${status})${requestIdText(answer)}.`,
      'Try again in a few minutes. If it keeps happening, contact Cipherscale support.',
      more,
    )
  }
  if (status >= 400) {
    return fail(
      `The API rejected ${path} (status ${status})${requestIdText(answer)}.`,
      'Run the curl command to see what the API says to that. The console sends documented parameters only, and smaller pages were refused, too.',
      more,
    )
  }
  if (jsonOf(answer) === undefined) {
    return fail(
      answer.body === ''
        ? `The response is empty (status ${status}).`
        : `The response isn’t JSON (${answer.headers.get('content-type') ?? 'no content type'}).`,
      'Check the path in apiBaseUrl, and any proxy in between that changes responses.',
      more,
    )
  }
  return undefined
}

function isHtml({ headers, body }: Answer): boolean {
  return (
    /^text\/html\b/i.test(headers.get('content-type') ?? '') || /^\s*<!doctype html/i.test(body)
  )
}

function requestIdText({ headers }: Answer): string {
  const id = headers.get('x-kong-request-id') ?? headers.get('x-request-id')
  return id === null ? '' : `, request ID ${id.slice(0, 100)}`
}
