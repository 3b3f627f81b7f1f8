import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import type { RunningApi } from '../api/start.ts'
import { serveBuild } from './serve.ts'
import {
  columnHeader,
  confirmation,
  connect,
  deviceLink,
  heading,
  names,
  openConnected,
  row,
  rowAction,
} from './support/console.ts'
import { productionBuild } from './support/sites.ts'
import { demoTest, expect, test } from './support/test.ts'

test.describe.configure({ mode: 'parallel' })

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

interface State {
  /** Where the console is opened, connected; absent: the connect page. */
  at?: string
  /** From there, what brings the state about, and shows that it is there. */
  reach: (page: Page, api: RunningApi) => Promise<void>
}

const laptop = 'lost-laptop-01'

const states: Record<string, State> = {
  'the connect page': {
    reach: async (page) => {
      await page.goto('/')
      await expect(heading(page, 'Connect')).toBeVisible()
    },
  },
  'the connect page after a wrong key': {
    reach: async (page) => {
      await page.goto('/')
      await connect(page, 'wrong')
      await expect(page.getByRole('alert')).toBeVisible()
    },
  },
  'the connect page with a key that cannot be one': {
    reach: async (page) => {
      await page.goto('/')
      await connect(page, 'two words')
      await expect(page.getByText('The key contains a space')).toBeVisible()
    },
  },
  'the list, sorted': {
    at: '/devices?sort=-name,status&size=10',
    reach: async (page) => {
      await expect(names(page)).toHaveCount(10)
    },
  },
  'the list, compact, with every column': {
    at: '/devices?page=2',
    reach: async (page) => {
      await page.getByRole('button', { name: 'View', exact: true }).click()
      const menu = page.getByRole('dialog', { name: 'Table view' })
      await menu.getByText('Compact', { exact: true }).click()
      for (const box of await menu.getByRole('checkbox').all()) await box.check()
      await page.keyboard.press('Escape')
      await expect(columnHeader(page, 'Posture')).toBeVisible()
    },
  },
  'the list with its view menu open': {
    at: '/devices?size=10',
    reach: async (page) => {
      await page.getByRole('button', { name: 'View', exact: true }).click()
      await expect(page.getByRole('dialog', { name: 'Table view' })).toBeVisible()
    },
  },
  'the list with earlier rows after a failure': {
    at: '/devices?size=10',
    reach: async (page, api) => {
      await expect(names(page)).toHaveCount(10)
      await api.setFault('server-error')
      await page.getByRole('button', { name: 'Refresh' }).click()
      await expect(page.getByText('Showing data from')).toBeVisible()
    },
  },
  'the list after a failure without any rows': {
    at: '/devices?size=10',
    reach: async (page, api) => {
      await expect(names(page)).toHaveCount(10)
      await api.setFault('html')
      await columnHeader(page, 'Name').getByRole('button').click()
      await expect(page.getByText('did not answer with device data')).toBeVisible()
      await expect(names(page)).toHaveCount(0)
    },
  },
  'the list with rows that could not be read': {
    at: '/devices?size=10',
    reach: async (page, api) => {
      await api.setFault('unreadable-rows')
      await page.getByRole('button', { name: 'Refresh' }).click()
      await expect(page.getByText('on this page could not be read')).toBeVisible()
    },
  },
  'a device': {
    at: '/devices?size=10',
    reach: async (page) => {
      await deviceLink(page, 'ana-macbook-pro-14').click()
      await page.getByText(/^As of/).click()
      await expect(page.getByRole('region', { name: 'Raw JSON' })).toBeVisible()
    },
  },
  'a device that could not be read again': {
    at: '/devices?size=10',
    reach: async (page, api) => {
      await expect(names(page)).toHaveCount(10)
      await api.setFault('server-error')
      await deviceLink(page, laptop).click()
      await expect(page.getByRole('alert')).toBeVisible()
    },
  },
  'an address that is no device': {
    at: '/devices/no.id',
    reach: async (page) => {
      await expect(heading(page, 'Invalid device address')).toBeVisible()
    },
  },
  'a device that is not there': {
    at: '/devices/00000000-0000-4000-8000-000000000000',
    reach: async (page) => {
      await expect(heading(page, 'Device not found')).toBeVisible()
    },
  },
  'a page that is not there': {
    at: '/no/such/page',
    reach: async (page) => {
      await expect(heading(page, 'Page not found')).toBeVisible()
    },
  },
  'the confirmation of a deactivation': {
    at: '/devices?size=10',
    reach: async (page) => {
      await rowAction(row(page, laptop), 'Deactivate').click()
      await expectReady(page, 'Deactivate device')
    },
  },
  'the confirmation of a removal that asks for the name': {
    at: '/devices?size=10',
    reach: async (page) => {
      await rowAction(row(page, 'ana-macbook-pro-14'), 'Remove').click()
      await expect(confirmation(page).getByRole('textbox')).toBeVisible()
    },
  },
  'the confirmation after a failure': {
    at: '/devices?size=10',
    reach: async (page, api) => {
      await rowAction(row(page, laptop), 'Remove').click()
      await expectReady(page, 'Remove device')
      await api.setFault('server-error', { on: 'changes' })
      await confirmation(page).getByRole('button', { name: 'Remove device' }).click()
      await expect(confirmation(page).getByRole('alert')).toBeVisible()
    },
  },
  'the list after a deactivation': {
    at: '/devices?size=10',
    reach: async (page) => {
      await rowAction(row(page, laptop), 'Deactivate').click()
      await expectReady(page, 'Deactivate device')
      await confirmation(page).getByRole('button', { name: 'Deactivate device' }).click()
      await expect(page.getByRole('region', { name: 'Notifications' })).toContainText(laptop)
    },
  },
  'a search with a part that isn’t valid': {
    at: '/devices?q=status:offline+seen:soon&size=10',
    reach: async (page) => {
      await expect(page.getByText('isn’t a valid filter')).toBeVisible()
      await fleetRead(page)
    },
  },
  'a search with a menu of answers open': {
    at: '/devices?q=status:offline&size=10',
    reach: async (page) => {
      await fleetRead(page)
      await page.getByRole('button', { name: 'Version', exact: true }).click()
      await expect(page.getByRole('dialog', { name: 'Filter by version' })).toContainText('2.')
    },
  },
  'a selection': {
    at: '/devices?q=status:offline&size=10',
    reach: async (page) => {
      await fleetRead(page)
      await selectPage(page)
    },
  },
  'the confirmation of many': {
    at: '/devices?size=10',
    reach: async (page) => {
      await selectPage(page)
      await page.getByRole('button', { name: 'Remove 10', exact: true }).click()
      await expect(confirmation(page).getByRole('textbox')).toBeVisible()
    },
  },
  'a receipt of failures': {
    at: '/devices?size=10',
    reach: async (page, api) => {
      await selectPage(page)
      await page.getByRole('button', { name: 'Remove 10', exact: true }).click()
      await confirmation(page).getByRole('textbox').fill('remove 10')
      await api.setFault('conflict', { on: 'changes' })
      await page.keyboard.press('Enter')
      await page.getByRole('link', { name: 'Open receipt' }).click()
      await expect(page.getByRole('table', { name: 'Devices of this run' })).toBeVisible()
    },
  },
  'the list of runs': {
    at: '/devices?size=10',
    reach: async (page) => {
      await rowAction(row(page, laptop), 'Deactivate').click()
      await expectReady(page, 'Deactivate device')
      await confirmation(page).getByRole('button', { name: 'Deactivate device' }).click()
      await expect(confirmation(page)).toBeHidden()
      await page.getByRole('link', { name: 'Runs', exact: true }).click()
      await expect(heading(page, 'Runs')).toBeVisible()
    },
  },
  'the page of an owner': {
    at: '/devices?size=10',
    reach: async (page) => {
      await row(page, laptop).getByRole('link', { name: 'Jonas Weber' }).click()
      await expect(heading(page, 'Jonas Weber')).toBeVisible()
      await expect(page.getByRole('button', { name: /^Deactivate/ })).toBeVisible()
    },
  },
  'the clean-up of stale devices': {
    at: '/clean-up',
    reach: async (page) => {
      await expect(page.getByRole('button', { name: 'Export preview' })).toBeVisible()
      await fleetRead(page)
    },
  },
  'devices of the same hardware ID': {
    at: '/duplicates',
    reach: async (page) => {
      await page.getByRole('button', { name: /^Select \d+ suggested$/ }).click()
      await expect(page.getByRole('button', { name: /^Remove \d+ devices$/ })).toBeVisible()
    },
  },
  'the list of shortcuts': {
    at: '/devices?size=10',
    reach: async (page) => {
      await page.getByRole('button', { name: 'Keyboard shortcuts' }).click()
      await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
    },
  },
}

for (const [name, { at, reach }] of Object.entries(states)) {
  test(`nobody is shut out from ${name}, in light or dark`, async ({ page, api }) => {
    if (at !== undefined) await openConnected(page, at)
    await reach(page, api)
    await expectNothingFoundInBothThemes(page)
  })
}

test('nobody is shut out from a network without devices', async ({ page, startConsole }) => {
  const { open } = await startConsole({ devices: 0 })
  await open('/devices')
  await expect(page.getByText('No devices yet')).toBeVisible()
  await expectNothingFoundInBothThemes(page)
})

test('nobody is shut out from a console that is not configured', async ({ page }) => {
  const site = await serveBuild({ directory: productionBuild, config: { auth: 'none' } })
  await page.goto(site.url)
  await expect(heading(page, 'The console is not configured')).toBeVisible()
  await expectNothingFoundInBothThemes(page)
  await site.close()
})

demoTest('nobody is shut out from the settings of the demo', async ({ page }) => {
  await page.goto('/devices?size=10')
  await expect(names(page)).toHaveCount(10)
  await page.getByRole('button', { name: 'Demo settings' }).click()
  await expect(page.getByRole('dialog', { name: 'Demo settings' })).toBeVisible()
  await expectNothingFoundInBothThemes(page)
})

async function selectPage(page: Page): Promise<void> {
  await page.getByRole('checkbox', { name: 'Select all on this page' }).check()
  await expect(page.getByRole('region', { name: 'Selection' })).toContainText('10 selected')
}

async function fleetRead(page: Page): Promise<void> {
  await expect(page.getByText(/^Complete as of/)).toBeVisible()
}

async function expectReady(page: Page, button: string): Promise<void> {
  await expect(confirmation(page).getByRole('button', { name: button })).not.toHaveAttribute(
    'aria-disabled',
  )
}

async function expectNothingFoundInBothThemes(page: Page): Promise<void> {
  // Colours that are still on their way are no colours to judge.
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  await expectNothingFound(page, (axe) => axe.withTags(tags))
  // The other theme is the same page in other colours.
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
  await expectNothingFound(page, (axe) => axe.withRules(['color-contrast', 'link-in-text-block']))
}

async function expectNothingFound(
  page: Page,
  choose: (axe: AxeBuilder) => AxeBuilder,
): Promise<void> {
  await page.evaluate(async () => {
    // Another theme is only there with the next frame, and the changes of colour begin with it.
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
    // One that is cancelled has ended, too.
    await Promise.allSettled(document.getAnimations().map((animation) => animation.finished))
  })
  const { violations, passes } = await choose(new AxeBuilder({ page })).analyze()
  expect(passes.length).toBeGreaterThan(0)
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${id} (${help}): ${target.join(' ')} ${failureSummary}`,
    ),
  )
  expect(found).toEqual([])
}
