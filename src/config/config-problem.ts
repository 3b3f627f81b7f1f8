import { parseApiAddress } from '../lib/addresses.ts'
import { settingNames } from './config.ts'

/** Ways in which loading the configuration can fail. */
export type ConfigFault =
  | { kind: 'no-answer' }
  | { kind: 'missing'; status: number; address: string }
  | { kind: 'html' }
  | { kind: 'not-json'; error: unknown }
  | { kind: 'not-an-object' }
  /** Names and values of settings that are unknown or break their rule. */
  | { kind: 'wrong-settings'; wrong: [name: string, value: unknown][] }

/** Puts a configuration error into words for the screen. */
export function explainConfig(fault: ConfigFault): { title: string; details: string[] } {
  switch (fault.kind) {
    case 'no-answer':
      return {
        title: 'config.json couldn’t be loaded',
        details: ['The site’s host didn’t respond. Check your network, then reload.'],
      }
    case 'missing':
      return {
        title: `config.json is missing (HTTP ${fault.status})`,
        details: [`Add config.json next to index.html, at ${fault.address}.`],
      }
    case 'html':
      return {
        title: 'config.json is missing: the host returned an HTML page',
        details: [
          'The host returns index.html for files that don’t exist. Add config.json next to index.html.',
        ],
      }
    case 'not-json':
      return {
        title: 'config.json isn’t valid JSON',
        details: [fault.error instanceof Error ? fault.error.message : 'It couldn’t be parsed.'],
      }
    case 'not-an-object':
      return {
        title: 'config.json has invalid settings',
        details: ['It must be a JSON object: { "apiBaseUrl": "…", "auth": "apikey" }.'],
      }
    case 'wrong-settings':
      return {
        title: 'config.json has invalid settings',
        details: fault.wrong.map(([name, value]) => explainSetting(name, value)),
      }
  }
}

/** The rule of each setting, as the end of a sentence. */
const rules: Readonly<Record<string, string>> = {
  auth: 'must be "apikey" or "proxy"',
  sortFormat: 'must be "auto", "prefix", "colon" or "comma"',
  ownerDeviceLimit: 'must be a whole number from 1 to 1000',
  signInUrl: 'must be an https URL or a path on this site',
  readOnly: 'must be true or false',
  signOutUrl: 'must be an https URL or a path on this site',
}

function explainSetting(name: string, value: unknown): string {
  if (!settingNames.includes(name)) {
    return `${name} isn’t a setting. Settings are ${settingNames.join(', ')}.`
  }
  const rule = name === 'apiBaseUrl' ? addressRule(value) : rules[name]
  return `${name} ${rule}, but is ${JSON.stringify(value)}.`
}

function addressRule(value: unknown): string {
  if (typeof value !== 'string') {
    return 'must be a string such as "https://public-api.cipherscale.com/qa"'
  }
  const parsed = parseApiAddress(value)
  return 'fault' in parsed && parsed.fault === 'unencrypted'
    ? 'must start with https://, because http would send the key unencrypted'
    : 'must be an http(s) URL without credentials, query, fragment or special characters'
}
