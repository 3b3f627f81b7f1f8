// Requests that another website can have the browser of a signed-in person send: the login travels
// with them.
import type { Page } from '@playwright/test'
import { createServer } from 'node:https'
import type { Certificate } from './certificate.ts'
import { listen } from './listen.ts'
import { login } from './prepare.ts'
import { expect, test } from './test.ts'
import type { Upstream } from './upstream.ts'

test.use({ httpCredentials: login })

/** Sends a request as a script does, and waits for its end, which the page can't read. */
const send = (page: Page, address: string, options: { method?: string; mode: RequestMode }) =>
  page.evaluate(
    ([target, init]) =>
      fetch(target, { credentials: 'include', ...init }).then(
        () => null,
        () => null,
      ),
    [address, options] as const,
  )

/** Each attack on a device ends when the browser has its answer. */
const attacks: Record<string, (page: Page, device: string) => Promise<unknown>> = {
  'simple POST': (page, device) =>
    send(page, `${device}/deactivate`, { method: 'POST', mode: 'no-cors' }),
  form: (page, device) =>
    page.evaluate(async (action) => {
      const form = document.createElement('form')
      Object.assign(form, { method: 'post', action, target: 'frame' })
      const frame = document.createElement('iframe')
      frame.name = 'frame'
      document.body.append(frame, form)
      const loaded = new Promise((resolve) => frame.addEventListener('load', resolve))
      form.submit()
      await loaded
    }, `${device}/deactivate`),
  read: (page, device) => send(page, device, { mode: 'cors' }),
  // The browser asks the server before it sends a DELETE to another origin.
  DELETE: (page, device) => send(page, device, { method: 'DELETE', mode: 'cors' }),
  image: (page, device) =>
    page.evaluate(async (source) => {
      const image = new Image()
      const ended = new Promise((resolve) => {
        image.addEventListener('load', resolve)
        image.addEventListener('error', resolve)
      })
      image.src = source
      await ended
    }, device),
  // The last, because it leaves the page.
  link: async (page, device) => {
    await page.evaluate((href) => {
      const link = document.createElement('a')
      link.href = href
      document.body.append(link)
      link.click()
    }, device)
    await page.waitForURL(device)
  },
}

/** Lets each attack come from a website at `attacker`; returns the names of those that the API saw. */
async function attackFrom(
  attacker: string,
  page: Page,
  { url, upstream, certificate }: { url: string; upstream: Upstream; certificate: Certificate },
): Promise<string[]> {
  const server = createServer({ cert: certificate.cert, key: certificate.key }, (_, answer) =>
    answer.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Win</title>'),
  )
  const { port, close } = await listen(server)
  // A signed-in person, whose browser has the login.
  expect((await page.goto(`${url}config.json`))?.status()).toBe(200)
  const { id } = upstream.api.backend.list([], 1, 0).data[0] ?? {}
  const seen: string[] = []
  await page.goto(`https://${attacker}:${port}/`)
  for (const [name, attack] of Object.entries(attacks)) {
    upstream.reset()
    await attack(page, `${url}api/tenants/devices/${id}`)
    if (upstream.received.length > 0) seen.push(name)
  }
  await close()
  return seen
}

// Another host, and another port of the same host, which cookies and SameSite can't tell apart.
const attackers = ['127.0.0.1', 'localhost']

test('a website at another host or port can neither read, deactivate nor remove', async ({
  page,
  proxyHost: { url },
  upstream,
  certificate,
}) => {
  const statuses: number[] = []
  page.on('response', (response) => {
    if (response.url().startsWith(`${url}api/`)) statuses.push(response.status())
  })
  for (const attacker of attackers) {
    expect(await attackFrom(attacker, page, { url, upstream, certificate }), attacker).toEqual([])
    expect(new Set(statuses.splice(0).filter((status) => status !== 401))).toEqual(new Set([403]))
  }
})

test('the attacks are real: without the check of Sec-Fetch-Site they reach the API', async ({
  page,
  start,
  upstream,
  certificate,
}) => {
  const check = /^.*(\$http_sec_fetch_site|respond @foreign).*$/m
  const { url } = await start({ edit: (text) => text.replace(check, '') })
  const target = { url, upstream, certificate }
  // A server that allows no other origin stops the browser's DELETE by itself.
  const all = ['simple POST', 'form', 'read', 'image', 'link']
  expect(await attackFrom('localhost', page, target)).toEqual(all)
  // To another host Chromium sends a password only with a navigation; a cookie could go with all.
  expect(await attackFrom('127.0.0.1', page, target)).toEqual(['link'])
})
