import { test as base } from '@playwright/test'
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { serveBuild, type ServedBuild } from './serve.ts'
import { expectAxeFindsNothing } from './support/axe.ts'
import {
  confirmation,
  connect,
  deviceLink,
  heading,
  names,
  openConnected,
  range,
  openKept,
} from './support/console.ts'
import { configFor, productionBuild } from './support/sites.ts'
import { expect, test } from './support/test.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const temporary: string[] = []
const served: ServedBuild[] = []

test.afterEach(async () => {
  for (const site of served.splice(0)) await site.close()
  for (const folder of temporary.splice(0)) rmSync(folder, { recursive: true, force: true })
})

test('the console works below a path of a shared host, deep links included', async ({
  page,
  api,
}) => {
  const folder = temporaryFolder()
  const vite = join(root, 'node_modules/vite/bin/vite.js')
  const build = spawnSync(
    process.execPath,
    [vite, 'build', '--base', '/console/', '--outDir', folder, '--emptyOutDir'],
    { cwd: root, encoding: 'utf8' },
  )
  expect(build.status, build.stderr).toBe(0)
  const site = await serve({ directory: folder, base: '/console/', config: configFor(api.url) })
  const { origin } = new URL(site.url)
  const outside: string[] = []
  page.on('request', (request) => {
    const { origin: target, pathname } = new URL(request.url())
    if (target === origin && !pathname.startsWith('/console/')) outside.push(pathname)
  })

  await openConnected(page, `${origin}/console/devices?page=2`)
  await expect(range(page, '26–50 of 1,248')).toBeVisible()
  await page.getByRole('button', { name: 'Menu' }).click()
  const opened = page.waitForEvent('popup')
  await page.getByRole('link', { name: 'Third-party notices' }).click()
  await expect((await opened).locator('body')).toContainText('react 1')
  await (await opened).close()
  await page.keyboard.press('Escape')
  await page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('link', { name: 'Devices' })
    .click()
  await deviceLink(page, 'lost-laptop-01').click()
  await expect(page).toHaveURL(/\/console\/devices\/[\da-f-]{36}$/)
  await page.reload()
  await connect(page)
  await expect(heading(page, 'lost-laptop-01')).toBeVisible()
  await page.getByRole('main').getByRole('button', { name: 'Deactivate' }).click()
  await confirmation(page).getByRole('button', { name: 'Deactivate device' }).click()
  await expect(confirmation(page)).toBeHidden()
  expect(api.requests).toHaveLength(1)
  expect(outside).toEqual([])
})

// One of each kind of page; the unit tests of the configuration have every mistake.
const brokenConfigs: [string, object | string | null, string, RegExp][] = [
  ['missing', null, 'config.json is missing', /Add config\.json next to index\.html/],
  [
    'the page itself',
    '<!doctype html><title>Console</title>',
    'config.json is missing: the host returned an HTML page',
    /The host returns index\.html for files that don’t exist/,
  ],
  ['malformed', '{ "apiBaseUrl": ', 'config.json isn’t valid JSON', /JSON/],
  [
    'with values that are none',
    { auth: 'password', sortFormat: 'random' },
    'config.json has invalid settings',
    /auth must be "apikey" or "proxy", but is "password"\..*sortFormat must be/s,
  ],
]

test('a config.json that is missing, malformed or wrong is explained on the page', async ({
  page,
}) => {
  for (const [how, config, what, detail] of brokenConfigs) {
    await test.step(how, async () => {
      await page.route('**/config.json', (route) => route.fulfill(answerWith(config)))
      await page.goto('/devices')
      await expect(page.getByRole('main')).toContainText(what)
      await expect(heading(page, 'The console isn’t configured')).toBeVisible()
      await expect(page.getByRole('main')).toContainText(detail)
      await expect(page.getByRole('main')).toContainText('"apiBaseUrl": "https://')
      await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible()
    })
  }
  await expectAxeFindsNothing(page)
})

function answerWith(config: object | string | null) {
  if (config === null) return { status: 404 }
  if (typeof config === 'object') return { json: config }
  return { contentType: config.startsWith('<') ? 'text/html' : 'application/json', body: config }
}

test('an API that cannot be used is told with what to look at', async ({ page, api, watched }) => {
  const { origin, host } = new URL(api.url)
  const alert = page.getByRole('alert')
  await test.step('cannot be reached', async () => {
    await api.setFault('no-cors')
    await page.goto('/devices')
    await connect(page)
    await expect(alert).toContainText('Can’t reach')
    await expect(alert).toContainText(/network.*certificate.*CORS/)
    await api.setFault(undefined)
    await connect(page)
    await expect(names(page)).toHaveCount(25)
  })
  await test.step('another path', async () => {
    await page.route('**/config.json', (route) =>
      route.fulfill({ json: configFor(`${origin}/prod`) }),
    )
    await page.goto('/devices')
    await connect(page)
    await expect(alert).toContainText('The device API wasn’t found at')
    await expect(alert).toContainText('apiBaseUrl in config.json')
  })
  await test.step('headers that do not allow it, which are not mistaken for CORS', async () => {
    const site = await serve({
      directory: productionBuild,
      config: configFor('https://earlier.example/qa'),
    })
    await page.route('**/config.json', (route) => route.fulfill({ json: configFor(api.url) }))
    watched.allowRefusalOf(origin)
    await page.goto(site.url)
    await connect(page)
    await expect(alert).toContainText(`This site’s headers don’t allow ${host}`)
    await expect(alert).toContainText(
      'Run configure again so that config.json and the headers agree.',
    )
  })
})

test('a new release while the console is open costs one reload and no place', async ({
  page,
  api,
}) => {
  const { folder, chunk } = copyOfTheBuild()
  const site = await serve({ directory: folder, config: configFor(api.url) })
  await openKept(page, `${site.url}devices`)
  let loads = 0
  page.on('load', () => (loads += 1))

  renameSync(chunk, `${chunk}.gone`)
  page.on('request', (request) => {
    // The page that is loaded anew is the one of the new release, with all of its parts.
    if (request.isNavigationRequest()) renameSync(`${chunk}.gone`, chunk)
  })
  await page.getByRole('link', { name: 'Activity' }).click()
  await expect(heading(page, 'Activity')).toBeVisible()
  await expect.poll(() => loads).toBe(1)
  await expect(page).toHaveURL(/\/activity$/)
})

test('a part that stays missing is told after one reload, never in a loop', async ({
  page,
  api,
}) => {
  const { folder, chunk } = copyOfTheBuild()
  const site = await serve({ directory: folder, config: configFor(api.url) })
  await openKept(page, `${site.url}devices`)
  let loads = 0
  page.on('load', () => (loads += 1))
  renameSync(chunk, `${chunk}.gone`)

  await page.getByRole('link', { name: 'Activity' }).click()
  await expect(heading(page, 'Part of the console couldn’t be loaded')).toBeVisible()
  await expect(page.getByRole('main')).toContainText('A new version is available')
  await expect.poll(() => loads).toBe(1)
  await expect(page).toHaveURL(/\/activity$/)

  // The rest of the console still works.
  await page.getByRole('link', { name: 'Devices' }).click()
  await expect(names(page)).toHaveCount(25)
  expect(loads).toBe(1)

  renameSync(`${chunk}.gone`, chunk)
  await page.goBack()
  // Whoever comes back has it tried again.
  await expect(heading(page, 'Activity')).toBeVisible()
  expect(loads).toBe(1)
})

base('the build lists every package in it, with license and hash', () => {
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>
  }
  const built = (name: string) => readFileSync(resolve(root, productionBuild, name), 'utf8')
  const { components } = JSON.parse(built('sbom.json')) as {
    components: { name: string; version: string; hashes: { content: string }[] }[]
  }
  const bundled = components.map(({ name }) => name)
  // Tailwind's style sheet and Vite's helpers are in the build, though they are tools.
  expect(bundled).toEqual(
    expect.arrayContaining([...Object.keys(dependencies), 'scheduler', 'tailwindcss', 'vite']),
  )
  expect(bundled.join()).not.toMatch(/msw|node-linux|playwright|typescript/)
  const notices = built('third-party-notices.txt')
  for (const { name, version } of components) expect(notices).toContain(`${name} ${version} (`)
  expect(notices).not.toContain('contains no license text')
  for (const { hashes } of components) expect(hashes[0]?.content).toMatch(/^[\da-f]{128}$/)
})

async function serve(options: Parameters<typeof serveBuild>[0]): Promise<ServedBuild> {
  const site = await serveBuild(options)
  served.push(site)
  return site
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'device-console-'))
  temporary.push(folder)
  return folder
}

/** A copy of the production build, with the path of a part that is loaded only when it is shown. */
function copyOfTheBuild(): { folder: string; chunk: string } {
  const folder = temporaryFolder()
  cpSync(resolve(root, productionBuild), folder, { recursive: true })
  const assets = join(folder, 'assets')
  const name = readdirSync(assets).find((file) => /^other-pages-.*\.js$/.test(file))
  if (name === undefined) throw new Error('The build has no part of its own for the runs page')
  return { folder, chunk: join(assets, name) }
}
