// What the console's page does by itself, whichever server sends it.
import { createServer } from 'node:https'
import { confirmation, deviceLink, heading, names, row, rowAction } from '../e2e/support/console.ts'
import { expectNoTraceOf } from '../e2e/support/oracles.ts'
import { listen } from './listen.ts'
import { serverKey } from './prepare.ts'
import { person, signIn } from './identity.ts'
import { compressedBuild, expect, expectNoComplaint, test } from './test.ts'

test('on a host that sends no headers, it refuses to run in the frame of another page', async ({
  page,
  start,
  certificate,
  upstream,
}) => {
  const withoutHeaders = (text: string) =>
    text
      .replaceAll(/^.*(add_header|Cross-Origin-|X-Frame-Options).*$/gm, '')
      .replaceAll("frame-ancestors 'none'; ", '')
  const { url } = await start({ auth: 'apikey', build: compressedBuild, edit: withoutHeaders })
  const attacker = createServer({ cert: certificate.cert, key: certificate.key }, (_, to) =>
    to.writeHead(200, { 'content-type': 'text/html' }).end(`<iframe src="${url}"></iframe>`),
  )
  const { port, close } = await listen(attacker)
  await page.goto(`https://localhost:${port}/`)
  const framed = page.frameLocator('iframe')
  await expect(framed.getByRole('heading', { name: 'Open in a tab' })).toBeVisible()
  await expect(framed.getByRole('textbox')).toHaveCount(0)
  expect(upstream.received).toEqual([])
  await close()
})

test('in the read-only form it disables the actions, and a sign-in on another origin leads back to it', async ({
  page,
  start,
  identity: { provider },
  upstream,
}) => {
  const signInUrl = `${provider}/?callback=`
  const flags = { 'read-only': true, 'sign-in': 'external', 'sign-in-url': signInUrl }
  const { url } = await start({ build: compressedBuild, flags })
  const link = `${url}devices?q=laptop`
  await page.goto(link)
  const action = rowAction(row(page, 'lost-laptop-01'), 'Remove')
  await expect(action).toBeDisabled()
  await expect(action).toHaveAttribute('title', 'Read-only')

  await deviceLink(page, 'lost-laptop-01').click()
  const main = page.getByRole('main').getByRole('button', { name: 'Deactivate' })
  await expect(main).toBeDisabled()
  await expect(main).toHaveAccessibleDescription('Read-only')
  await page.goBack()
  await expect(action).toBeDisabled()

  upstream.answerWith((_, to) => to.writeHead(401, { 'content-type': 'text/html' }).end('Sign in'))
  await page.getByRole('button', { name: 'Refresh' }).click()
  const expired = page.getByRole('alert').filter({ hasText: 'Your sign-in has expired' })
  await expired.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL(signInUrl + encodeURIComponent(link))
  await page.getByRole('link', { name: 'Continue' }).click()
  await page.waitForURL(link, { waitUntil: 'commit' })
})

test('behind a login there is no key; a run pauses when that ends, and signing out ends every tab', async ({
  page,
  context,
  signInHost: { url },
  identity,
  upstream,
  watched,
}) => {
  const asked: string[] = []
  page.on('request', (request) => asked.push(JSON.stringify(request.headers())))
  const { promise: hasEnded, resolve: end } = Promise.withResolvers<void>()
  upstream.holdChanges(hasEnded)
  const link = `${url}devices?q=laptop&sort=-name`
  await page.goto(link)
  await signIn(page, identity)
  await page.waitForURL(link)
  await page.getByRole('checkbox', { name: 'Select all on this page' }).check()
  await page
    .getByRole('region', { name: 'Selection' })
    .getByRole('button', { name: /^Deactivate \d+/ })
    .click()
  await expect(confirmation(page)).toContainText('to confirm.')
  const phrase = /deactivate \d+(?=\s+to confirm)/.exec(await confirmation(page).innerText())?.[0]
  await confirmation(page)
    .getByRole('textbox')
    .fill(phrase ?? '')
  await page.keyboard.press('Enter')
  await expect.poll(() => upstream.received.some(({ method }) => method === 'POST')).toBe(true)
  identity.expire()
  end()
  const expired = page.getByRole('alert').filter({ hasText: 'Your sign-in has expired' })
  await expect(expired).toBeVisible()
  const sent = upstream.api.requests.length
  const [other] = await Promise.all([
    context.waitForEvent('page'),
    page.getByRole('button', { name: 'Sign in (new tab)' }).click(),
  ])
  await signIn(other, identity)
  await expect(names(other).first()).toBeVisible()
  await page.getByRole('button', { name: 'Resume' }).click()
  await expect(expired).toBeHidden()
  await page.getByRole('link', { name: 'Open receipt' }).click()
  await expect(page.getByRole('main')).toContainText(`Signed in: ${person}`)
  await expect.poll(() => upstream.api.requests.length).toBeGreaterThan(sent)
  // Behind the login, only the server has the key.
  expect(upstream.received.every(({ headers }) => headers['apikey'] === serverKey)).toBe(true)
  expect(upstream.received.some(({ method }) => method === 'OPTIONS')).toBe(false)
  expect(asked.join('\n')).not.toContain(serverKey)
  await expectNoTraceOf(page, serverKey)

  await page.getByRole('button', { name: 'Menu' }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.waitForURL(`${url}oauth2/sign_in`)
  await expect(heading(other, 'Signed out')).toBeVisible()
  const place = other.url()
  await other.getByRole('button', { name: 'Sign in' }).click()
  await signIn(other, identity)
  await other.waitForURL(place, { waitUntil: 'commit' })
  expectNoComplaint(watched)
})
