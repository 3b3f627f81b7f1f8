/** Leads to the proxy's sign-in, and back to this page. Without `signInUrl`, loading the page does. */
export function signIn(signInUrl: string | undefined): void {
  location.assign(signInAddress(signInUrl, location.href))
}

/** As `signIn`, in a tab of its own, for a page with a run that waits. */
export function signInInNewTab(signInUrl: string | undefined): void {
  open(signInAddress(signInUrl, location.href), '_blank', 'noopener')
}

/** The address of a sign-in that comes back to the page `here`, if its end takes an address. */
function signInAddress(signInUrl: string | undefined, here: string): string {
  if (!signInUrl?.endsWith('=')) return signInUrl ?? here
  const { origin } = new URL(here)
  // A sign-in on this origin may refuse to lead to any other one.
  return (
    signInUrl + encodeURIComponent(signInUrl.startsWith('/') ? here.slice(origin.length) : here)
  )
}
