/** Origins that the site's content security policy kept a request from reaching. */
const blockedOrigins = new Set<string>()

globalThis.document?.addEventListener('securitypolicyviolation', ({ blockedURI, disposition }) => {
  // A policy that only reports blocks nothing, and what is blocked may be no request: `inline`, `eval`.
  const url = disposition === 'enforce' ? URL.parse(blockedURI) : null
  if (url) blockedOrigins.add(url.origin)
})

/** True when the site's own headers blocked a request to the origin of this absolute URL. */
export function isBlockedBySite(url: string): boolean {
  return blockedOrigins.has(new URL(url).origin)
}
