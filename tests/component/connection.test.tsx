import { describe, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { noAnswer, tooMany } from '../hostile.ts'
import {
  actButton,
  everyDevice,
  isReady,
  notifications,
  openActivity,
  selectionBar,
  selectRows,
  textOfPage,
} from './acting.ts'
import { pass, passUntil, takeClock } from './clock.ts'
import {
  changes,
  click,
  dialog,
  fill,
  listIsThere,
  renderConsole,
  setNetwork,
  user,
} from './support.tsx'

const selectAll = () => page.getByRole('checkbox', { name: 'Select all on this page' })

describe('a run that one key began and another network’s key finds nothing of', () => {
  test.each(['Remove', 'Deactivate'] as const)(
    'claims nothing it does not know (%s)',
    async (verb) => {
      takeClock()
      const { network } = renderConsole({
        path: '/devices?size=50',
        network: {
          fleetSize: 30,
          keys: { keys: ['demo-key'], readOnlyKeys: [], otherNetworkKeys: ['other-key'] },
        },
      })
      await listIsThere()
      const fleetBefore = everyDevice(network)
      const ids = new Set(fleetBefore.map(({ id }) => id))
      let sent = 0
      let readsByOther = 0
      network.intercept(({ request }) => {
        const [, id = ''] = /\/devices\/([^/]+)/.exec(request.url) ?? []
        if (ids.has(id) && request.headers.get('apikey') === 'other-key') readsByOther += 1
        if (request.method === 'GET') return undefined
        sent += 1
        // The third is refused once the first two hang.
        return sent <= 2
          ? noAnswer(request)
          : Response.json({ message: 'Unauthorized' }, { status: 401 })
      })

      await click(selectAll())
      await click(selectionBar().getByRole('button', { name: `${verb} 30` }))
      await expect.element(actButton()).toMatchTextContent(/\d/)
      const [count = ''] = /\d+/.exec(actButton().element().textContent) ?? []
      await fill(dialog().getByRole('textbox'), `${verb.toLowerCase()} ${count}`)
      await isReady()
      await user.keyboard('{Enter}')
      await expect.element(page.getByRole('heading', { level: 1, name: 'Connect' })).toBeVisible()
      const sentBefore = sent

      await fill(page.getByLabelText('API key'), 'other-key')
      await user.keyboard('{Enter}')
      await listIsThere()
      // Beyond the time limit of what still hangs, and of another look at it.
      await pass(50_000)
      await openActivity()
      expect(textOfPage()).not.toMatch(/\d+ (devices? )?(removed|deactivated|already gone)/i)
      expect(readsByOther, 'requests about the run with the other key').toBe(0)
      expect(sent, 'changes sent after the refusal').toBe(sentBefore)
      expect(everyDevice(network)).toEqual(fleetBefore)
    },
  )
})

describe('the rate limit', () => {
  const areDone = () => /4 devices deactivated/.test(notifications().element().textContent)

  test('counts refusals of requests sent together as one', async () => {
    takeClock()
    const { network } = renderConsole({ path: '/devices?size=10' })
    await listIsThere()
    await selectRows(['lost-laptop-01', 'priya-thinkpad-x1', 'ana-workshop-pc', 'Ana’s iPad'])
    await click(selectionBar().getByRole('button', { name: 'Deactivate 4' }))
    await isReady()
    setNetwork(network, { latencyMs: 200 })
    let refused = 0
    network.intercept(({ request }) => {
      if (request.method === 'GET' || refused === 4) return undefined
      refused += 1
      return tooMany()
    })
    await user.click(actButton().element())
    await passUntil(areDone, 9_000)
    expect(notifications().element().textContent).toMatch(/4 devices deactivated/)
    expect(changes(network, 'deactivate')).toHaveLength(8)
  })

  test('without a pause to wait for is not answered with a flood', async () => {
    takeClock()
    // Other devices than in the test before, whose run may still wait for its turn.
    const { network } = renderConsole({ path: '/devices?size=10', network: { seed: 2 } })
    await listIsThere()
    await selectRows(['lost-laptop-01', 'priya-thinkpad-x1', 'ana-workshop-pc', 'Ana’s iPad'])
    await click(selectionBar().getByRole('button', { name: 'Deactivate 4' }))
    await isReady()
    setNetwork(network, { latencyMs: 200 })
    network.intercept(({ request }) =>
      request.method === 'GET' ? undefined : tooMany({ 'retry-after': '0' }),
    )
    await user.click(actButton().element())
    const sent = () => changes(network, 'deactivate').length
    await passUntil(() => sent() > 40, 60_000)
    expect(sent()).toBeGreaterThanOrEqual(4)
    expect(sent()).toBeLessThanOrEqual(40)

    network.intercept(undefined)
    await passUntil(areDone, 130_000)
    expect(notifications().element().textContent).toMatch(/4 devices deactivated/)
  })
})
