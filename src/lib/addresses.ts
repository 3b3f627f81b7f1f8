// Rules for addresses that an operator writes. `npm run configure` uses them, too, and puts what
// passes, unquoted, into files for nginx and Caddy.

/** Why a text can't be the base address of an API. */
export type AddressFault = 'form' | 'credentials' | 'query' | 'host' | 'path' | 'unencrypted'

/** Parses an API's address, http(s) or a path of this origin, without slashes at its end; or gives its first fault. */
export function parseApiAddress(text: string): { address: string } | { fault: AddressFault } {
  const url = parse(text.trim(), /^https?:\/\//i)
  if (url === null) return { fault: 'form' }
  if (/^[^/]+\/\/[^/?#]*@/.test(text)) return { fault: 'credentials' }
  if (/[?#]/.test(text)) return { fault: 'query' }
  if (!hasRealHost(url)) return { fault: 'host' }
  if (!/^[\w.~/-]*$/.test(url.pathname)) return { fault: 'path' }
  // `URL` normalizes every form of an IPv4 address, so no domain name can match.
  const isLoopback = /^((.+\.)?localhost|127\.[\d.]+|\[::1\])$/.test(url.hostname)
  if (url.protocol === 'http:' && !isLoopback) return { fault: 'unencrypted' }
  const path = url.pathname.replace(/\/+$/, '')
  return { address: url.origin === ownOrigin ? path : url.origin + path }
}

/** True for an https address or a path on the site's own origin, to which a person may be sent. */
export function isLinkTarget(text: unknown): boolean {
  const url = typeof text === 'string' && parse(text, /^https:\/\//i)
  return !!url && hasRealHost(url) && !url.username && !url.password
}

/** True for a domain name or IP address as `URL` writes it: no wildcard, no dot at its end. */
export function isHost(hostname: string): boolean {
  if (/^\[[\da-f:.]+\]$/.test(hostname)) return true
  const label = /^[a-z\d_]([a-z\d_-]*[a-z\d_])?$/
  return (
    hostname.length <= 253 &&
    hostname.split('.').every((part) => part.length <= 63 && label.test(part))
  )
}

/** Stands for the site's own origin, which no address can name. */
const ownOrigin = 'https://own.invalid'

function parse(text: string, scheme: RegExp): URL | null {
  // `URL` drops tabs and newlines, reads "\" as "/", and skips further slashes.
  if (/[\s\\\p{Cc}]/u.test(text)) return null
  const isAbsolute = scheme.test(text) && !/^[^/]+\/\/\//.test(text)
  if (!isAbsolute && !/^\/(?!\/)/.test(text)) return null
  return URL.parse(text, ownOrigin)
}

function hasRealHost(url: URL): boolean {
  return isHost(url.hostname) && url.port !== '0'
}
