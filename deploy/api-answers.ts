// The proxy form puts the API's answers on the console's own origin, where their headers would speak
// for the console: to browsers, to caches, and to the servers on the way.

/** Policy of everything below `/api/`: whatever comes from there runs nothing and loads nothing. */
export const apiPolicy =
  "sandbox; default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** Headers of the API's answers that Caddy passes on; it drops all others. */
export const passedHeaders = [
  'Content-Encoding Content-Length',
  'Retry-After RateLimit RateLimit-Policy RateLimit-Limit RateLimit-Remaining RateLimit-Reset',
  'X-RateLimit-Limit X-RateLimit-Remaining X-RateLimit-Reset X-Kong-Request-Id X-Request-Id',
].join(' ')

/**
 * Headers of the API's answers that nginx drops. It has no way to name those it passes on, so these
 * are all to which the standards, browsers or servers give a meaning that the console doesn't need.
 */
export const hiddenHeaders: readonly string[] = `
  Content-Type Content-Disposition Content-Language Content-Location Content-Range Accept-Ranges
  Set-Cookie Set-Cookie2 Clear-Site-Data P3P Activate-Storage-Access Shared-Storage-Write
  Secure-Session-Registration Secure-Session-Challenge Secure-Session-Skipped
  Sec-Session-Registration Sec-Session-Challenge Set-Login
  WWW-Authenticate Optional-WWW-Authenticate Authentication-Info Authentication-Control
  Proxy-Authenticate Proxy-Authentication-Info
  Location Refresh Link Alt-Svc Upgrade Trailer Speculation-Rules Supports-Loading-Mode
  Strict-Transport-Security Public-Key-Pins Public-Key-Pins-Report-Only Expect-CT
  NEL Report-To Reporting-Endpoints SourceMap X-SourceMap Server-Timing Timing-Allow-Origin
  Content-Security-Policy Content-Security-Policy-Report-Only X-Content-Security-Policy
  X-WebKit-CSP Permissions-Policy Permissions-Policy-Report-Only Feature-Policy
  Document-Policy Document-Policy-Report-Only Require-Document-Policy Document-Isolation-Policy
  Document-Isolation-Policy-Report-Only Integrity-Policy Integrity-Policy-Report-Only
  Connection-Allowlist Connection-Allowlist-Report-Only Cross-Origin-Embedder-Policy
  Cross-Origin-Embedder-Policy-Report-Only Cross-Origin-Opener-Policy
  Cross-Origin-Opener-Policy-Report-Only Cross-Origin-Resource-Policy Origin-Agent-Cluster
  Origin-Trial Referrer-Policy Service-Worker-Allowed X-Content-Type-Options X-Frame-Options
  X-XSS-Protection X-Permitted-Cross-Domain-Policies X-Download-Options X-UA-Compatible
  X-DNS-Prefetch-Control X-Robots-Tag
  Access-Control-Allow-Origin Access-Control-Allow-Credentials Access-Control-Allow-Methods
  Access-Control-Allow-Headers Access-Control-Allow-Private-Network
  Access-Control-Allow-Local-Network Access-Control-Expose-Headers Access-Control-Max-Age
  Accept-CH Accept-CH-Lifetime Critical-CH Content-DPR Observe-Browsing-Topics Ad-Auction-Signals
  Ad-Auction-Additional-Bid Ad-Auction-Allowed Ad-Auction-Result
  Attribution-Reporting-Register-Source Attribution-Reporting-Register-Trigger
  Attribution-Reporting-Register-OS-Source Attribution-Reporting-Register-OS-Trigger
  Use-As-Dictionary Dictionary-ID No-Vary-Search
  Cache-Control Expires Pragma Age Vary ETag Last-Modified Warning Surrogate-Control
  Surrogate-Key CDN-Cache-Control Cache-Status Cache-Tag Variants Delta-Base IM
  X-Sendfile X-Accel-Mapping X-LiteSpeed-Location X-LiteSpeed-Cache-Control Via Server
  X-Powered-By Status Tk
`
  .trim()
  .split(/\s+/)
