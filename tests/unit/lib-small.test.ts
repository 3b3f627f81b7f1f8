import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createPool } from '../../src/lib/concurrency.ts'
import { isSamePath, paths } from '../../src/lib/paths.ts'
import { createStore } from '../../src/lib/store.ts'
import { createStoredValue, oneOf } from '../../src/lib/stored.ts'
import { wait } from '../../src/lib/wait.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

test('no id leads out of the devices', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (id) => {
      const path = paths.device(id)
      return path.startsWith('/devices/') && !/[/?#]/.test(path.slice('/devices/'.length))
    }),
  )
  expect(paths.devices('?page=2')).toBe('/devices?page=2')
})

describe('a store', () => {
  test('tells of changes until one stops listening, and of nothing else', () => {
    const store = createStore(1)
    const told = vi.fn<() => void>()
    const stop = store.subscribe(told)
    store.set(1)
    expect(told).not.toHaveBeenCalled()
    store.set(2)
    store.set(Number.NaN)
    store.set(Number.NaN)
    expect(told).toHaveBeenCalledTimes(2)
    stop()
    store.set(3)
    expect(told).toHaveBeenCalledTimes(2)
    expect(store.get()).toBe(3)
  })
})

describe('a remembered value', () => {
  const items = new Map<string, string>()
  beforeEach(() => {
    items.clear()
    vi.stubGlobal('localStorage', {
      getItem: (key: string) => items.get(key) ?? null,
      setItem: (key: string, value: string) => void items.set(key, value),
    })
  })
  const theme = () => createStoredValue('theme', oneOf(['system', 'light', 'dark']))

  test('is there again', () => {
    theme().set('dark')
    expect(items.get('device-console.theme')).toBe('"dark"')
    expect(theme().get()).toBe('dark')
  })

  test.each(['"violet"', 'dark', '{', 'null', '[]', '{"__proto__":1}', ''])(
    'stored as %s is the first of its words',
    (stored) => {
      items.set('device-console.theme', stored)
      expect(theme().get()).toBe('system')
    },
  )

  test('lives as long as the page where storage throws', () => {
    const refuse = () => {
      throw new DOMException('denied', 'SecurityError')
    }
    vi.stubGlobal('localStorage', { getItem: refuse, setItem: refuse })
    const store = theme()
    expect(store.get()).toBe('system')
    store.set('dark')
    expect(store.get()).toBe('dark')
  })

  test('follows what another tab chooses', () => {
    const events = new EventTarget()
    vi.stubGlobal('addEventListener', events.addEventListener.bind(events))
    const store = theme()
    items.set('device-console.theme', '"light"')
    const storageEvent = (key: string) => Object.assign(new Event('storage'), { key })
    events.dispatchEvent(storageEvent('device-console.density'))
    expect(store.get()).toBe('system')
    events.dispatchEvent(storageEvent('device-console.theme'))
    expect(store.get()).toBe('light')
  })
})

describe('a wait', () => {
  test('ends on time, or with the reason, and leaves no listener behind', async () => {
    vi.useFakeTimers()
    const stop = new AbortController()
    const removed = vi.spyOn(stop.signal, 'removeEventListener')
    const ended = wait(100, stop.signal)
    await vi.advanceTimersByTimeAsync(100)
    await ended
    expect(removed).toHaveBeenCalledOnce()

    const second = wait(100, stop.signal)
    stop.abort(new Error('left'))
    await expect(second).rejects.toThrow('left')
    expect(vi.getTimerCount()).toBe(0)
    await expect(wait(100, stop.signal)).rejects.toThrow('left')
  })
})

test('a list is recognized by every path under which the router shows it', () => {
  const isList = (path: string) => isSamePath(path, '/devices')
  expect(['/devices', '/devices/', '/Devices//'].map(isList)).toEqual([true, true, true])
  expect(['/', '/devices/1', '/devicesx', '/x/devices'].filter(isList)).toEqual([])
})

describe('work on many items', () => {
  test('goes on a few at a time, until all of it is done', async () => {
    const done: number[] = []
    let underWay = 0
    let most = 0
    await createPool(2).each([1, 2, 3, 4, 5], async (item) => {
      underWay += 1
      most = Math.max(most, underWay)
      await Promise.resolve()
      underWay -= 1
      done.push(item)
    })
    expect(done).toEqual([1, 2, 3, 4, 5])
    expect(most).toBe(2)
  })

  test('starts no more once one of them failed', async () => {
    const started: number[] = []
    const failure = new Error('no')
    const all = createPool(2).each([1, 2, 3, 4, 5], async (item) => {
      started.push(item)
      await Promise.resolve()
      if (item === 1) throw failure
      await new Promise((resolve) => setImmediate(resolve))
    })
    await expect(all).rejects.toBe(failure)
    await new Promise((resolve) => setImmediate(resolve))
    await new Promise((resolve) => setImmediate(resolve))
    expect(started).toEqual([1, 2])
  })
})
