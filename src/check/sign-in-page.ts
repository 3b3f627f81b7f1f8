/** True for the address of a sign-in page, as identity providers and their proxies name them. */
export function isSignInPage({ hostname, pathname }: URL): boolean {
  const words = `${hostname}${pathname}`.toLowerCase()
  return /(?:^|[^a-z])(?:log-?in|sign-?[io]n|sso|saml2?|oauth2?|oidc|openid|authorize|idp|adfs|cas|auth)(?:[^a-z]|$)/.test(
    words,
  )
}
