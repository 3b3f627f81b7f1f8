import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { read } from '../../src/api/client.ts'
import type { Config } from '../../src/session/config.ts'
import { connect, lockIdle, session, signOut, startSession } from '../../src/session/session.ts'
import {
  hasKey,
  problemWithKey,
  restoreKey,
  storeKey,
  wipeKey,
  withKey,
} from '../../src/session/vault.ts'
import { failed, inFakeTime, json, restoreWire, stubWire } from './wire.ts'

const config: Config = {
  apiBaseUrl: 'https://api.test/qa',
  auth: 'apikey',
  sortFormat: 'prefix',
  ownerDeviceLimit: 5,
}

const items = new Map<string, string>()
beforeEach(() => {
  items.clear()
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  })
})
afterEach(() => {
  signOut()
  wipeKey()
  restoreWire()
})

const keyInUse = () => {
  let seen: string | undefined
  withKey((key) => (seen = key))
  return seen
}

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
    ['two words', 'a space or a line break'],
    ['two\nlines', 'a space or a line break'],
    ['two\u00a0words', 'a space or a line break'],
    ['schlüssel', 'a character that a key cannot have'],
    ['demo\u200bkey', 'a character that a key cannot have'],
    ['demo-key…', 'a character that a key cannot have'],
    ['demo\u0000key', 'a character that a key cannot have'],
  ])('but not %j', (text, words) => {
    expect(problemWithKey(text)).toContain(words)
  })
})

describe('the vault', () => {
  test('keeps a key out of storage unless asked', () => {
    storeKey('secret', false)
    expect(keyInUse()).toBe('secret')
    expect(items.size).toBe(0)
  })

  test('keeps it for the tab when asked, until it is wiped or the choice is taken back', () => {
    storeKey('secret', true)
    expect(items.get('device-console.key')).toBe('secret')
    storeKey('secret', false)
    expect(items.size).toBe(0)
    storeKey('secret', true)
    wipeKey()
    expect(items.size).toBe(0)
    expect(hasKey()).toBe(false)
  })

  test('takes a kept key up again, but not over one that is there', () => {
    items.set('device-console.key', 'kept')
    restoreKey()
    expect(keyInUse()).toBe('kept')
    storeKey('newer', true)
    items.set('device-console.key', 'kept')
    restoreKey()
    expect(keyInUse()).toBe('newer')
  })

  test('works where storage throws', () => {
    const refuse = () => {
      throw new DOMException('denied', 'SecurityError')
    }
    vi.stubGlobal('sessionStorage', { getItem: refuse, setItem: refuse, removeItem: refuse })
    restoreKey()
    expect(hasKey()).toBe(false)
    storeKey('secret', true)
    expect(keyInUse()).toBe('secret')
    wipeKey()
    expect(hasKey()).toBe(false)
  })
})

/** A started session with a wire that answers `status`. */
function startWith(status: number, settings: Partial<Config> = {}) {
  const sent = stubWire(status === 200 ? () => json({}) : failed(status))
  startSession({ ...config, ...settings })
  return sent
}

describe('a session', () => {
  test('opens when the API takes the key, which then goes with every call', async () => {
    const sent = startWith(200)
    expect(session.get().open).toBe(false)
    await connect(' secret ', false, async () => void (await read('/check')))
    await read('/after')
    expect(session.get()).toEqual({ open: true })
    expect(sent.map(({ init }) => new Headers(init.headers).get('apikey'))).toEqual([
      'secret',
      'secret',
    ])
  })

  test('stays closed when the API refuses the key, and keeps nothing of it', async () => {
    startWith(401)
    const attempt = connect('secret', true, async () => void (await read('/check')))
    expect(await inFakeTime(attempt)).toMatchObject({ error: { kind: 'unauthorized' } })
    expect(session.get().open).toBe(false)
    expect(hasKey()).toBe(false)
    expect(items.size).toBe(0)
  })

  test('keeps a key only once the API took it', async () => {
    startWith(200)
    await connect('secret', true, async () => {
      expect(items.size).toBe(0)
    })
    expect(items.get('device-console.key')).toBe('secret')
  })

  test('is taken up again with a kept key', () => {
    items.set('device-console.key', 'kept')
    startWith(200)
    expect(session.get()).toEqual({ open: true })
  })

  test('closes once, however many calls are refused at once', async () => {
    startWith(401)
    await connect('secret', true, () => Promise.resolve())
    const told = vi.fn<() => void>()
    const stop = session.subscribe(told)
    await inFakeTime(Promise.allSettled([read('/a'), read('/b'), read('/c')]))
    stop()
    expect(told).toHaveBeenCalledOnce()
    expect(session.get()).toEqual({ open: false, because: 'refused' })
    expect(hasKey()).toBe(false)
    expect(items.size).toBe(0)
  })

  test.each([
    ['signed-out', signOut],
    ['idle', lockIdle],
  ] as const)(
    'that is %s forgets the key here and tells other tabs the verb alone',
    async (because, end) => {
      startWith(200)
      await connect('secret', true, () => Promise.resolve())
      const otherTab = new BroadcastChannel('device-console.session')
      vi.useRealTimers()
      const heard = new Promise((resolve) => {
        otherTab.addEventListener('message', (event: MessageEvent<unknown>) => resolve(event.data))
      })
      end()
      expect(session.get()).toEqual({ open: false, because })
      expect(hasKey()).toBe(false)
      expect(items.size).toBe(0)
      expect(await heard).toBe(because)
      otherTab.close()
    },
  )

  test('ends with another tab’s, and hears nothing but the two verbs', async () => {
    startWith(200)
    await connect('secret', false, () => Promise.resolve())
    const otherTab = new BroadcastChannel('device-console.session')
    vi.useRealTimers()
    const closed = new Promise<void>((resolve) => {
      const stop = session.subscribe(() => {
        stop()
        resolve()
      })
    })
    otherTab.postMessage('refused')
    otherTab.postMessage({ open: true })
    otherTab.postMessage('idle')
    await closed
    expect(session.get()).toEqual({ open: false, because: 'idle' })
    otherTab.close()
  })

  test('behind a proxy is open from the start, sends no key, and shows a 401 where it happened', async () => {
    storeKey('left over', false)
    const sent = startWith(401, { auth: 'proxy' })
    expect(session.get()).toEqual({ open: true })
    expect(await inFakeTime(read('/x'))).toMatchObject({ error: { kind: 'unauthorized' } })
    expect(session.get()).toEqual({ open: true })
    expect(new Headers(sent[0]?.init.headers).has('apikey')).toBe(false)
  })
})
