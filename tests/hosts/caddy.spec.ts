// What Caddy alone has, such as an endpoint that reads and replaces its configuration, and the way through
// a sign-in that page.spec.ts has with nginx.
import { spawnSync } from 'node:child_process'
import { lstatSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { row } from '../e2e/support/console.ts'
import { ask, asConsole } from './ask.ts'
import { signIn } from './identity.ts'
import { freePort } from './listen.ts'
import { serverKey } from './prepare.ts'
import { expect, expectNoComplaint, test } from './test.ts'

const list = 'api/tenants/devices'
const attacker = fileURLToPath(new URL('local-attacker.ts', import.meta.url))

test('another user of the machine can’t reach what replaces Caddy’s configuration and shows its key', async ({
  start,
}) => {
  const { folder } = await start({})
  const text = readFileSync(join(folder, 'Caddyfile'), 'utf8')
  const admin = /^\tadmin (\S+)$/m.exec(text)?.[1] ?? 'localhost:2019'
  expect(statSync(dirname(admin.replace(/^unix\//, ''))).mode & 0o077).toBe(0)
  // Only root can become another user.
  if (process.getuid?.() !== 0) return
  const port = String(await freePort())
  const { stdout, stderr } = spawnSync(process.execPath, [attacker, admin, port], {
    encoding: 'utf8',
  })
  expect(stderr).toBe('')
  expect(stdout).toBe('EACCES')
})

test('what Caddy keeps of its configuration, with the key, is for its own user alone', async ({
  proxyHost: { folder },
}) => {
  const kept = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => lstatSync(path).isFile() && readFileSync(path, 'utf8').includes(serverKey))
  expect(kept.map((path) => path.slice(folder.length + 1)).toSorted()).toEqual([
    'run/caddy/caddy/autosave.json',
    'secrets/localhost.key',
  ])
  for (const path of kept) expect(statSync(path).mode & 0o077, path).toBe(0)
  expect(statSync(join(folder, 'run/caddy')).mode & 0o077).toBe(0)
})

test('Caddy takes a changed file by the command of "systemctl reload", and loses no request', async ({
  start,
  upstream,
}) => {
  const { url, folder, reload } = await start({})
  const file = join(folder, 'device-console/localhost.caddy')
  const statusOf = async (path: string) => (await ask(url + path, { headers: asConsole })).status
  for (const status of [418, 451]) {
    upstream.reset()
    const { promise: isReloaded, resolve: release } = Promise.withResolvers<void>()
    upstream.answerWith(
      (_, to) =>
        void isReloaded.then(() => to.writeHead(200, { 'content-type': 'text/json' }).end()),
    )
    const underWay = ask(url + list, { headers: asConsole })
    await expect.poll(() => upstream.received.length).toBe(1)
    writeFileSync(file, readFileSync(file, 'utf8').replace(/respond \d{3}$/m, `respond ${status}`))
    const reloaded = reload()
    await expect.poll(() => statusOf('api/of-no-call')).toBe(status)
    release()
    expect((await underWay).status).toBe(200)
    await reloaded
    upstream.reset()
    expect(await statusOf(list)).toBe(200)
    expect(upstream.received.map(({ headers }) => headers['apikey'])).toEqual([serverKey])
  }
})

test('an early hint of the API doesn’t take headers from the answer', async ({
  proxyHost: { url },
  upstream,
}) => {
  upstream.answerWith((from, to) => {
    from.socket.write(
      'HTTP/1.1 103 Early Hints\r\nContent-Security-Policy: x\r\nX-Frame-Options: x\r\nSet-Cookie: a=b\r\n\r\n',
    )
    to.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  })
  const { headers, status, body } = await ask(url + list, { headers: asConsole })
  expect([status, String(body)]).toEqual([200, '{}'])
  expect(headers['x-frame-options']).toBe('DENY')
  expect(headers['content-security-policy']).toContain('sandbox')
  expect(headers['set-cookie']).toBeUndefined()
})

test('a sign-in comes back to the same address, first and where it has ended', async ({
  page,
  context,
  signInHost: { url },
  identity,
  watched,
}) => {
  const link = `${url}devices?q=laptop&sort=-name`
  await page.goto(link)
  await signIn(page, identity)
  await page.waitForURL(link)
  await expect(row(page, 'lost-laptop-01')).toBeVisible()
  identity.expire()
  await page.getByRole('button', { name: 'Refresh' }).click()
  const expired = page.getByRole('alert').filter({ hasText: 'Your sign-in has expired' })
  await expired.getByRole('button', { name: 'Sign in' }).click()
  await signIn(page, identity)
  await page.waitForURL(link)
  await expect(row(page, 'lost-laptop-01')).toBeVisible()
  expect(context.pages()).toHaveLength(1)
  expectNoComplaint(watched)
})
