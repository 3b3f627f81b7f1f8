// A stand-in for oauth2-proxy and the identity provider behind it: what the console's servers and a
// browser see of them (oauth2-proxy's documentation, "Endpoints" and "Behaviour").
import type { Page } from '@playwright/test'
import { randomUUID } from 'node:crypto'
import { createServer as createPlainServer, type IncomingHttpHeaders } from 'node:http'
import { createServer } from 'node:https'
import type { Flags } from '../../deploy/settings.ts'
import type { Certificate } from './certificate.ts'
import { listen } from './listen.ts'

/** The person who signs in. */
export const person = 'alice@example.com'

export interface Identity {
  /** The flags of `configure` for a console behind it. */
  readonly flags: Flags
  /** The identity provider's origin, which the browser visits. */
  readonly provider: string
  /** A cookie of a person who is signed in. */
  signIn: () => string
  /** Ends every sign-in, as time does. */
  expire: () => void
  /** Gives the next request a new cookie, as `--cookie-refresh` does. */
  renew: () => void
  /** What the console's server has asked, as written. */
  readonly asked: { path: string; headers: IncomingHttpHeaders }[]
  close: () => Promise<void>
}

/** Signs in at the identity provider, where a redirect has led. */
export async function signIn(page: Page, { provider }: Identity): Promise<void> {
  await page.waitForURL(`${provider}/**`)
  await page.getByRole('link', { name: 'Continue' }).click()
}

const cookieName = '_oauth2_proxy'

export async function startIdentity(certificate: Certificate): Promise<Identity> {
  const signedIn = new Set<string>()
  /** Addresses to come back to. */
  const returns = new Map<string, string>()
  let isRenewing = false
  const asked: Identity['asked'] = []

  const provider = await listen(
    createServer({ cert: certificate.cert, key: certificate.key }, (from, to) => {
      const callback = new URL(from.url ?? '/', 'https://provider').searchParams.get('callback')
      to.writeHead(200, { 'content-type': 'text/html' })
      to.end(`<!doctype html><title>Identity provider</title><a href="${callback}">Continue</a>`)
    }),
  )
  const origin = `https://127.0.0.1:${provider.port}`
  const cookieFor = (id: string) => `${cookieName}=${id}; Path=/; HttpOnly; Secure; SameSite=Lax`

  const proxy = await listen(
    createPlainServer((from, to) => {
      const { pathname, searchParams } = new URL(from.url ?? '/', 'http://oauth2-proxy')
      const current = new RegExp(`${cookieName}=([^;]+)`).exec(from.headers.cookie ?? '')?.[1] ?? ''
      const asksFor = from.headers['x-auth-request-redirect']
      asked.push({ path: from.url ?? '', headers: from.headers })
      const wanted = searchParams.get('rd') ?? (typeof asksFor === 'string' ? asksFor : '/')
      const redirect = (location: string, cookie?: string) => {
        to.writeHead(302, { location, ...(cookie !== undefined && { 'set-cookie': cookie }) }).end()
      }
      switch (pathname) {
        case '/oauth2/auth': {
          if (!signedIn.has(current)) return void to.writeHead(401).end('Unauthorized\n')
          const renewed = isRenewing ? randomUUID() : undefined
          isRenewing = false
          if (renewed !== undefined) signedIn.add(renewed)
          return void to
            .writeHead(202, {
              'x-auth-request-user': 'alice',
              'x-auth-request-email': person,
              ...(renewed !== undefined && { 'set-cookie': cookieFor(renewed) }),
            })
            .end()
        }
        case '/oauth2/start': {
          const state = randomUUID()
          returns.set(state, wanted)
          const callback = `https://${from.headers.host}/oauth2/callback?state=${state}`
          return redirect(`${origin}/?callback=${encodeURIComponent(callback)}`)
        }
        case '/oauth2/callback': {
          const id = randomUUID()
          signedIn.add(id)
          return redirect(returns.get(searchParams.get('state') ?? '') ?? '/', cookieFor(id))
        }
        case '/oauth2/sign_out':
          signedIn.delete(current)
          return redirect(wanted, `${cookieName}=; Path=/; Max-Age=0`)
        case '/oauth2/sign_in':
          to.writeHead(200, { 'content-type': 'text/html' })
          to.end(
            '<!doctype html><title>Sign in</title><form action="/oauth2/start"><button>Sign in with OpenID</button></form>',
          )
          return undefined
        default:
          return void to.writeHead(404).end()
      }
    }),
  )

  return {
    flags: { 'sign-in': 'oauth2-proxy', 'oauth2-proxy': `http://127.0.0.1:${proxy.port}` },
    provider: origin,
    signIn() {
      const id = randomUUID()
      signedIn.add(id)
      return `${cookieName}=${id}`
    },
    expire: () => signedIn.clear(),
    renew: () => (isRenewing = true),
    asked,
    async close() {
      await Promise.all([proxy.close(), provider.close()])
    },
  }
}
