import type { Target } from './wire.ts'

/** The headers that the API must send to a browser, and the command for a proxy that needs none. */
export function corsSnippet(target: Target): string {
  return [
    '# Headers that every response of the API needs, errors included:',
    `Access-Control-Allow-Origin: ${target.siteOrigin ?? 'https://console.example.com'}`,
    'Access-Control-Allow-Methods: GET, POST, DELETE',
    'Access-Control-Allow-Headers: apikey',
    'Access-Control-Expose-Headers: Retry-After, X-Kong-Request-Id, X-Request-Id',
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
