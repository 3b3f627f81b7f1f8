import { describe, expect, onTestFinished, test } from 'vitest'
import { page } from 'vitest/browser'
import {
  asking,
  asksForDevice,
  asksForList,
  badGateway,
  detached,
  listRewritten,
  noAnswer,
  rewritten,
} from '../hostile.ts'
import {
  actButton,
  deviceNamed,
  fleetIsRead,
  isReady,
  notifications,
  openActivity,
  search,
  selectionBar,
  selectRows,
  textOfPage,
} from './acting.ts'
import { jump, pass, passUntil, takeClock } from './clock.ts'
import {
  changes,
  click,
  dialog,
  listIsThere,
  renderConsole,
  row,
  rowAction,
  user,
  type RenderedConsole,
} from './support.tsx'

const lost = 'lost-laptop-01'

/** Opens the confirmation to deactivate `lost-laptop-01`, ready to be answered. */
async function ask(): Promise<RenderedConsole> {
  const rendered = renderConsole()
  await listIsThere()
  await click(rowAction('Deactivate', lost))
  await isReady()
  return rendered
}

describe('a change whose answer is lost', () => {
  test('is unknown while it may still take effect, and done by itself once it did', async () => {
    takeClock()
    const { network } = await ask()
    network.intercept(({ request, next }) => {
      if (request.method !== 'POST') return undefined
      setTimeout(() => void next(detached(request)), 25_000)
      return noAnswer(request)
    })
    await user.click(actButton().element())
    await pass(19_000)
    expect(deviceNamed(network, lost).status).toBe('Offline')
    await passUntil(() => dialog().getByRole('alert').query() !== null, 5_000)
    await expect.element(dialog().getByRole('alert')).toBeVisible()
    expect(dialog().element().textContent).not.toContain('Not deactivated')
    await expect.element(dialog()).toMatchTextContent(/may still take effect/)
    await expect.element(dialog()).toMatchTextContent(/unchanged as of \d\d:\d\d:\d\d/)

    await click(dialog().getByRole('button', { name: 'Close' }))
    await openActivity()
    await expect.element(page.getByRole('main')).toMatchTextContent(/1 unknown/i)
    const isDone = () => /1 deactivated/i.test(textOfPage())
    await passUntil(isDone, 180_000)
    await expect.element(page.getByRole('main')).toMatchTextContent(/1 deactivated/i)
    expect(changes(network, 'deactivate')).toHaveLength(1)
  })

  test('is done when the re-read says so, in capitals too', async () => {
    const { network } = await ask()
    network.intercept(({ request, next }) => {
      if (request.method === 'POST') return next(request).then(badGateway)
      if (!asksForDevice(request)) return undefined
      return rewritten(next(request), (device) => ({
        ...device,
        status: String(device['status']).toUpperCase(),
      }))
    })
    await user.click(actButton().element())
    await expect.element(notifications()).toMatchTextContent(`${lost} was deactivated`)
    expect(changes(network, 'deactivate')).toHaveLength(1)
  })
})

test('an action works where the browser refuses locks along with site data', async () => {
  Object.defineProperty(navigator, 'locks', {
    configurable: true,
    get: () => {
      throw new DOMException('Site data is blocked', 'SecurityError')
    },
  })
  // The browser's own is further up the prototype chain.
  onTestFinished(() => void Reflect.deleteProperty(navigator, 'locks'))
  const { network } = await ask()
  await user.click(actButton().element())
  await expect.element(notifications()).toMatchTextContent(`${lost} was deactivated`)
  expect(deviceNamed(network, lost).status).toBe('Deactivated')
})

test('four devices of which three are gone are told as one deactivated and three gone', async () => {
  const { network } = renderConsole()
  await listIsThere()
  const names = [lost, 'priya-thinkpad-x1', 'ana-workshop-pc', 'Ana’s iPad']
  await selectRows(names)
  for (const name of names.slice(1)) network.backend.remove(deviceNamed(network, name).id)
  await click(selectionBar().getByRole('button', { name: 'Deactivate 4' }))
  await isReady()
  await user.click(actButton().element())
  await expect.element(notifications()).toMatchTextContent(/\d/)
  expect(notifications().element().textContent).toMatch(/1 device deactivated, 3 already gone/)
})

test('a removal that was answered but not done comes to light in a search a minute later', async () => {
  const { network } = renderConsole()
  await listIsThere()
  await search(lost)
  await fleetIsRead()
  await click(rowAction('Remove', lost))
  await isReady()
  network.intercept(({ request }) =>
    request.method === 'DELETE' ? new Response(null, { status: 204 }) : undefined,
  )
  await user.click(actButton().element())
  await expect.element(notifications()).toMatchTextContent(`${lost} was removed`)
  await expect.poll(() => row(lost).query()).toBeNull()
  jump(66_000)
  await click(page.getByRole('button', { name: 'Refresh', exact: true }))
  await expect.element(row(lost)).toBeVisible()
})

describe('pages whose counts contradict each other', () => {
  test('have a next page where the server says so, and an unknown count', async () => {
    renderConsole({
      network: { fleetSize: 30 },
      prepare: (network) =>
        network.intercept(
          listRewritten((answer) => ({
            ...answer,
            total: (answer['data'] as unknown[]).length,
          })),
        ),
    })
    await listIsThere()
    await expect.element(page.getByText(/^1–10 of an unknown (count|number)/)).toBeVisible()
    await click(page.getByRole('link', { name: 'Next page' }))
    await expect.element(page.getByText(/^11–20 of/)).toBeVisible()
  })

  test('are read to the end when the total is that of a page', async () => {
    renderConsole({
      path: '/devices?q=status:offline',
      network: { fleetSize: 300 },
      prepare: (network) =>
        network.intercept(listRewritten((answer) => ({ ...answer, total: 100 }))),
    })
    await expect.element(page.getByRole('main')).toMatchTextContent(/300 devices ·/)
  })

  test('are read to the end when the server silently gives fewer rows than it says', async () => {
    renderConsole({
      path: '/devices?q=status:offline',
      network: { fleetSize: 300 },
      prepare: (network) =>
        network.intercept((call) => {
          if (!asksForList(call.request)) return undefined
          const asked = Number(new URL(call.request.url).searchParams.get('limit'))
          const capped = asking(call, (query) => query.set('limit', String(Math.min(asked, 50))))
          return rewritten(call.next(capped), ({ data }) => ({ data, limit: asked }))
        }),
    })
    await expect.element(page.getByRole('main')).toMatchTextContent(/300 devices ·/)
  })

  test('without a total that fail from some row on leave an unknown number missing', async () => {
    takeClock()
    renderConsole({
      path: '/devices?q=status:offline',
      network: { fleetSize: 300 },
      prepare: (network) =>
        network.intercept((call) => {
          if (!asksForList(call.request)) return undefined
          const { searchParams } = new URL(call.request.url)
          if (Number(searchParams.get('offset')) >= 90) {
            return Response.json({ statusCode: 500, message: 'Failed' }, { status: 500 })
          }
          return rewritten(call.next(call.request), ({ data, limit, hasNext }) => ({
            data,
            limit,
            hasNext,
          }))
        }),
    })
    // The clock waits for a worker that was asked, not for the page to start one.
    await expect.element(page.getByText(/^Loading devices: \d/)).toBeVisible()
    await passUntil(() => /may be missing/.test(textOfPage()), 30_000)
    await expect
      .element(page.getByRole('main'))
      .toMatchTextContent(/an unknown number of devices may be missing/i)
  })
})

test('a device whose id has capitals opens, and another device’s answer is refused', async () => {
  let isAnother = false
  let answers = 0
  renderConsole({
    prepare: (network) => {
      const another = network.backend.list([], 1, 40).data[0]
      network.intercept(({ request, next }) => {
        const capitals = ({ id, ...device }: Record<string, unknown>) => ({
          ...device,
          id: String(id).toUpperCase(),
        })
        if (asksForList(request)) {
          return rewritten(next(request), (answer) => ({
            ...answer,
            data: (answer['data'] as Record<string, unknown>[]).map(capitals),
          }))
        }
        if (!asksForDevice(request)) return undefined
        if (isAnother) return Response.json(another)
        const [id = ''] = /[^/]+$/.exec(request.url) ?? []
        // A server that tells upper case from lower knows no other spelling than its own.
        if (id !== id.toUpperCase()) {
          return Response.json({ statusCode: 404, message: 'Device not found' }, { status: 404 })
        }
        answers += 1
        return rewritten(
          next(new Request(request.url.replace(id, id.toLowerCase()), request)),
          capitals,
        )
      })
    },
  })
  await listIsThere()
  await click(page.getByRole('link', { name: lost, exact: true }))
  await expect
    .element(page.getByRole('heading', { level: 1, name: lost, exact: true }))
    .toBeVisible()
  await expect.poll(() => answers).toBeGreaterThan(0)

  isAnother = true
  await click(page.getByRole('button', { name: 'Remove' }).first())
  await expect.element(dialog().getByRole('alert')).toBeVisible()
  await expect.element(actButton()).toHaveAttribute('aria-disabled', 'true')
})
