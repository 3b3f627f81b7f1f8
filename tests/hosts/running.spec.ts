// What an operator does with a site: look after it, change its key, keep several.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { ask, asConsole } from './ask.ts'
import { deviceLink, row, rowAction } from '../e2e/support/console.ts'
import { login, serverKey } from './prepare.ts'
import { expect, test } from './test.ts'

const list = 'api/tenants/devices'
const device = `${list}/00000000-0000-4000-8000-000000000000`

test('/healthz needs no login, and says whether the site serves', async ({ start, upstream }) => {
  for (const auth of ['proxy', 'apikey'] as const) {
    upstream.reset()
    const { url, root } = await start({ auth })
    const well = await ask(`${url}healthz`)
    expect([well.status, String(well.body).trim()]).toEqual([200, 'ok'])
    expect(well.headers['content-type']).toContain('text/plain')
    expect(upstream.received).toEqual([])
    rmSync(join(root, 'index.html'))
    expect((await ask(`${url}healthz`)).status).toBe(503)
  }
})

test('above a sub-path, the domain leads to the console and has nothing else', async ({
  start,
}) => {
  for (const auth of ['proxy', 'apikey'] as const) {
    const { url } = await start({ auth, base: '/console/' })
    const { origin } = new URL(url)
    for (const path of ['/', '/console']) {
      const { status, headers } = await ask(origin + path, { headers: asConsole })
      expect([status, headers.location], path).toEqual([302, '/console/'])
    }
    for (const path of ['/devices', '/console.txt', '/api/tenants/devices']) {
      expect((await ask(origin + path, { headers: asConsole })).status, path).toBe(404)
    }
    expect((await ask(`${origin}/console/healthz`)).status).toBe(200)
  }
})

test('the read-only form forwards reads and nothing else', async ({ start, upstream }) => {
  const { url } = await start({ flags: { 'read-only': true } })
  const config = await ask(`${url}config.json`, { headers: asConsole })
  expect(JSON.parse(String(config.body))).toMatchObject({ readOnly: true })
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
    for (const path of [list, device, `${device}/deactivate`]) {
      const { status } = await ask(url + path, { method, headers: asConsole })
      expect(status, `${method} ${path}`).toBe(405)
    }
  }
  expect(upstream.received).toEqual([])
  await ask(url + list, { headers: asConsole })
  await ask(url + device, { headers: asConsole })
  expect(upstream.received.map(({ method }) => method)).toEqual(['GET', 'GET'])
})

test.describe('in a browser', () => {
  test.use({ httpCredentials: login })

  test('the read-only form shows the actions, disabled, with the reason', async ({
    page,
    start,
    compressedBuild,
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
})

test('a new key takes over by a reload, and no request fails meanwhile', async ({
  start,
  upstream,
}) => {
  const { url, writeKey, reload } = await start({})
  upstream.answerWith((_, to) => to.writeHead(200, { 'content-type': 'text/json' }).end('{}'))
  const statuses: number[] = []
  const seenKeys = () => [...new Set(upstream.received.map(({ headers }) => headers['apikey']))]
  const done = new AbortController()
  const callers = Array.from({ length: 4 }, async () => {
    while (!done.signal.aborted)
      statuses.push((await ask(url + list, { headers: asConsole })).status)
  })
  await expect.poll(() => upstream.received.length).toBeGreaterThan(4)
  writeKey('the-next-key')
  await reload()
  await expect.poll(() => upstream.received.at(-1)?.headers['apikey']).toBe('the-next-key')
  done.abort()
  await Promise.all(callers)
  expect(seenKeys()).toEqual([serverKey, 'the-next-key'])
  expect(new Set(statuses)).toEqual(new Set([200]))
})
