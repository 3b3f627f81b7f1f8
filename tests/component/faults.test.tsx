import { expect, test } from 'vitest'
import { page, type Locator } from 'vitest/browser'
import { createBackend } from '../../src/mock/backend.ts'
import type { FaultKind } from '../../src/mock/faults.ts'
import type { MockNetwork } from '../../src/mock/network.ts'
import {
  deactivations,
  failedReads,
  lies,
  oncePerMessage,
  removals,
  seenInTheList,
  withoutWire,
  type ChangeEnd,
  type Words,
} from '../fault-tables.ts'
import { actButton, isReady, notifications } from './acting.ts'
import { passUntil, takeClock } from './clock.ts'
import {
  cellText,
  click,
  dialog,
  fill,
  listIsThere,
  namesShown,
  renderConsole,
  row,
  rowAction,
  setNetwork,
  table,
  user,
} from './support.tsx'

const laptop = 'lost-laptop-01'
const main = () => page.getByRole('main')
const alert = () => main().getByRole('alert')
const refresh = () => page.getByRole('button', { name: 'Refresh' })

/** Opens the list with the clock under the test's control; most faults need no large fleet. */
async function open(path = '/devices?size=10', fleetSize = 150): Promise<MockNetwork> {
  takeClock()
  const { network } = renderConsole({ path, network: { fleetSize } })
  await listIsThere()
  return network
}

/** Lets up to a minute pass until this is on the screen. */
async function appears(target: Locator): Promise<void> {
  await passUntil(() => target.elements().length > 0, 60_000)
  await expect.element(target.first()).toBeVisible()
}

async function explains(target: Locator, { title, nextStep }: Words): Promise<void> {
  await appears(target)
  await expect.element(target).toMatchTextContent(title)
  await expect.element(target).toMatchTextContent(nextStep)
}

/** Lifts the fault and retries, unless a pending read has already recovered. */
async function recovers(network: MockNetwork, sign: Locator): Promise<void> {
  setNetwork(network, { fault: undefined })
  const retry = alert().getByRole('button', { name: 'Try again' }).query()
  if (retry) await user.click(retry)
  await appears(sign)
  await passUntil(() => alert().query() === null, 60_000)
  expect(alert().query()).toBeNull()
}

function expectWholePage(): void {
  expect(main().elements()).toHaveLength(1)
  expect(page.getByRole('heading', { level: 1 }).elements()).toHaveLength(1)
}

/** Runs a step for each fault of a table on one console, and names the fault that a failure is about. */
async function walk<Value>(
  entries: readonly (readonly [FaultKind, Value])[],
  step: (fault: FaultKind, value: Value, turn: number) => Promise<void>,
): Promise<void> {
  for (const [turn, [fault, value]] of entries.entries()) {
    try {
      await step(fault, value, turn)
    } catch (error) {
      if (error instanceof Error) error.message = `Under "${fault}": ${error.message}`
      throw error
    }
  }
}

// One fault for each message: unit/api-faults and unit/actions-faults have all of them.
const messages = oncePerMessage(withoutWire(failedReads), (words) => words)
const changing = (ends: typeof deactivations) =>
  oncePerMessage(withoutWire(ends), ({ ends: end }) =>
    end === 'done' ? undefined : { ...end.words, butSays: end.butSays },
  )
/** What is sent once more. */
const repeated = changing(removals).filter(([fault]) => removals[fault] !== deactivations[fault])

test('a failed refresh says why, keeps the rows, and recovers without a reload', async () => {
  const network = await open()
  await walk(messages, async (fault, words) => {
    setNetwork(network, { fault, faultOn: 'reads' })
    await click(refresh())
    await explains(alert(), words)
    await expect.element(alert()).toMatchTextContent('Showing data from')
    expect(namesShown()).toHaveLength(10)
    await recovers(network, table().getByRole('rowheader'))
    expectWholePage()
  })
  expect(network.requests).toEqual([])
})

test('a device that can’t be read again shows what the list has, and recovers', async () => {
  const network = await open('/devices?size=25')
  const { data } = network.backend.list([], 25, 0)
  const plain = data.filter(({ name, user: owner }) => /^[\w-]+$/.test(name) && owner?.email)
  expect(plain.length).toBeGreaterThanOrEqual(messages.length)
  await walk(messages, async (fault, words, turn) => {
    const device = plain[turn]
    if (!device) throw new Error('Too few devices')
    setNetwork(network, { fault, faultOn: 'reads' })
    await click(row(device.name).getByRole('link', { name: device.name, exact: true }).first())
    await expect.element(page.getByRole('heading', { level: 1 })).toMatchTextContent(device.name)
    await explains(alert().filter({ hasText: 'Showing data from the list.' }), words)
    await expect.element(main()).toMatchTextContent(device.user?.email ?? '')
    await recovers(network, page.getByText(/^Show JSON/))
    await click(main().getByRole('link', { name: 'Devices', exact: true }))
    await expect.element(table()).toBeVisible()
  })
})

test('a page of the list that can’t be read says why, and comes when it can', async () => {
  const network = await open('/devices?size=10', 400)
  await walk(messages, async (fault, words, turn) => {
    setNetwork(network, { fault, faultOn: 'reads' })
    // A page that nothing has requested before.
    await fill(page.getByRole('spinbutton', { name: 'Go to page' }), `${20 + 2 * turn}`)
    await user.keyboard('{Enter}')
    await explains(alert().filter({ hasNotText: 'Showing data' }), words)
    expectWholePage()
    await recovers(network, table().getByRole('rowheader'))
    // The rows of the page before stay, dimmed, until those of this one are there.
    await expect.element(table()).not.toHaveAttribute('aria-busy')
    expect(namesShown()).toHaveLength(10)
  })
})

test('a successful answer with something odd in it is shown as it is', async () => {
  const network = await open('/devices?size=10', 1_248)
  await walk(withoutWire(seenInTheList), async (fault, seen) => {
    setNetwork(network, { fault, faultOn: 'reads' })
    await click(refresh())
    await expect.element(main()).toMatchTextContent(seen)
    expect('polluted' in {}).toBe(false)
    await click(table().getByRole('rowheader').nth(1).getByRole('link'))
    await expect
      .element(main().getByRole('term').filter({ hasText: 'Device ID' }).or(alert()).first())
      .toBeVisible()
    expectWholePage()

    setNetwork(network, { fault: undefined })
    await click(main().getByRole('link', { name: 'Devices', exact: true }).first())
    await click(refresh())
    await expect.element(page.getByText('1–10 of 1,248', { exact: true })).toBeVisible()
  })
})

test.each([
  ['Deactivate', changing(deactivations)],
  ['Remove', repeated],
] as const)(
  '"%s" under a fault says what became of it, and trying again does it',
  async (verb, entries) => {
    const network = await open('/devices?size=25')
    const devices = network.backend
      .list([], 25, 0)
      .data.filter(({ name }) => /^[\w-]+$/.test(name))
      .slice(0, entries.length)
    expect(devices).toHaveLength(entries.length)
    const lastConnection = new Date(Date.now() - 5 * 86_400_000).toISOString()
    for (const { id } of devices) {
      network.backend.edit(id, { status: 'Offline', active: true, lastConnection })
    }
    await click(refresh())
    await walk(entries, async (fault, end, turn) => {
      const device = devices[turn]
      if (device) await actsUnder(network, fault, { end, verb, device })
      expectWholePage()
    })
  },
)

test.each(lies)('a server that falsely answers a change with "%s" is believed', async (fault) => {
  const network = await open()
  setNetwork(network, { fault, faultOn: 'changes' })
  await click(rowAction('Deactivate', laptop))
  await isReady()
  await click(actButton())
  const said = fault === 'not-found' ? 'was already removed' : 'was deactivated'
  await expect.element(notifications()).toMatchTextContent(`${laptop} ${said}`)
  expect(network.requests).toHaveLength(1)
  // The next read shows what the server has.
  const status = fault === 'not-found' ? undefined : 'Offline'
  await expect.poll(() => cellText(laptop, 'Status')).toBe(status)
})

test.each(['Deactivate', 'Remove'] as const)(
  'without any answer the outcome of "%s" is unknown, and trying again settles it',
  async (verb) => {
    const network = await open()
    await click(rowAction(verb, laptop))
    await isReady()
    setNetwork(network, { fault: 'network-error' })
    await click(actButton())
    const failure = dialog().getByRole('alert')
    await appears(failure)
    await expect.element(failure).toMatchTextContent('unknown whether it took effect')
    expect(network.requests).toHaveLength(verb === 'Remove' ? 2 : 1)

    setNetwork(network, { fault: undefined })
    await click(dialog().getByRole('button', { name: `${verb} again` }))
    await expect.element(dialog()).not.toBeInTheDocument()
    await expect.element(notifications()).toMatchTextContent(laptop)
  },
)

test('a server that is unavailable for a moment goes unnoticed', async () => {
  const network = await open()
  const updated = page.getByText(/^Updated \d/)
  const before = updated.element().textContent
  await passUntil(() => false, 2_000)
  const reads = network.reads()
  setNetwork(network, { fault: 'unavailable', faultOn: 'reads' })
  await click(refresh())
  await expect.poll(network.reads).toBeGreaterThan(reads)
  setNetwork(network, { fault: undefined })
  await passUntil(() => updated.element().textContent !== before, 15_000)
  expect(updated.element().textContent).not.toBe(before)
  expect(alert().query()).toBeNull()
  expect(namesShown()).toHaveLength(10)
})

test('a device opened by its address under a fault is a page with a way on', async () => {
  const [far] = createBackend({ size: 1_248 }).list([], 1, 700).data
  const { network } = renderConsole({
    path: `/devices/${far?.id}`,
    network: { fault: 'server-error', fleetSize: 1_248 },
  })
  await expect.element(alert()).toMatchTextContent('Server error (500)')
  await expect.element(page.getByRole('heading', { level: 1 })).toMatchTextContent('Device')
  setNetwork(network, { fault: undefined })
  await click(alert().getByRole('button', { name: 'Try again' }))
  await expect.element(page.getByRole('heading', { level: 1 })).toMatchTextContent(far?.name ?? '')
})

test('answers in any order never show another list than the one asked for', async () => {
  takeClock()
  const { network, address } = renderConsole()
  await listIsThere()
  setNetwork(network, { fault: 'out-of-order', faultOn: 'reads' })
  for (const label of ['Name', 'Status', 'Registered', 'Name', 'Name']) {
    const header = table().getByRole('columnheader', { name: new RegExp(`^${label}`) })
    const before = address()
    await click(header.getByRole('button'))
    await expect.poll(address).not.toBe(before)
  }
  const { data } = network.backend.list([{ field: 'name', descending: true }], 10, 0)
  const expected = data.map(({ name }) => name)
  const isShown = () => namesShown().join() === expected.join()
  await passUntil(isShown, 30_000)
  await passUntil(() => false, 5_000)
  expect(namesShown()).toEqual(expected)
})

interface Change {
  end: ChangeEnd
  verb: 'Deactivate' | 'Remove'
  device: { id: string; name: string }
}

async function actsUnder(
  network: MockNetwork,
  fault: FaultKind,
  { end, verb, device: { id, name } }: Change,
): Promise<void> {
  const sentBefore = network.requests.length
  const sent = () => network.requests.slice(sentBefore)
  await click(rowAction(verb, name))
  await isReady()
  setNetwork(network, { fault, faultOn: 'changes' })
  await click(actButton())
  const notification = notifications().getByText(
    `${name} was ${verb === 'Remove' ? 'removed' : 'deactivated'}`,
  )
  let requests = end.sent

  if (end.ends !== 'done') {
    const failure = dialog().getByRole('alert')
    await explains(failure, end.ends.words)
    await expect.element(failure).toMatchTextContent(end.ends.butSays)
    expect(notification.query()).toBeNull()
    expect(sent()).toHaveLength(requests)
    expect(network.backend.get(id)?.status).toBe('Offline')

    setNetwork(network, { fault: undefined })
    await click(dialog().getByRole('button', { name: `${verb} again` }))
    requests += 1
  }
  await appears(notification)
  setNetwork(network, { fault: undefined })
  await expect.element(dialog()).not.toBeInTheDocument()
  const action = verb === 'Remove' ? 'remove' : 'deactivate'
  expect(sent().map((request) => [request.action, request.id])).toEqual(
    Array.from({ length: requests }, () => [action, id]),
  )
  const left = verb === 'Remove' ? undefined : 'Deactivated'
  expect(network.backend.get(id)?.status).toBe(left)
  await expect.poll(() => cellText(name, 'Status')).toBe(left)
}
