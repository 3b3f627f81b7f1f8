import { describe, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import type { RawDevice } from '../../src/mock/raw.ts'
import { asksForDevice, rewritten } from '../hostile.ts'
import {
  actButton,
  deviceNamed,
  everyDevice,
  filesSaved,
  fleetIsRead,
  isReady,
  notifications,
  openExport,
  search,
  selectionBar,
  selectRows,
  typeAndEnter,
} from './acting.ts'
import { holdAnswers, isRead } from './held-pages.ts'
import { jump, pass, passUntil, takeClock } from './clock.ts'
import {
  changes,
  click,
  dialog,
  fill,
  listIsThere,
  renderConsole,
  row,
  rowAction,
  user,
  type RenderedConsole,
} from './support.tsx'

const minute = 60_000
const button = (name: string | RegExp) => page.getByRole('button', { name })
/** None of them is in use, so that removing them asks for no phrase. */
const asleep = ['lost-laptop-01', 'priya-thinkpad-x1', 'ana-workshop-pc']

const online = (): Partial<RawDevice> => ({
  status: 'Online',
  lastConnection: new Date(Date.now()).toISOString(),
})

/** Seconds since midnight of a time on the screen or, without one, of now. */
function secondOfDay(text: string = new Date(Date.now()).toLocaleTimeString('en-GB')): number {
  const [hours = 0, minutes = 0, seconds = 0] = text.split(':').map(Number)
  return (hours * 60 + minutes) * 60 + seconds
}

describe('a bulk confirmation of devices that were read more than a minute ago', () => {
  test('shows what came online, asks for the phrase, and says when it really read them', async () => {
    const { network } = renderConsole({ path: '/devices?size=50' })
    await listIsThere()
    await search('status:offline')
    await fleetIsRead()
    jump(60 * minute)
    await selectRows(asleep)
    for (const name of asleep) network.backend.edit(deviceNamed(network, name).id, online())
    jump(5 * minute)
    await click(selectionBar().getByRole('button', { name: 'Remove 3' }))

    const listed = dialog().getByRole('list', { name: /^3 / }).getByRole('listitem')
    await expect
      .poll(() => listed.elements().map((item) => /Online/.test(item.textContent)))
      .toEqual([true, true, true])
    await expect.element(dialog().getByRole('textbox', { name: /remove 3/ })).toHaveValue('')
    const [, readAt = ''] =
      /Status checked (\d\d:\d\d:\d\d)/.exec(dialog().element().textContent) ?? []
    expect(secondOfDay() - secondOfDay(readAt)).toBeLessThan(60)
    await user.click(actButton().element())
    expect(changes(network, 'remove')).toHaveLength(0)

    await fill(dialog().getByRole('textbox'), 'remove 3')
    await user.keyboard('{Enter}')
    await expect.poll(() => changes(network, 'remove')).toHaveLength(3)
  })

  test('waits for the reading, and names each change since they were selected', async () => {
    const { network } = renderConsole()
    await listIsThere()
    const names = [...asleep, 'Ana’s iPad', 'WS-FIN-0231', 'ana-macbook-pro-14']
    await selectRows(names)
    const ids = names.map((name) => deviceNamed(network, name).id)
    jump(2 * minute)
    const [nowOnline = '', otherOwner = '', connected = '', gone = '', off = ''] = ids
    network.backend.edit(nowOnline, online())
    network.backend.edit(otherOwner, { user: { id: crypto.randomUUID(), firstName: 'Mallory' } })
    network.backend.edit(connected, { lastConnection: new Date(Date.now()).toISOString() })
    network.backend.remove(gone)
    network.backend.deactivate(off)
    const reading = holdAnswers(network, isRead)
    await click(selectionBar().getByRole('button', { name: 'Deactivate 6' }))

    await expect.element(dialog()).toMatchTextContent(/Checking 6 devices…/)
    await expect.element(actButton()).toHaveAccessibleDescription('Checking devices')
    await user.click(actButton().element())
    reading.release()

    await expect.element(dialog()).toHaveAccessibleName('Deactivate 4 devices?')
    await expect.element(dialog()).toMatchTextContent(/changed since you selected/)
    const saidOf = (name: string) =>
      dialog().getByRole('listitem').filter({ hasText: name }).element().textContent
    expect(saidOf('lost-laptop-01')).toMatch(/Now online/)
    expect(saidOf('priya-thinkpad-x1')).toMatch(/Owner changed/)
    expect(saidOf('ana-workshop-pc')).toMatch(/Connected since/)
    expect(saidOf('Ana’s iPad')).toMatch(/Already removed/)
    expect(saidOf('WS-FIN-0231')).toMatch(/Already deactivated/)
    expect(saidOf('ana-macbook-pro-14')).not.toMatch(/changed|since|Already|Now online/)
    expect(network.requests).toHaveLength(0)
  })
})

describe('a confirmation left open for half an hour', () => {
  test('of one device sends nothing when it came online, and shows that', async () => {
    const { network } = renderConsole()
    await listIsThere()
    await click(rowAction('Remove', 'lost-laptop-01'))
    await isReady()
    jump(30 * minute)
    network.backend.edit(deviceNamed(network, 'lost-laptop-01').id, online())
    await user.click(actButton().element())

    await expect.element(dialog()).toMatchTextContent(/changed since this dialog opened/)
    await expect.element(dialog()).toMatchTextContent(/StatusOnline/)
    // It is in use now, and so asks for its name.
    await expect.element(dialog().getByRole('textbox')).toHaveValue('')
    expect(network.requests).toHaveLength(0)
  })

  test('of several sends nothing when one came online, and asks for the phrase again', async () => {
    const { network } = renderConsole()
    await listIsThere()
    await selectRows([...asleep, 'Ana’s iPad'])
    await click(selectionBar().getByRole('button', { name: 'Remove 4' }))
    await fill(dialog().getByRole('textbox'), 'remove 4')
    await isReady()
    jump(30 * minute)
    network.backend.edit(deviceNamed(network, 'lost-laptop-01').id, online())
    await user.keyboard('{Enter}')

    await expect.element(dialog()).toMatchTextContent(/changed since this dialog opened/)
    await expect.element(dialog().getByRole('textbox')).toHaveValue('')
    await expect
      .element(dialog().getByRole('listitem').filter({ hasText: 'lost-laptop-01' }))
      .toMatchTextContent(/Now online/)
    expect(network.requests).toHaveLength(0)
  })
})

/** The list of 310, whose fleet was read once, 66 s and 40 removals and 25 registrations ago. */
async function openMoved(): Promise<RenderedConsole> {
  let late: string[] = []
  const rendered = renderConsole({
    network: { fleetSize: 335 },
    prepare: ({ backend }) => {
      late = backend
        .list([], 100, 300)
        .data.slice(10)
        .map(({ id }) => id)
      for (const id of late) backend.remove(id)
    },
  })
  const { network, readAgainByItself } = rendered
  await listIsThere()
  await search('status:offline')
  await fleetIsRead()
  await click(page.getByRole('link', { name: /^Remove filter/ }))
  await expect.element(page.getByText(/^1–10 of 310$/)).toBeVisible()

  for (const { id } of network.backend.list([], 40, 100).data) network.backend.remove(id)
  for (const id of late) network.backend.register(id)
  jump(66_000)
  await readAgainByItself()
  await expect.element(page.getByText(/^1–10 of 295$/)).toBeVisible()
  return rendered
}

/** What an export holds. */
interface Exported {
  readAt?: string
  complete: boolean
  devices: { id: string }[]
}

/** Has the devices written as JSON and reads the file. */
async function exportJson(files: Blob[]): Promise<Exported> {
  const before = files.length
  await openExport()
  await click(page.getByRole('button', { name: 'JSON', exact: true }))
  await expect.poll(() => files.length).toBe(before + 1)
  return JSON.parse((await files.at(-1)?.text()) ?? '') as Exported
}

const idsIn = (devices: readonly { id: string }[]) => devices.map(({ id }) => id).toSorted()

describe('a fleet that moved since it was read', () => {
  test('is selected whole as it is now', async () => {
    const files = filesSaved()
    const { network } = await openMoved()
    await click(page.getByRole('checkbox', { name: 'Select all on this page' }))
    await click(selectionBar().getByRole('button', { name: /^Select all 295/ }))
    await expect.element(selectionBar()).toMatchTextContent(/^295 selected/)
    const { devices } = await exportJson(files)
    expect(idsIn(devices)).toEqual(idsIn(everyDevice(network)))
  })

  test('is exported whole as it is now, with the time at which it was read', async () => {
    const files = filesSaved()
    const { network } = await openMoved()
    const { devices, complete, readAt } = await exportJson(files)
    expect(idsIn(devices)).toEqual(idsIn(everyDevice(network)))
    expect(complete).toBe(true)
    expect(Date.now() - Date.parse(readAt ?? '')).toBeLessThan(minute)
  })
})

test('a clean-up skips devices whose re-read does not say whether they connected', async () => {
  const { network } = renderConsole({ path: '/clean-up', network: { fleetSize: 1_248 } })
  const act = button(/^Deactivate \d/)
  await expect.element(act).not.toHaveAttribute('aria-disabled')
  network.intercept(({ request, next }) =>
    asksForDevice(request)
      ? rewritten(next(request), (device) => ({
          ...device,
          status: undefined,
          lastConnection: undefined,
        }))
      : undefined,
  )
  const count = Number(/\d+/.exec(act.element().textContent)?.[0])
  await click(act)
  await expect.element(dialog().getByRole('textbox')).toBeVisible()
  await user.click(dialog().getByRole('textbox').element())
  await typeAndEnter(`deactivate ${count}`)
  await expect.element(notifications()).toMatchTextContent(/\d/)
  expect(network.requests).toHaveLength(0)
  await expect.element(notifications()).toMatchTextContent(new RegExp(`${count} skipped`))
})

test('a search of a small fleet shows what changed within two minutes, by itself', async () => {
  takeClock()
  const { network } = renderConsole({
    network: { fleetSize: 60 },
  })
  await listIsThere()
  await search('lost-laptop-01')
  await fleetIsRead()
  network.backend.edit(deviceNamed(network, 'lost-laptop-01').id, online())
  const isShown = () => /Online/.test(row('lost-laptop-01').query()?.textContent ?? '')
  await passUntil(isShown, 2 * minute)
  await pass(1_000)
  await expect.element(row('lost-laptop-01')).toMatchTextContent(/Online/)
})
