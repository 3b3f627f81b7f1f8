import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Connection } from '../../src/api/connection.ts'
import type { Config } from '../../src/config/config.ts'
import { createStore } from '../../src/lib/store.ts'
import { problemWithKey } from '../../src/session/connect.ts'
import { sessionPart, type Session } from '../../src/session/open-session.ts'
import { createBlockedStorage, createStorage, stubChannels, stubPageEvents } from './tabs.ts'
import { failed, inFakeTime, json, restoreWire, silence, stubWire } from './wire.ts'

const config: Config = {
  apiBaseUrl: 'https://api.test/qa',
  auth: 'apikey',
  sortFormat: 'prefix',
  ownerDeviceLimit: 5,
}
const handoverItem = 'device-console.handover'
const minute = 60_000

let tab: ReturnType<typeof createStorage>
let browser: ReturnType<typeof createStorage>

beforeEach(() => {
  stubChannels()
  tab = createStorage()
  browser = createStorage()
  vi.stubGlobal('sessionStorage', tab)
  vi.stubGlobal('localStorage', browser)
})
afterEach(restoreWire)

/** A page that was just loaded, on a wire that answers `status`. */
async function openPage(settings: Partial<Config> = {}, status = 200) {
  const sent = stubWire(status === 200 ? () => json({}) : failed(status))
  vi.resetModules()
  const send = stubPageEvents()
  const modules = {
    ...(await import('../../src/session/session.ts')),
    ...(await import('../../src/session/open-session.ts')),
  }
  const { connect, continueSession } = await import('../../src/session/connect.ts')
  const { session, startSession } = modules
  const whole = { ...config, ...settings }
  startSession(whole)
  return {
    ...modules,
    sent,
    connect: (key: string, isRemembered: boolean, check: (of: Session) => Promise<unknown>) =>
      connect(whole, key, isRemembered, check),
    continueSession: () => continueSession(whole),
    /** Connects with a key that the API takes. */
    enter: (isRemembered = false) =>
      connect(whole, 'secret', isRemembered, () => Promise.resolve()),
    state: () => session.get(),
    open(): Session {
      const current = session.get()
      if (!current.connection) throw new Error('There is no session')
      return current
    },
    connection(): Connection {
      const { connection } = session.get()
      if (!connection) throw new Error('There is no session')
      return connection
    },
    leave: () => send('pagehide'),
    comeBack: () => send('pageshow', { persisted: true }),
  }
}

const closedBecause = (because: string) => ({ connection: undefined, because })
const keysOf = (sent: readonly { init: RequestInit }[]) =>
  sent.map(({ init }) => new Headers(init.headers).get('apikey'))

describe('a text is a key', () => {
  test.each(['demo-key', '  demo-key\n', '~!@#$%^&*()', 'x'.repeat(500)])(
    'when it is %j',
    (text) => {
      expect(problemWithKey(text)).toBeUndefined()
    },
  )

  test.each([
    ['', 'Enter the API key.'],
    ['  \n', 'Enter the API key.'],
    ['two words', 'a space or line break'],
    ['two\nlines', 'a space or line break'],
    ['two\u00a0words', 'a space or line break'],
    ['schlüssel', 'an invalid character'],
    ['demo\u200bkey', 'an invalid character'],
    ['demo-key…', 'an invalid character'],
    ['demo\u0000key', 'an invalid character'],
  ])('but not %j', (text, words) => {
    expect(problemWithKey(text)).toContain(words)
  })
})

describe('a session', () => {
  test('opens when the API takes the key, which then goes with every call', async () => {
    const page = await openPage()
    expect(page.state()).toEqual(closedBecause('not-connected'))
    await page.connect(' secret ', false, async ({ connection }) => {
      await connection.read('/check')
      expect(page.state().connection).toBeUndefined()
    })
    await page.connection().read('/after')
    expect(keysOf(page.sent)).toEqual(['secret', 'secret'])
    let seen: string | undefined
    page.open().withKey((key) => (seen = key))
    expect(seen).toBe('secret')
  })

  test('stays closed when the API refuses the key, and keeps nothing of it', async () => {
    const page = await openPage({}, 401)
    let tried: Connection | undefined
    const attempt = page.connect('secret', true, async ({ connection }) => {
      tried = connection
      await connection.read('/check')
    })
    expect(await inFakeTime(attempt)).toMatchObject({ error: { kind: 'unauthorized' } })
    page.leave()
    expect(page.state()).toEqual(closedBecause('not-connected'))
    expect(tried?.closed.aborted).toBe(true)
    expect([...tab.items, ...browser.items]).toEqual([])
  })

  test('closes once, however many calls are refused at once', async () => {
    const page = await openPage({}, 401)
    await page.enter(true)
    const connection = page.connection()
    const told = vi.fn<() => void>()
    page.session.subscribe(told)
    const calls = ['/a', '/b', '/c'].map((path) => connection.read(path))
    await inFakeTime(Promise.allSettled(calls))
    expect(told).toHaveBeenCalledOnce()
    expect(page.state()).toEqual(closedBecause('refused'))
    expect(connection.closed.aborted).toBe(true)
  })

  test('that is over is not closed by a late answer to its key', async () => {
    const page = await openPage({}, 401)
    await page.enter()
    const before = page.connection()
    await page.connect('newer', false, () => Promise.resolve())
    await inFakeTime(before.read('/late'))
    expect(page.state().connection).toBeDefined()
  })

  test('takes along all that belongs to it: the next one has parts of its own', async () => {
    const page = await openPage()
    await page.enter()
    const store = sessionPart(() => createStore<string | undefined>(undefined))
    const before = page.open()
    store(before).set('ana@harbor.example')
    expect(store(before).get()).toBe('ana@harbor.example')
    const id = page.idOfPrivateText(before, 'owner:ana@harbor.example')
    page.lockIdle()
    expect(before.endedBecause).toBe('idle')
    // React holds the session itself until it renders the next one.
    await vi.advanceTimersByTimeAsync(1)
    expect(store(before).get()).toBeUndefined()
    await page.enter()
    expect(store(page.open()).get()).toBeUndefined()
    expect(page.privateTexts(page.open()).get(id)).toBeUndefined()
  })
})

describe('a key', () => {
  test.each([true, false])(
    'is in no storage while its page lives, remembered or not (%s)',
    async (isRemembered) => {
      const page = await openPage()
      await page.enter(isRemembered)
      expect([...tab.items, ...browser.items]).toEqual([])
    },
  )

  test('that is to be remembered goes from a page to the next one of the tab, and to that alone', async () => {
    const page = await openPage()
    await page.enter(true)
    const { id } = page.connection()
    page.leave()
    expect([...tab.items.keys()]).toEqual([handoverItem])
    expect([...browser.items]).toEqual([])

    const next = await openPage()
    expect(next.connection().id).toBe(id)
    await next.connection().read('/after')
    expect(keysOf(next.sent)).toEqual(['secret'])
    expect([...tab.items]).toEqual([])
    // "Duplicate tab" gets what is in the storage by then.
    expect((await openPage()).state()).toEqual(closedBecause('not-connected'))
  })

  test('that is not to be remembered ends with its page', async () => {
    const page = await openPage()
    await page.enter(false)
    page.leave()
    expect([...tab.items]).toEqual([])
    expect((await openPage()).state()).toEqual(closedBecause('not-connected'))
  })

  test('brings along the searches that no address holds', async () => {
    const page = await openPage()
    await page.enter(true)
    const id = page.idOfPrivateText(page.open(), 'owner:ana@harbor.example')
    page.leave()
    const next = await openPage()
    expect(next.privateTexts(next.open()).get(id)).toBe('owner:ana@harbor.example')
  })

  test.each([
    ['not json', 'not json'],
    ['a number', '7'],
    ['nothing', 'null'],
    ['another shape', '{"key":"secret"}'],
    ['no times', '{"key":"secret","connectionId":"a","openedAt":"now","activeAt":null,"texts":[]}'],
  ])('is not taken from what somebody else left: %s', async (_, left) => {
    tab.items.set(handoverItem, left)
    expect((await openPage()).state()).toEqual(closedBecause('not-connected'))
    expect([...tab.items]).toEqual([])
  })

  test('is held without any storage, and ends with the page then', async () => {
    vi.stubGlobal('sessionStorage', createBlockedStorage())
    vi.stubGlobal('localStorage', createBlockedStorage())
    const page = await openPage()
    await page.enter(true)
    await page.connection().read('/after')
    expect(keysOf(page.sent)).toEqual(['secret'])
    page.leave()
    expect((await openPage()).state()).toEqual(closedBecause('not-connected'))
    page.signOut()
    expect(page.state()).toEqual(closedBecause('signed-out'))
  })
})

describe('a page that goes on with a session', () => {
  /** A session that was left, with a person there at that moment. */
  async function leaveOne() {
    const page = await openPage()
    await page.enter(true)
    page.open().activeAt = Date.now()
    page.leave()
    return page
  }

  test.each([
    ['goes on a moment before 15 minutes are over', 15 * minute - 1, undefined],
    ['is locked once nobody was there for 15 minutes', 15 * minute, 'idle'],
    ['is locked when the clock was set back, which hides how long it was', -minute, 'idle'],
  ])('%s', async (_, away, because) => {
    await leaveOne()
    vi.setSystemTime(Date.now() + away)
    const next = await openPage()
    if (because === undefined) expect(next.state().connection).toBeDefined()
    else expect(next.state()).toEqual(closedBecause(because))
    expect([...tab.items]).toEqual([])
  })

  test('is signed out when somebody signed out in another tab meanwhile', async () => {
    await leaveOne()
    // This tab is on another site and hears nothing.
    stubChannels()
    const own = tab
    vi.stubGlobal('sessionStorage', createStorage())
    vi.setSystemTime(Date.now() + 1_000)
    const other = await openPage()
    other.signOut()
    expect(Number(browser.items.get('device-console.signed-out-at'))).toBe(Date.now())
    vi.stubGlobal('sessionStorage', own)
    expect((await openPage()).state()).toEqual(closedBecause('signed-out'))
  })

  test('minds no sign-out from before the session', async () => {
    browser.items.set('device-console.signed-out-at', String(Date.now() - minute))
    await leaveOne()
    expect((await openPage()).state().connection).toBeDefined()
  })

  test('comes back from the browser’s cache with nothing left in the storage', async () => {
    const page = await leaveOne()
    page.comeBack()
    expect(page.state().connection).toBeDefined()
    expect([...tab.items]).toEqual([])
  })

  test.each([
    ['idle', () => vi.setSystemTime(Date.now() + 15 * minute)],
    [
      'signed-out',
      () => browser.items.set('device-console.signed-out-at', String(Date.now() + 1_000)),
    ],
  ])(
    'is closed as %s, remembered or not, when it comes back too late',
    async (because, meanwhile) => {
      for (const isRemembered of [true, false]) {
        // oxlint-disable-next-line no-await-in-loop -- two, one after the other
        const page = await openPage()
        // oxlint-disable-next-line no-await-in-loop -- two, one after the other
        await page.enter(isRemembered)
        page.open().activeAt = Date.now()
        const connection = page.connection()
        page.leave()
        meanwhile()
        page.comeBack()
        expect(page.state()).toEqual(closedBecause(because))
        expect(connection.closed.aborted).toBe(true)
      }
    },
  )
})

describe('tabs', () => {
  test.each(['signed-out', 'idle'] as const)(
    'hear that one is %s by the verb alone, and end as well',
    async (because) => {
      const here = await openPage()
      await here.enter(true)
      const there = await openPage()
      await there.enter(true)
      const heard: unknown[] = []
      new BroadcastChannel('device-console.session').addEventListener(
        'message',
        ({ data }: MessageEvent<unknown>) => heard.push(data),
      )
      const connection = there.connection()
      if (because === 'idle') here.lockIdle()
      else here.signOut()
      await Promise.resolve()
      expect(here.state()).toEqual(closedBecause(because))
      expect(there.state()).toEqual(closedBecause(because))
      expect(connection.closed.aborted).toBe(true)
      expect(heard).toEqual([because])
    },
  )

  test('hear nothing but the two verbs', async () => {
    const page = await openPage()
    await page.enter()
    const stranger = new BroadcastChannel('device-console.session')
    for (const message of ['refused', 'not-connected', { because: 'idle' }, null]) {
      stranger.postMessage(message)
    }
    await Promise.resolve()
    expect(page.state().connection).toBeDefined()
  })

  test('that are just connecting hear a sign-out, and do not open', async () => {
    const page = await openPage()
    stubWire(silence)
    let tried: Connection | undefined
    const waiting = page.connect('secret', true, async ({ connection }) => {
      tried = connection
      await connection.read('/check')
    })
    new BroadcastChannel('device-console.session').postMessage('signed-out')
    expect(await inFakeTime(waiting)).toMatchObject({ error: { kind: 'closed' } })
    expect(tried?.closed.aborted).toBe(true)
    expect(page.state()).toEqual(closedBecause('signed-out'))
  })

  test('do not open by an answer that came in the moment of a sign-out', async () => {
    const page = await openPage()
    const attempt = page.connect('secret', true, async () => page.signOut())
    await expect(attempt).rejects.toBeDefined()
    expect(page.state()).toEqual(closedBecause('signed-out'))
  })

  test('that are locked hear a sign-out, and keep nothing of what they left', async () => {
    const page = await openPage()
    await page.enter(true)
    page.lockIdle()
    tab.items.set('device-console.run.a.about', '{}')
    tab.items.set('another-site', 'stays')
    new BroadcastChannel('device-console.session').postMessage('signed-out')
    await Promise.resolve()
    expect(page.state()).toEqual(closedBecause('signed-out'))
    expect([...tab.items.keys()]).toEqual(['another-site'])
  })

  test.each(['refused', 'signed-out'])(
    'that are %s already are not locked by another',
    async (because) => {
      const page = await openPage({}, 401)
      await page.enter()
      if (because === 'refused') await inFakeTime(page.connection().read('/x'))
      else page.signOut()
      new BroadcastChannel('device-console.session').postMessage('idle')
      await Promise.resolve()
      expect(page.state()).toEqual(closedBecause(because))
    },
  )
})

describe('behind a proxy a session', () => {
  const proxy = { auth: 'proxy' } as const

  test('is open from the start, sends no key, and hands none out', async () => {
    const page = await openPage(proxy)
    await page.connection().read('/x')
    expect(keysOf(page.sent)).toEqual([null])
    expect(page.sent[0]?.init).toMatchObject({ credentials: 'same-origin', redirect: 'manual' })
    const handed = vi.fn<(key: string) => void>()
    page.open().withKey(handed)
    expect(handed).not.toHaveBeenCalled()
  })

  test('shows where it happened that the API refuses the proxy’s key, and stays', async () => {
    const page = await openPage(proxy, 401)
    expect(await inFakeTime(page.connection().read('/x'))).toMatchObject({
      error: { kind: 'proxy-key-refused' },
    })
    expect(page.state().connection).toBeDefined()
  })

  test('that was locked goes on as another one at a person’s word', async () => {
    const page = await openPage(proxy)
    const before = page.connection()
    page.lockIdle()
    expect(page.state()).toEqual(closedBecause('idle'))
    page.continueSession()
    expect(page.connection().id).not.toBe(before.id)
    expect(before.closed.aborted).toBe(true)
  })

  test('goes on after a reload as the same one, and reads what it encrypted', async () => {
    const page = await openPage(proxy)
    const { id } = page.connection()
    const encrypted = await (await page.open().encryption()).encrypt('laptop-01')
    page.leave()
    expect(tab.items.get(handoverItem)).not.toContain('"key"')
    const next = await openPage(proxy)
    expect(next.connection().id).toBe(id)
    expect(await (await next.open().encryption()).decrypt(encrypted)).toBe('laptop-01')
  })

  test('takes up nothing of one that was signed out in another tab meanwhile', async () => {
    const page = await openPage(proxy)
    const { id } = page.connection()
    const encrypted = await (await page.open().encryption()).encrypt('laptop-01')
    page.leave()
    browser.items.set('device-console.signed-out-at', String(Date.now() + 1_000))
    const next = await openPage(proxy)
    expect(next.connection().id).not.toBe(id)
    expect(await (await next.open().encryption()).decrypt(encrypted)).toBeUndefined()
  })
})

test('signing out leads to the configured page once the session has ended', async () => {
  const page = await openPage({ auth: 'proxy', signOutUrl: '/oauth2/sign_out' })
  const opened: unknown[] = []
  vi.stubGlobal('location', {
    assign: (address: string) => opened.push([address, page.state()]),
  })
  page.signOut()
  expect(opened).toEqual([['/oauth2/sign_out', closedBecause('signed-out')]])
})

test('without a proxy, credentials stay away and no redirect is followed', async () => {
  const page = await openPage()
  await page.enter()
  await page.connection().read('/x')
  expect(page.sent[0]?.init).toMatchObject({ credentials: 'omit', redirect: 'manual' })
})

test('one key’s session reads what it encrypted before a reload, and another key’s does not', async () => {
  const page = await openPage()
  await page.enter(true)
  const encrypted = await (await page.open().encryption()).encrypt('laptop-01')
  page.leave()
  const next = await openPage()
  expect(await (await next.open().encryption()).decrypt(encrypted)).toBe('laptop-01')
  await next.connect('another', false, () => Promise.resolve())
  expect(await (await next.open().encryption()).decrypt(encrypted)).toBeUndefined()
})
