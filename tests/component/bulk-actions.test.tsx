import { describe, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { confirmAction } from '../../src/actions/confirmation/confirmation.ts'
import type { DeviceAction } from '../../src/actions/definitions.ts'
import { retryable, type RunContext } from '../../src/actions/run/run-record.ts'
import { isRestored, runs } from '../../src/actions/receipts/run-list.ts'
import { parseDevice, type Device } from '../../src/api/device.ts'
import { steadyNow } from '../../src/lib/clock.ts'
import type { MockNetwork } from '../../src/mock/network.ts'
import { filesSaved, atSize } from './acting.ts'
import { passUntil, takeClock } from './clock.ts'
import { holdAnswers, isChange } from './held-pages.ts'
import {
  currentSession,
  changes,
  click,
  dialog,
  fill,
  listIsThere,
  renderConsole,
  setNetwork,
  user,
  type RenderedConsole,
} from './support.tsx'

const shownRuns = () => runs(currentSession())
const button = (name: string | RegExp) => dialog().getByRole('button', { name })
const bar = () => page.getByRole('region', { name: 'Activity in progress' })
/** A run asks whether to go on: devices without an answer are looked at twice, 3 s apart, before. */
const isAsked = () => bar().getByRole('alert').query() !== null
const notifications = () => page.getByRole('region', { name: 'Notifications' })
const receipt = () => page.getByRole('table', { name: 'Devices of this run' })
const heading = (name: string | RegExp) => page.getByRole('heading', { level: 1, name })
const filters = () => page.getByRole('navigation', { name: 'Filter by outcome' })

async function open(options: Parameters<typeof renderConsole>[0] = {}): Promise<RenderedConsole> {
  const rendered = renderConsole(options)
  if (!options.path) await listIsThere()
  return rendered
}

/** Devices of the API that answer to this, the first `count` of them. */
function devicesOf(
  network: MockNetwork,
  count: number,
  fits: (device: Device) => boolean = () => true,
): Device[] {
  const all = [0, 100, 200].flatMap((offset) => network.backend.list([], 100, offset).data)
  return all
    .flatMap((raw) => parseDevice(raw, steadyNow()) ?? [])
    .filter((device): device is Device => 'id' in device && fits(device))
    .slice(0, count)
}

const isOn = (device: Device) => device.status !== 'Deactivated'
const isOff = (device: Device) => device.status === 'Deactivated' && device.active !== true
const isAsleep = (device: Device) =>
  isOn(device) &&
  device.status !== 'Online' &&
  Date.now() - Date.parse(device.lastConnection ?? '2020-01-01') > 3 * 86_400_000

/** Asks to act on many; resolves when the dialog stands. */
async function ask(action: DeviceAction, devices: readonly Device[], context?: RunContext) {
  const answer = confirmAction(currentSession(), action, devices, context)
  await expect.element(dialog()).toBeVisible()
  return { answer }
}

/** Asks, types what has to be typed, and confirms. */
async function begin(action: DeviceAction, devices: readonly Device[], context?: RunContext) {
  const { answer } = await ask(action, devices, context)
  if (devices.length >= 10) {
    await fill(dialog().getByRole('textbox'), `${action} ${devices.length}`)
  }
  await click(button(new RegExp(`^${action}.*devices?$`, 'i')))
  return (await answer)?.runId ?? ''
}

describe('the confirmation of 2 to 9', () => {
  test('lists every device and needs no typing where none is in use', async () => {
    const { network } = await open()
    const devices = devicesOf(network, 4, isAsleep)
    const { answer } = await ask('remove', devices)
    await expect.element(dialog()).toHaveAccessibleName('Remove 4 devices?')
    await expect.element(button('Cancel')).toHaveFocus()
    const listed = dialog().getByRole('list', { name: '4 to remove' }).getByRole('listitem')
    expect(listed.elements().map((item) => item.textContent)).toEqual(
      devices.map(({ name }) => expect.stringContaining(name.trim().slice(0, 12))),
    )
    await expect
      .element(dialog())
      .toMatchTextContent(/Each device frees one of its owner’s device slots/)
    // A sentence about one owner would be untrue of several.
    await expect.element(dialog()).toMatchTextContent(/Owners’ accounts and all other devices/)
    await expect.element(dialog()).toMatchTextContent(/Status checked \d\d:\d\d:\d\d/)
    expect(dialog().getByRole('textbox').elements()).toHaveLength(0)

    await click(button('Remove 4 devices'))
    await expect.element(notifications()).toMatchTextContent(/4 devices removed/)
    expect((await answer)?.runId).toBe(shownRuns().get()[0]?.id)
    expect(
      changes(network, 'remove')
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(devices.map(({ id }) => id).toSorted())
  })

  test('asks to type before devices in use are removed', async () => {
    const { network } = await open()
    await ask(
      'remove',
      devicesOf(network, 3, ({ status }) => status === 'Online'),
    )
    const confirm = button('Remove 3 devices')
    await expect.element(confirm).toHaveAttribute('aria-disabled', 'true')
    const field = dialog().getByRole('textbox', {
      name: /3 were active in the last 24 hours.*remove 3/,
    })
    await fill(field, 'remove 4')
    await expect.element(confirm).toHaveAttribute('aria-disabled', 'true')
    await fill(field, ' Remove 3 ')
    await user.keyboard('{Enter}')
    await expect.element(notifications()).toMatchTextContent(/3 devices removed/)
  })

  test('is left by Escape with nothing sent', async () => {
    const { network } = await open()
    const { answer } = await ask('deactivate', devicesOf(network, 5, isOn))
    await user.keyboard('{Escape}')
    expect(await answer).toBeUndefined()
    await expect.element(dialog()).not.toBeInTheDocument()
    expect(network.requests).toHaveLength(0)
    expect(shownRuns().get()).toHaveLength(0)
  })

  test('lists those the rule excludes as skipped with the reason, and sends nothing for them', async () => {
    const { network } = await open()
    const on = devicesOf(network, 3, isAsleep)
    const off = devicesOf(network, 2, isOff)
    await ask('deactivate', [...on, ...off])
    await expect.element(dialog()).toHaveAccessibleName('Deactivate 3 devices?')
    const skipped = dialog().getByRole('list', { name: '2 skipped' })
    await expect.element(skipped).not.toBeInTheDocument()
    await click(dialog().getByText('2 already deactivated, will be skipped'))
    await expect.element(skipped).toMatchTextContent(/Already deactivated.*Already deactivated/)
    await click(button('Deactivate 3 devices'))
    await expect.element(notifications()).toMatchTextContent(/3 devices deactivated/)
    expect(
      changes(network, 'deactivate')
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(on.map(({ id }) => id).toSorted())
    await click(notifications().getByRole('link', { name: 'Open receipt' }))
    await expect.element(heading('Deactivate 3 devices')).toBeVisible()
    await expect.element(filters().getByRole('link', { name: 'All 5' })).toBeVisible()
    await expect.element(filters().getByRole('link', { name: 'Skipped 2' })).toBeVisible()
  })

  test('of nothing but excluded devices has nothing to confirm', async () => {
    const { network } = await open()
    await ask('deactivate', devicesOf(network, 2, isOff))
    await expect.element(dialog()).toMatchTextContent(/Nothing to deactivate/)
    expect(button(/^Deactivate/).elements()).toHaveLength(0)
    await expect.element(button('Close')).toHaveFocus()
  })

  test('starts one run however fast it is pressed', async () => {
    const { network } = await open()
    await ask('remove', devicesOf(network, 3, isAsleep))
    const element = button('Remove 3 devices').element()
    if (!(element instanceof HTMLElement)) throw new Error('no button')
    for (let press = 0; press < 3; press += 1) element.click()
    await expect.element(notifications()).toMatchTextContent(/3 devices removed/)
    expect(shownRuns().get()).toHaveLength(1)
    expect(network.requests).toHaveLength(3)
  })

  test('of a single device is the one for a device', async () => {
    const { network } = await open()
    const [device] = devicesOf(network, 1, isAsleep)
    await ask('deactivate', device ? [device, device] : [])
    await expect.element(dialog()).toHaveAccessibleName(`Deactivate ${device?.name}?`)
    await expect.element(button('Deactivate device')).not.toHaveAttribute('aria-disabled')
    await click(button('Deactivate device'))
    await expect.element(notifications()).toMatchTextContent(/was deactivated/)
    expect(shownRuns().get()).toMatchObject([{ action: 'deactivate', counts: { done: 1 } }])
    await click(notifications().getByRole('link', { name: 'Open receipt' }))
    await expect.element(heading(`Deactivate ${device?.name}`)).toBeVisible()
  })
})

describe('the confirmation of 10 and more', () => {
  test('shows what the list is made of, and asks to type action and number', async () => {
    const { network } = await open()
    const devices = devicesOf(network, 37, isOn)
    await ask('deactivate', devices, { label: 'Incident 4711' })
    const online = devices.filter(({ status }) => status === 'Online').length
    const owners = new Set(devices.flatMap(({ owner }) => owner?.id ?? [])).size
    const figure = (name: string) =>
      dialog()
        .getByRole('term')
        .filter({ hasText: new RegExp(`^${name}$`) })
        .element()
        .parentElement?.querySelector('dd')?.textContent
    expect(figure('Online')).toBe(String(online))
    expect(figure('Owners')).toBe(String(owners))
    expect(figure('Seen in the last 24 hours')).toMatch(/^\d+$/)
    await expect.element(dialog()).toMatchTextContent(/Incident 4711/)

    const confirm = button('Deactivate 37 devices')
    await expect.element(confirm).toHaveAttribute('aria-disabled', 'true')
    await fill(dialog().getByRole('textbox', { name: /deactivate 37/ }), 'deactivate 37')
    await click(confirm)
    await expect.element(notifications()).toMatchTextContent(/37 devices deactivated/)
    expect(new Set(changes(network, 'deactivate').map(({ id }) => id))).toEqual(
      new Set(devices.map(({ id }) => id)),
    )
  })

  test('takes what is typed into its field, without a press that leads there', async () => {
    const { network } = await open()
    await ask('deactivate', devicesOf(network, 12, isOn))
    await expect.element(button('Cancel')).toHaveFocus()
    await user.keyboard('deactivate 12')
    const field = dialog().getByRole('textbox', { name: /deactivate 12/ })
    await expect.element(field).toHaveValue('deactivate 12')
    await expect.element(field).toHaveFocus()
    await expect.element(button('Deactivate 12 devices')).not.toHaveAttribute('aria-disabled')
  })

  test('asks anew for what must be typed when the action is switched', async () => {
    const { network } = await open()
    await ask('deactivate', devicesOf(network, 12, isOn))
    await fill(dialog().getByRole('textbox'), 'deactivate 12')
    await click(button('Remove instead'))
    await expect.element(dialog()).toHaveAccessibleName('Remove 12 devices?')
    await expect.element(button('Cancel')).toHaveFocus()
    await expect.element(dialog().getByRole('textbox', { name: /remove 12/ })).toHaveValue('')
    await expect.element(button('Remove 12 devices')).toHaveAttribute('aria-disabled', 'true')
  })

  test.each([
    [1440, 900],
    [390, 844],
  ])('shows the consequences without scrolling at %d × %d', async (width, height) => {
    await atSize(width, height)
    const { network } = await open()
    await ask('deactivate', [...devicesOf(network, 37, isOn), ...devicesOf(network, 2, isOff)])
    for (const text of [/^Each device is signed out/, /^This can’t be undone from this console/]) {
      const element = dialog().getByText(text).element()
      const { left, top, right, bottom } = element.getBoundingClientRect()
      // Neither below the edge of the dialog nor covered by its footer.
      for (const y of [top + 2, bottom - 2]) {
        const seen = document.elementFromPoint((left + right) / 2, y)
        expect(element.contains(seen)).toBe(true)
      }
    }
    const list = dialog()
      .getByRole('list', { name: /to deactivate$/ })
      .element()
    expect(list.getBoundingClientRect().top).toBeLessThan(
      dialog().getByText('Access', { exact: true }).element().getBoundingClientRect().top - 100,
    )
  })

  test('renders a long list bit by bit, down to its last device', async () => {
    const { network } = await open()
    await ask('remove', devicesOf(network, 250))
    const items = () => dialog().getByRole('listitem').elements().length
    expect(items()).toBe(40)
    await click(button('Show 100 more of 210'))
    await click(button('Show 100 more of 110'))
    await click(button('Show the other 10'))
    expect(items()).toBe(250)
  })

  test('hands its list over as a file before anything is done', async () => {
    const { network } = await open()
    const files = filesSaved()
    const devices = devicesOf(network, 12)
    await ask('remove', devices)
    await click(button('Export list'))
    expect(files.map(({ name }) => name)).toEqual([
      expect.stringMatching(/^devices_remove-12_.*\.csv$/),
    ])
    const [, ...rows] = ((await files[0]?.text()) ?? '').trim().split('\r\n')
    expect(rows.map((row) => row.split(',')[0])).toEqual(devices.map(({ id }) => id))
    expect(changes(network, 'remove')).toEqual([])
  })
})

describe('a run', () => {
  test('shows how far it is, goes on across pages, and ends with a way to its receipt', async () => {
    const { network, address } = await open()
    const deactivations = holdAnswers(network, isChange)
    await begin('deactivate', devicesOf(network, 14, isOn))
    await expect.element(bar()).toMatchTextContent(/Deactivating 14 devices/)
    await expect
      .element(bar().getByRole('progressbar', { name: 'Deactivating 14 devices' }))
      .toHaveAttribute('aria-valuemax', '14')
    await click(page.getByRole('link', { name: 'Activity', exact: true }))
    await expect.element(heading('Activity')).toBeVisible()
    await click(bar().getByRole('link', { name: 'Open receipt' }))
    await expect.poll(address).toBe(`/activity/${shownRuns().get()[0]?.id}`)
    // On its own page it is told once.
    expect(bar().elements()).toHaveLength(0)
    deactivations.release()
    await expect.element(page.getByText('Finished', { exact: true })).toBeVisible()
    await expect.element(filters().getByRole('link', { name: 'Deactivated 14' })).toBeVisible()
    expect(receipt().getByRole('rowheader').elements()).toHaveLength(14)
  })

  test('is stopped by a person: the rest is not sent and can be continued', async () => {
    const { network } = await open()
    const removals = holdAnswers(network, isChange)
    await begin('remove', devicesOf(network, 12, isAsleep))
    await click(bar().getByRole('button', { name: 'Stop' }))
    removals.release()
    await expect.element(notifications()).toMatchTextContent(/Stopped: .*not attempted/)
    const sent = network.requests.length
    expect(sent).toBeLessThanOrEqual(8)
    await click(notifications().getByRole('link', { name: 'Open receipt' }))
    await click(page.getByRole('button', { name: `Resume (${12 - sent} left)` }))
    await expect.element(dialog()).toHaveAccessibleName(`Remove ${12 - sent} devices?`)
  })

  /** A run of 24 devices in use, stopped in the middle, with its receipt on the screen. */
  async function stopHalfway() {
    const { network } = await open()
    const deactivations = holdAnswers(network, isChange)
    await begin('deactivate', devicesOf(network, 24, isOn))
    await click(bar().getByRole('button', { name: 'Stop' }))
    deactivations.release()
    await click(notifications().getByRole('link', { name: 'Open receipt' }))
    return network
  }
  const resume = () => page.getByRole('button', { name: /^Resume/ })

  test('is resumed without typing again, unless another action is asked for', async () => {
    await stopHalfway()
    await click(resume())
    await expect.element(button(/^Deactivate \d+ devices$/)).not.toHaveAttribute('aria-disabled')
    expect(dialog().getByRole('textbox').query()).toBeNull()
    await click(button('Remove instead'))
    await expect.element(dialog().getByRole('textbox', { name: /remove/ })).toBeVisible()
  })

  test('is resumed by typing again when another key made it', async () => {
    await stopHalfway()
    shownRuns().set(
      shownRuns()
        .get()
        .map((run) => ({ ...run, isEncrypted: true })),
    )
    await click(resume())
    await expect.element(dialog().getByRole('textbox', { name: /deactivate/ })).toBeVisible()
  })

  test('is resumed by typing again when a device is gone meanwhile', async () => {
    const network = await stopHalfway()
    const [left] = shownRuns().get().flatMap(retryable)
    network.backend.remove(left?.id ?? '')
    // Read too long ago to be acted on.
    shownRuns().set(
      shownRuns()
        .get()
        .map((run) => ({
          ...run,
          devices: run.devices.map((device) => ({ ...device, readAt: -Infinity })),
        })),
    )
    await click(resume())
    await expect.element(dialog()).toMatchTextContent(/1 device changed since/)
    await expect.element(dialog().getByRole('textbox', { name: /deactivate/ })).toBeVisible()
  })

  test('is called the same in the bar and on its page after a reload', async () => {
    await stopHalfway()
    shownRuns().set(
      shownRuns()
        .get()
        .map((run) => ({ ...run, state: 'interrupted', halted: 'interrupted' })),
    )
    await expect.element(page.getByText('Interrupted', { exact: true })).toBeVisible()
    await click(page.getByRole('link', { name: 'Devices', exact: true }).first())
    await expect.element(bar()).toMatchTextContent(/^Interrupted: deactivating 24 devices/)
  })

  test('shows results as they come, failures first, with a time for each', async () => {
    takeClock()
    const { network } = await open()
    setNetwork(network, { fault: 'conflict', faultOn: 'changes', faultRate: 0.4 })
    let sent = 0
    const rest = holdAnswers(network, (request) => isChange(request) && (sent += 1) > 6)
    await begin('deactivate', devicesOf(network, 14, isOn))
    await click(bar().getByRole('link', { name: 'Open receipt' }))
    await passUntil(() => shownRuns().get()[0]?.counts.failed !== 0, 15_000)
    const run = shownRuns().get()[0]
    await expect.element(receipt().getByRole('row').nth(1)).toMatchTextContent(/Failed/)
    await expect.poll(() => document.title).toMatch(/^\d+% · Deactivate 14 devices/)
    rest.release()
    await passUntil(() => shownRuns().get()[0]?.state === 'finished', 60_000)
    const cells = receipt()
      .getByRole('row')
      .elements()
      .slice(1)
      .map((row) => row.textContent)
    const failed =
      shownRuns()
        .get()
        .find(({ id }) => id === run?.id)?.counts.failed ?? 0
    expect(failed).toBeGreaterThan(0)
    cells.forEach((text, place) => {
      expect(text).toContain(place < failed ? 'Failed' : 'Deactivated')
      expect(text).toMatch(/\d\d:\d\d:\d\d/)
    })
    expect(document.title).toMatch(/^Deactivate 14 devices/)
  })

  test('pauses and asks when five in a row fail, and retries only what failed', async () => {
    takeClock()
    const { network } = await open()
    const devices = devicesOf(network, 20, isOn)
    setNetwork(network, { fault: 'server-error', faultOn: 'changes' })
    await begin('deactivate', devices)
    await passUntil(isAsked, 15_000)
    await expect
      .element(bar().getByRole('alert'))
      .toMatchTextContent(/Paused after repeated failures.*500/)
    const asked = network.requests.length
    expect(asked).toBeLessThanOrEqual(8)
    await click(bar().getByRole('link', { name: 'Open receipt' }))
    await expect.element(page.getByText('Paused', { exact: true })).toBeVisible()
    setNetwork(network, { fault: undefined })
    await click(page.getByRole('button', { name: 'Resume' }))
    await click(page.getByRole('button', { name: `Retry failed (${asked})` }))
    await expect.element(dialog()).toHaveAccessibleName(`Deactivate ${asked} devices?`)
    await click(button(`Deactivate ${asked} devices`))
    await expect.element(page.getByRole('link', { name: 'an earlier run' })).toBeVisible()
    await expect
      .element(filters().getByRole('link', { name: `Deactivated ${asked}` }))
      .toBeVisible()
    // Failed ones twice, all others once: nothing is done again.
    expect(network.requests).toHaveLength(20 + asked)
  })

  test('loses nothing when the key is refused in the middle', async () => {
    const { network } = await open()
    let sent = 0
    const rest = holdAnswers(network, (request) => isChange(request) && (sent += 1) > 6)
    const devices = devicesOf(network, 30, isOn)
    await begin('deactivate', devices)
    await expect.poll(() => shownRuns().get()[0]?.counts.done).toBeGreaterThan(3)
    setNetwork(network, { keyRevoked: true })
    rest.release()
    await expect.element(heading('Connect')).toBeVisible()
    // Nothing of the run is on the screen until a key is there that may see it.
    expect(bar().elements()).toHaveLength(0)
    expect(document.body.textContent).not.toContain(devices[0]?.name)
    await fill(page.getByLabelText('API key'), 'demo-key')
    await user.keyboard('{Enter}')
    await listIsThere()
    await expect.element(bar()).toMatchTextContent(/The API key was no longer accepted/)
    await click(bar().getByRole('button', { name: /^(Resume|Retry)/ }))
    await expect.element(dialog()).toBeVisible()
    const left = shownRuns().get()[0]?.devices.length ?? 0
    const done = shownRuns().get()[0]?.counts.done ?? 0
    expect(done).toBeGreaterThan(3)
    await expect.element(dialog()).toHaveAccessibleName(`Deactivate ${left - done} devices?`)
    // They are read again first: it has been a session since.
    await expect
      .element(button(`Deactivate ${left - done} devices`))
      .not.toHaveAttribute('aria-disabled', 'true')
    await click(button(`Deactivate ${left - done} devices`))
    await expect.element(notifications()).toMatchTextContent(/devices deactivated/)
    expect(bar().elements()).toHaveLength(0)
    for (const { id } of devices) expect(network.backend.get(id)?.status).toBe('Deactivated')
  })
})

describe('the receipt', () => {
  test('shows the outcome that the address names, and each with its why', async () => {
    takeClock()
    const { network, address } = await open()
    const devices = devicesOf(network, 6, isAsleep)
    network.backend.remove(devices[1]?.id ?? '')
    setNetwork(network, { fault: 'server-error', faultOn: 'changes', faultRate: 0.4 })
    const id = await begin('deactivate', devices)
    await passUntil(() => notifications().getByRole('link').query() !== null, 15_000)
    await click(notifications().getByRole('link', { name: 'Open receipt' }))
    const run = shownRuns()
      .get()
      .find((known) => known.id === id)
    expect(run?.counts['already-gone']).toBe(1)
    await click(filters().getByRole('link', { name: 'Already gone 1' }))
    await expect.poll(address).toBe(`/activity/${id}?outcome=already-gone`)
    expect(receipt().getByRole('rowheader').elements()).toHaveLength(1)
    await expect.element(receipt()).toMatchTextContent(/The device no longer existed/)
    const shown = filters()
      .getByRole('link')
      .elements()
      .map((link) => link.textContent)
      .filter((text) => !text.startsWith('All'))
    const sum = shown.reduce((total, text) => total + Number(/\d+$/.exec(text)?.[0]), 0)
    expect(sum).toBe(6)
  })

  test('leads from an owner’s name to their devices', async () => {
    const { network, address } = await open()
    const [device] = devicesOf(network, 1, (each) => isAsleep(each) && !!each.owner?.firstName)
    await begin('deactivate', [
      ...(device ? [device] : []),
      ...devicesOf(network, 2, isAsleep).filter(({ id }) => id !== device?.id),
    ])
    await click(notifications().getByRole('link', { name: 'Open receipt' }))
    const name = `${device?.owner?.firstName} ${device?.owner?.lastName}`
    await click(receipt().getByRole('link', { name }).first())
    await expect.poll(address).toBe(`/people/${device?.owner?.id}`)
  })

  test('has no empty line for a reason on the cards of a phone', async () => {
    const { network } = await open()
    const devices = devicesOf(network, 3, isAsleep)
    network.backend.remove(devices[1]?.id ?? '')
    await begin('deactivate', devices)
    await click(notifications().getByRole('link', { name: 'Open receipt' }))
    await expect.element(receipt()).toBeVisible()
    await atSize(390, 844)
    const reasons = [...receipt().element().querySelectorAll('[data-label="Why"]')]
    await expect
      .poll(() => reasons.map((cell) => [cell.textContent !== '', cell.clientHeight > 0]))
      .toEqual([
        [false, false],
        [true, true],
        [false, false],
      ])
  })

  test('that this tab does not know has a page of its own with a way on', async () => {
    await open({ path: '/activity/nope' })
    await expect.element(heading('Receipt not found in this tab')).toBeVisible()
    // Nothing is said of it before the tab's earlier runs are known.
    isRestored(currentSession()).set(false)
    await expect.element(heading(/^Receipt$/)).toBeVisible()
    isRestored(currentSession()).set(true)
    await click(page.getByRole('link', { name: 'Activity of this tab' }))
    await expect.element(page.getByText('No activity yet')).toBeVisible()
    await expect.element(page.getByText(/Not an audit log/)).toBeVisible()
  })
})
