// What the console's page does by itself, whichever server sends it.
import { createServer } from 'node:https'
import { deviceLink, row, rowAction } from '../e2e/support/console.ts'
import { listen } from './listen.ts'
import { login } from './prepare.ts'
import { compressedBuild, expect, test } from './test.ts'

test.use({ httpCredentials: login })

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

test('in the read-only form it shows the actions, disabled, with the reason', async ({
  page,
  start,
}) => {
  const { url } = await start({ build: compressedBuild, flags: { 'read-only': true } })
  await page.goto(`${url}devices`)
  const action = rowAction(row(page, 'lost-laptop-01'), 'Remove')
  await expect(action).toBeDisabled()
  await expect(action).toHaveAttribute('title', 'Read-only')
  await deviceLink(page, 'lost-laptop-01').click()
  const main = page.getByRole('main').getByRole('button', { name: 'Deactivate' })
  await expect(main).toBeDisabled()
  await expect(main).toHaveAccessibleDescription('Read-only')
})
