import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import type { MockNetwork } from '../../src/mock/network.ts'
import { createExamples } from '../../src/mock/demo-examples.ts'
import { examples } from '../../src/lib/examples.ts'
import { deviceNamed, everyDevice, filesSaved, fleetIsRead, isReady, openExport } from './acting.ts'
import { expectAccessible } from './axe.ts'
import { holdCalls } from './held-pages.ts'
import { chooseFile, click, dialog, listIsThere, renderConsole, user } from './support.tsx'

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
const heading = (name: string | RegExp) => page.getByRole('heading', { level: 2, name })
const kinds = () => page.getByRole('navigation', { name: 'Kinds of change' })
const kind = (name: string | RegExp) => kinds().getByRole('link', { name, exact: true })

function open(path = '/changes') {
  return renderConsole({ path, network: { fleetSize: 150 } })
}

interface Head {
  scope?: string
  complete?: boolean
  apiHost?: string
}

type Exported = Record<string, unknown>

/** An export of the fleet as it is, but for what `change` makes of it. */
function exportOf(
  network: MockNetwork,
  change: (devices: Exported[]) => Exported[],
  head: Head = {},
): File {
  const now: Exported[] = everyDevice(network).map(({ user: owner, ...device }) => ({
    ...device,
    owner,
  }))
  const devices = change(now)
  const whole = {
    // A moment ago, so that nothing grew old since.
    readAt: new Date().toISOString(),
    scope: 'all',
    complete: true,
    apiHost: 'api.test',
    count: devices.length,
    ...head,
    devices,
  }
  return new File([JSON.stringify(whole)], 'earlier.json', { type: 'application/json' })
}

/** Chooses a file, as the browser's own dialog would. */
async function choose(file: File): Promise<void> {
  await chooseFile(/^(Choose an earlier export|Another file instead)…$/, file)
}

/** The kinds of change that are offered, with their counts. */
const counts = () =>
  kinds()
    .getByRole('link')
    .elements()
    .map(({ textContent }) => textContent)

test('each change since an export is in its group, then and now side by side', async () => {
  const { network } = open()
  const [first, second, third] = everyDevice(network)
  await choose(
    exportOf(network, (devices) => [
      { ...devices[0], name: 'earlier-name' },
      { ...devices[1], appVersion: '1.0.0' },
      // The fourth is new, and the third is registered again.
      ...devices.slice(4),
      { id: 'gone-1', name: 'was-here', hardwareId: 'SN-GONE' },
      { ...devices[2], id: 'before-imaging', name: 'old-record' },
    ]),
  )
  await expect.element(heading('5 changes')).toBeVisible()
  // The other kinds have none.
  expect(counts()).toEqual(['New1', 'Gone1', 'Registered again1', 'Renamed1', 'App version1'])
  await click(kind(/^Renamed/))
  await expect
    .element(page.getByRole('row', { name: /earlier-name/ }))
    .toMatchTextContent(first?.name ?? '')
  await click(kind(/^App version/))
  const version = page.getByRole('row', { name: new RegExp(second?.name ?? '') })
  await expect.element(version).toMatchTextContent('1.0.0')
  await click(kind(/^Registered again/))
  await expect.element(page.getByText('before-imaging')).toBeVisible()
  await expect.element(page.getByText(third?.id ?? '', { exact: true })).toBeVisible()
  await click(kind(/^Gone/))
  await expect.element(page.getByText('was-here')).toBeVisible()
  await expect.element(page.getByRole('checkbox', { name: /^Select/ })).not.toBeInTheDocument()
  await expectAccessible()
})

test('what isn’t proven is left out, and the page says why', async () => {
  const { network } = open()
  const half = (devices: Exported[]) =>
    devices.slice(0, 80).map(({ appVersion: _version, ...device }) => device)
  await choose(exportOf(network, half, { scope: 'matching' }))
  await expect
    .element(
      page.getByText(
        'New, Gone and Registered again can’t be told: the earlier file holds only part of the fleet.',
      ),
    )
    .toBeVisible()
  expect(counts().some((text) => /^(New|Gone|Registered again)/.test(text))).toBe(false)
})

test('a file of another network is noticed, and compared with nothing', async () => {
  const { network } = open()
  await choose(
    exportOf(network, () => [{ id: 'x1', name: 'elsewhere' }], { apiHost: 'api.other.example' }),
  )
  await expect.element(page.getByText('A file is of another API: api.other.example')).toBeVisible()
  await expect
    .element(page.getByText('No device is on both sides, so nothing is compared'))
    .toBeVisible()
  await expect.element(kinds()).not.toBeInTheDocument()
})

test('a comparison that takes long says how far it is, and after Cancel waits to be asked for', async () => {
  const held = holdCalls('changes')
  const { network } = open()
  await choose(exportOf(network, (devices) => devices.slice(1)))
  const bar = page.getByRole('progressbar', { name: 'Held' })
  await expect.element(bar).toHaveAttribute('value', '1')
  await click(button('Cancel'))
  await expect.element(bar).not.toBeInTheDocument()
  expect(held.canceled()).toBe(1)
  held.release()
  await click(button('Compare'))
  await expect.element(heading('1 change')).toBeVisible()
})

test('two files are compared with each other', async () => {
  const { network } = open()
  await choose(exportOf(network, (devices) => devices.slice(0, 20)))
  await expect.element(heading(/changes$/)).toBeVisible()
  const later = exportOf(network, (devices) => devices.slice(0, 22))
  await choose(new File([later], 'later.json'))
  await expect.element(heading('2 changes')).toBeVisible()
  await expect.element(button('Remove later.json')).toBeVisible()
  // A file can't be acted on.
  await expect.element(button(/^Deactivate/)).not.toBeInTheDocument()
})

test('what a receipt of this tab explains is marked', async () => {
  const { network } = open('/devices/from-list')
  const laptop = deviceNamed(network, 'WS-FIN-0231')
  const file = exportOf(network, (devices) => devices)
  const field = page.getByRole('textbox', { name: 'One device or person a line' })
  await expect.element(field).toBeVisible()
  await user.click(field.element())
  await user.paste(laptop.id)
  await click(button('Match 1 line'))
  await expect.element(button('Deactivate 1 device')).not.toHaveAttribute('aria-disabled')
  await click(button('Deactivate 1 device'))
  await expect.element(dialog()).toBeVisible()
  const phrase = dialog().getByRole('textbox')
  if (phrase.query()) await user.type(phrase.element(), laptop.name)
  await isReady()
  await click(dialog().getByRole('button', { name: 'Deactivate device' }))
  await expect.element(dialog()).not.toBeInTheDocument()
  await click(page.getByRole('link', { name: 'Overview', exact: true }).first())
  await click(page.getByRole('link', { name: 'Compare with an earlier export' }))
  await choose(file)
  await click(kind(/^Deactivated/))
  await expect.element(page.getByText(/^Deactivated here, \d\d:\d\d:\d\d$/)).toBeVisible()
})

test('a group is a file with one row a change, and the summary is a text', async () => {
  const { network } = open()
  await choose(
    exportOf(network, (devices) => [{ ...devices[0], name: '=1+1' }, ...devices.slice(1)]),
  )
  await expect.element(heading('1 change')).toBeVisible()
  const files = filesSaved()
  await click(button('Export 1 change'))
  await expect.poll(() => files.length).toBe(1)
  expect(files[0]?.name).toMatch(/^changes_renamed_api\.test_.*Z\.csv$/)
  const [columns, row, end] = ((await files[0]?.text()) ?? '').split('\r\n')
  expect(columns).toBe('Change,ID,Name,Hardware ID,Owner,Owner e-mail,Before,After')
  expect(row).toMatch(/^Renamed,.*,'=1\+1,/)
  expect(end).toBe('')
})

test('a snapshot is saved from the menu of exports under a name of its own, and compared without a change', async () => {
  const { network } = open('/devices?q=snapshot')
  Object.assign(everyDevice(network)[0] ?? {}, { name: 'snapshot-host' })
  await listIsThere()
  const files = filesSaved()
  // A search for that word is no snapshot.
  await openExport()
  await click(button('JSON'))
  await expect.poll(() => files.length).toBe(1)
  expect(files[0]?.name).toMatch(/^devices_snapshot_api\.test_\d{4}-.*Z\.json$/)
  await openExport()
  await click(button('Save a snapshot'))
  await expect.poll(() => files.length).toBe(2)
  const [, file] = files
  if (!file) throw new Error('Nothing was saved')
  expect(file.name).toMatch(/^snapshot_api\.test_\d{4}-.*Z\.json$/)
  await expect
    .element(page.getByText(`Saved a snapshot of 150 devices: ${file.name}`).last())
    .toBeVisible()
  await openExport()
  await click(page.getByRole('link', { name: 'Compare with an earlier export' }))
  await choose(file)
  await expect.element(heading('0 changes')).toBeVisible()
  await expect.element(page.getByText('Nothing changed')).toBeVisible()
})

test('the devices that a file is compared with are never called those of now', async () => {
  const { network } = open()
  await choose(
    exportOf(network, ([first, ...rest]) => [{ ...first, appVersion: '1.0.0' }, ...rest]),
  )
  await expect.element(heading('1 change')).toBeVisible()
  await expect.element(page.getByRole('columnheader', { name: 'After' })).toBeVisible()
  expect(page.getByRole('main').element().textContent).not.toMatch(/\bnow\b/i)
  await expect.element(page.getByText(/^All 150 devices · updated \d/)).toBeVisible()
})

test('the demo offers an export of last week, with a change of every kind', async () => {
  const { network } = open()
  examples.set(createExamples(() => network.backend, 'api.test'))
  await click(button('Try an example'))
  examples.set(undefined)
  await fleetIsRead()
  await expect.element(kinds()).toBeVisible()
  expect(
    counts().filter((text) => text.endsWith('0') && !/[1-9]0$/.test(text)).length,
  ).toBeLessThan(5)
  await expect.element(kind(/^Times [1-9]/)).toBeVisible()
})
