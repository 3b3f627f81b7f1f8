/** Origins that the site's content security policy kept a request from reaching. */
const blockedOrigins = new Set<string | undefined>()

globalThis.document?.addEventListener('securitypolicyviolation', ({ blockedURI, disposition }) => {
  // A policy that only reports blocks nothing.
  if (disposition === 'enforce') blockedOrigins.add(URL.parse(blockedURI)?.origin)
})

/** True when the site's own headers blocked a request to the origin of this absolute URL. */
export function isBlockedBySite(url: string): boolean {
  return blockedOrigins.has(URL.parse(url)?.origin)
}
