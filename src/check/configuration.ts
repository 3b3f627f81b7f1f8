import { explainConfig } from '../config/config-problem.ts'
import { readConfig } from '../config/config.ts'
import { fail, pass, type Result } from './finding.ts'
import type { Target } from './wire.ts'

/** Checks the shape of the API's address before anything is sent to it. */
export function checkConfiguration({ apiBaseUrl, auth, siteOrigin }: Target): Result {
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
