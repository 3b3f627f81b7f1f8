// A site's releases are folders and a link that is switched: what a tab that is open sees of it. What the
// servers send then is in answers.spec.ts.
import { cpSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page, Request } from '@playwright/test'
import { confirmation, heading, names, row, rowAction } from '../e2e/support/console.ts'
import { expectNoTraceOf } from '../e2e/support/oracles.ts'
import { login, serverKey } from './prepare.ts'
import { switchTo, type Host } from './start.ts'
import { compressedBuild, expect, expectNoComplaint, test } from './test.ts'

test.use({ httpCredentials: login })

/** How its scripts' names end; no hash has a dot. */
const ofVersion2 = '.2.js'

/**
 * Puts another version beside the one that is served, to which the link still leads. It differs as a
 * version does: no script has the same name.
 */
function upload({ folder }: Host): void {
  const releases = join(folder, 'srv/localhost/releases')
  const next = join(releases, '2')
  cpSync(join(releases, '1'), next, {
    recursive: true,
    filter: (source) => !/\.(br|gz)$/.test(source),
  })
  const assets = join(next, 'assets')
  const scripts = readdirSync(assets).filter((name) => name.endsWith('.js'))
  const renamed = (name: string) => name.replace(/\.js$/, ofVersion2)
  for (const path of [...scripts.map((name) => join(assets, name)), join(next, 'index.html')]) {
    const text = readFileSync(path, 'utf8')
    writeFileSync(
      path,
      scripts.reduce((changed, name) => changed.replaceAll(name, renamed(name)), text),
    )
  }
  for (const name of scripts) renameSync(join(assets, name), join(assets, renamed(name)))
}

/** Tells when a page's idle downloads are over: the last of them was asked for, and all have come. */
function watchDownloads(page: Page) {
  const pending = new Set<Request>()
  let isLastAsked = false
  page.on('request', (request) => {
    if (!request.url().includes('/assets/')) return
    pending.add(request)
    isLastAsked ||= request.url().includes('/fault-page-')
  })
  page.on('requestfinished', (request) => pending.delete(request))
  page.on('requestfailed', (request) => pending.delete(request))
  return {
    begin() {
      isLastAsked = false
    },
    areOver: () => isLastAsked && pending.size === 0,
  }
}

test('proxy form: behind the login there is no key, and an open tab goes through upgrades and a rollback', async ({
  page,
  start,
  upstream,
  watched,
}) => {
  const host = await start({ build: compressedBuild })
  upload(host)
  const leadTo = (version: string) => switchTo(join(host.folder, 'srv/localhost'), version)
  const loads: string[] = []
  const sent: string[] = []
  page.on('request', (request) => {
    sent.push(JSON.stringify(request.headers()))
    if (request.isNavigationRequest()) loads.push(request.url())
  })
  const scripts: string[] = []
  page.on('response', (response) => {
    if (response.ok() && response.url().includes('/assets/index-')) scripts.push(response.url())
  })

  const downloads = watchDownloads(page)

  for (const version of ['2', '1']) {
    await test.step(`version ${version} comes with one reload`, async () => {
      downloads.begin()
      await page.goto(`${host.url}devices`)
      await expect(names(page)).toHaveCount(25)
      // With its idle downloads over, the tab lacks nothing but the page of the link.
      await expect.poll(downloads.areOver).toBe(true)
      // The guard against reload loops holds for a minute.
      await page.evaluate(() => sessionStorage.removeItem('device-console.reloaded-at'))
      for (const seen of [loads, scripts]) seen.splice(0)
      leadTo(version)
      await page.getByRole('link', { name: 'Activity', exact: true }).click()
      await expect(heading(page, 'Activity')).toBeVisible()
      await expect(page).toHaveURL(`${host.url}activity`)
      // For the page of the link, or for a part that was downloaded meanwhile.
      // A press while the page reloads by itself loads the page of its link; none is loaded twice.
      expect(loads.length).toBeGreaterThan(0)
      expect(new Set(loads).size).toBe(loads.length)
      expect(scripts.some((address) => address.endsWith(ofVersion2))).toBe(version === '2')
    })
  }

  await test.step('in the middle of a run, an upgrade neither reloads the page nor loses the run', async () => {
    await page.getByRole('link', { name: 'Devices', exact: true }).click()
    await expect(names(page)).toHaveCount(25)
    loads.splice(0)
    const { promise: isUpgraded, resolve: release } = Promise.withResolvers<void>()
    upstream.holdChanges(isUpgraded)
    await rowAction(row(page, 'lost-laptop-01'), 'Deactivate').click()
    await confirmation(page).getByRole('button', { name: 'Deactivate device' }).click()
    await expect.poll(() => upstream.received.some(({ method }) => method === 'POST')).toBe(true)
    leadTo('2')
    release()
    await expect(confirmation(page)).toBeHidden()
    await expect(row(page, 'lost-laptop-01')).toContainText('Deactivated')
    expect(loads).toEqual([])
  })
  expect(upstream.api.requests).toHaveLength(1)
  expect(upstream.received.every(({ headers }) => headers['apikey'] === serverKey)).toBe(true)
  expect(upstream.received.some(({ method }) => method === 'OPTIONS')).toBe(false)
  expect(sent.join('\n')).not.toContain(serverKey)
  await expectNoTraceOf(page, serverKey)
  expectNoComplaint(watched)
})
