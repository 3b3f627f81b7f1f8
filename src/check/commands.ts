import { hasLogin, type Target } from './wire.ts'

/** Response headers that the console reads from another origin, if the API exposes them. */
const headersToExpose = 'Retry-After, X-Kong-Request-Id, X-Request-Id'

/** The curl command of a GET below the API. */
export function curlGet(target: Target, path: string, withKey = true): string {
  const key = withKey && !hasLogin(target) ? ' -H "apikey: $CIPHERSCALE_KEY"' : ''
  return `curl -i${key} ${quoted(target.apiBaseUrl + path)}`
}

/** The curl command of a GET as a page of the site sends it, whose answer shows what CORS allows. */
export function curlFromSite(target: Target, path: string, withKey: boolean): string {
  return `${curlGet(target, path, withKey)} -H ${quoted(`Origin: ${target.siteOrigin ?? ''}`)}`
}

/** The curl command of a preflight (Fetch standard, "CORS-preflight request"). */
export function curlPreflight(
  { apiBaseUrl, siteOrigin = '' }: Target,
  path: string,
  method: string,
): string {
  const headers = {
    Origin: siteOrigin,
    'Access-Control-Request-Method': method,
    'Access-Control-Request-Headers': 'apikey',
  }
  const flags = Object.entries(headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`)
  return `curl -i -X OPTIONS ${flags.join(' ')} ${quoted(apiBaseUrl + path)}`
}

/** The headers that the API must send to a browser, and the command for a proxy that needs none. */
export function corsSnippet(target: Target): string {
  return [
    '# Headers that every response of the API needs, errors included:',
    `Access-Control-Allow-Origin: ${target.siteOrigin ?? 'https://console.example.com'}`,
    'Access-Control-Allow-Methods: GET, POST, DELETE',
    'Access-Control-Allow-Headers: apikey',
    `Access-Control-Expose-Headers: ${headersToExpose}`,
    '# Or use a proxy on the console’s origin. This writes its files for nginx and Caddy:',
    `${configureCommand(target)} --auth proxy`,
  ].join('\n')
}

/** The command that makes a build's configuration and headers agree on this API. */
export function configureCommand({
  apiBaseUrl,
  siteOrigin,
}: Pick<Target, 'apiBaseUrl' | 'siteOrigin'>): string {
  const host = siteOrigin === undefined ? 'console.example.com' : new URL(siteOrigin).hostname
  return `npm run configure -- --domain ${host} --api ${apiBaseUrl}`
}

export const exposeSnippet = `Access-Control-Expose-Headers: ${headersToExpose}`

function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}
