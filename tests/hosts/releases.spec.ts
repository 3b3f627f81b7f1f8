// A site's releases are folders and a link that is switched: what tabs that are open see of it.
import { cpSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { heading, names, row, rowAction, confirmation } from '../e2e/support/console.ts'
import { login } from './prepare.ts'
import { switchTo, type Host } from './start.ts'
import { expect, test } from './test.ts'

test.use({ httpCredentials: login })

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
  const renamed = (name: string) => name.replace(/-([\w-]{7})[\w-]\.js$/, '-$1_.js')
  for (const path of [...scripts.map((name) => join(assets, name)), join(next, 'index.html')]) {
    const text = readFileSync(path, 'utf8')
    writeFileSync(
      path,
      scripts.reduce((changed, name) => changed.replaceAll(name, renamed(name)), text),
    )
  }
  for (const name of scripts) renameSync(join(assets, name), join(assets, renamed(name)))
}

/** Addresses of the documents that a page asks for from now on. */
const loadsOf = (page: Page) => {
  const loads: string[] = []
  page.on('request', (request) => {
    if (request.isNavigationRequest()) loads.push(request.url())
  })
  return loads
}

test('an open tab goes through an upgrade and a rollback with one reload each', async ({
  page,
  start,
  compressedBuild,
  watched,
}) => {
  const host = await start({ build: compressedBuild })
  upload(host)
  for (const version of ['2', '1']) {
    await page.goto(`${host.url}devices`)
    await expect(names(page)).toHaveCount(25)
    // With its idle downloads over, the tab lacks nothing but the page of the link.
    await page.waitForLoadState('networkidle')
    // The guard against reload loops holds for a minute.
    await page.evaluate(() => sessionStorage.removeItem('device-console.reloaded-at'))
    const loads = loadsOf(page)
    const scripts: string[] = []
    page.on('response', (response) => {
      if (response.ok() && response.url().includes('/assets/index-')) scripts.push(response.url())
    })
    switchTo(join(host.folder, 'srv/localhost'), version)
    await page.getByRole('link', { name: 'Activity', exact: true }).click()
    await expect(heading(page, 'Activity')).toBeVisible()
    await expect(page).toHaveURL(`${host.url}activity`)
    // For the page of the link, or for a part that was downloaded meanwhile.
    // A press while the page reloads by itself loads the page of its link; none is loaded twice.
    expect(loads.length).toBeGreaterThan(0)
    expect(new Set(loads).size).toBe(loads.length)
    expect(scripts.some((address) => address.endsWith('_.js'))).toBe(version === '2')
    page.removeAllListeners('request')
    page.removeAllListeners('response')
  }
  expect(watched.pageErrors).toEqual([])
})

test('an upgrade in the middle of a run neither reloads the page nor loses the run', async ({
  page,
  start,
  upstream,
  compressedBuild,
}) => {
  const host = await start({ build: compressedBuild })
  await page.goto(`${host.url}devices`)
  await expect(names(page)).toHaveCount(25)
  upload(host)
  const { promise: isUpgraded, resolve: release } = Promise.withResolvers<void>()
  upstream.holdChanges(isUpgraded)
  await rowAction(row(page, 'lost-laptop-01'), 'Deactivate').click()
  await confirmation(page).getByRole('button', { name: 'Deactivate device' }).click()
  await expect.poll(() => upstream.received.some(({ method }) => method === 'POST')).toBe(true)
  const loads = loadsOf(page)
  switchTo(join(host.folder, 'srv/localhost'), '2')
  release()
  await expect(confirmation(page)).toBeHidden()
  await expect(row(page, 'lost-laptop-01')).toContainText('Deactivated')
  expect(loads).toEqual([])
})
