import * as v from 'valibot'

/** Why there is no configuration, in words. */
export interface ConfigProblem {
  what: string
  details: string[]
}

/** What went wrong on the way to a configuration. */
export type ConfigFault =
  | { kind: 'no-answer' }
  | { kind: 'missing'; status: number; address: string }
  | { kind: 'html' }
  | { kind: 'not-json'; error: unknown }
  | { kind: 'wrong-settings'; issues: v.BaseIssue<unknown>[]; settings: string[] }

/** The words for what is wrong with `config.json`. */
export function explainConfig(fault: ConfigFault): ConfigProblem {
  switch (fault.kind) {
    case 'no-answer':
      return {
        what: 'config.json could not be fetched',
        details: ['The host of this site did not answer. Check the connection, then reload.'],
      }
    case 'missing':
      return {
        what: `config.json is missing (the host answered ${fault.status})`,
        details: [`Put a config.json beside index.html, at ${fault.address}.`],
      }
    case 'html':
      return {
        what: 'config.json is missing: the host answered with an HTML page',
        details: [
          'The host sends index.html for files it does not have. Put a config.json beside index.html.',
        ],
      }
    case 'not-json':
      return {
        what: 'config.json is not valid JSON',
        details: [fault.error instanceof Error ? fault.error.message : 'It could not be parsed.'],
      }
    case 'wrong-settings':
      return {
        what: 'config.json has settings the console cannot use',
        details: fault.issues.map((issue) => explainIssue(issue, fault.settings)),
      }
  }
}

/** What each setting must be, as the end of a sentence. */
const rules: Readonly<Record<string, string>> = {
  auth: 'must be "apikey" or "proxy"',
  sortFormat: 'must be "prefix", "colon" or "comma"',
  ownerDeviceLimit: 'must be a whole number from 1 to 1000',
}

const addressRules = {
  string: 'must be a text such as "https://public-api.cipherscale.com/qa"',
  usable: 'must be an http(s) address without user name, query or fragment',
  encrypted: 'must start with https://, because http would send the key in clear text',
}

function explainIssue(issue: v.BaseIssue<unknown>, settings: string[]): string {
  const path = v.getDotPath(issue)
  if (!path) return 'It must be one JSON object: { "apiBaseUrl": "…", "auth": "apikey" }.'
  if (issue.expected === 'never') {
    return `${path} is not a setting. Settings are ${settings.join(', ')}.`
  }
  const rule =
    rules[path] ??
    addressRules[
      issue.type === 'string' ? 'string' : issue.message === 'encrypted' ? 'encrypted' : 'usable'
    ]
  return `${path} ${rule}, but is ${issue.received}.`
}
