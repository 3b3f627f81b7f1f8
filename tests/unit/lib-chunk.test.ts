import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  chunkTimeoutMs,
  createChunk,
  loadPart,
  MissingChunk,
  missingParts,
} from '../../src/lib/chunk.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  missingParts.set([])
})

type Module = { text: string }
type Arrival = PromiseWithResolvers<Module>

/** A chunk whose attempts a test answers one by one. */
function chunkInHand(name = 'pagination') {
  const attempts: Arrival[] = []
  const chunk = createChunk(name, () => {
    const arrival = Promise.withResolvers<Module>()
    attempts.push(arrival)
    return arrival.promise
  })
  return { chunk, attempts }
}

const end = (promise: Promise<unknown>) =>
  promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  )

async function pass(ms: number) {
  await vi.advanceTimersByTimeAsync(ms)
}

describe('a chunk', () => {
  test('is imported once, however often it is needed', async () => {
    const { chunk, attempts } = chunkInHand()
    const both = [chunk.load(), chunk.load()]
    attempts[0]?.resolve({ text: 'here' })
    expect(await Promise.all(both)).toEqual([{ text: 'here' }, { text: 'here' }])
    expect(await chunk.load()).toEqual({ text: 'here' })
    expect(chunk.module.get()).toEqual({ text: 'here' })
    expect(attempts).toHaveLength(1)
    expect(vi.getTimerCount()).toBe(0)
  })

  test('that never arrives is missing after 10 s', async () => {
    const { chunk } = chunkInHand()
    const missing = vi.fn<() => void>()
    const loading = end(chunk.load())
    void loading.then(missing)
    await pass(chunkTimeoutMs - 1)
    expect(missing).not.toHaveBeenCalled()
    await pass(1)
    expect(await loading).toEqual({ error: expect.any(MissingChunk) as unknown })
  })

  test.each([
    ['is gone from the host', new TypeError('Failed to fetch dynamically imported module')],
    ['throws while it starts', new ReferenceError('x is not defined')],
  ])('that %s is missing at once, and keeps the reason', async (_, reason) => {
    const { chunk, attempts } = chunkInHand()
    const loading = end(chunk.load())
    attempts[0]?.reject(reason)
    expect(await loading).toMatchObject({ error: { cause: reason } })
  })

  test('is tried again, and stays an error until it arrives', async () => {
    const { chunk, attempts } = chunkInHand()
    await Promise.all([end(chunk.load()), pass(chunkTimeoutMs)])
    const again = end(chunk.load())
    expect(attempts).toHaveLength(2)
    expect(chunk.module.get()).toBeUndefined()
    attempts[1]?.resolve({ text: 'second' })
    expect(await again).toEqual({ value: { text: 'second' } })
    expect(chunk.module.get()).toEqual({ text: 'second' })
  })

  test('that comes late is used by whoever waits for the next attempt', async () => {
    const { chunk, attempts } = chunkInHand()
    await Promise.all([end(chunk.load()), pass(chunkTimeoutMs)])
    const again = end(chunk.load())
    attempts[0]?.resolve({ text: 'late' })
    await pass(0)
    expect(chunk.module.get()).toEqual({ text: 'late' })
    expect(await chunk.load()).toEqual({ text: 'late' })
    await pass(chunkTimeoutMs)
    expect(await again).toEqual({ value: { text: 'late' } })
  })

  test('that comes twice stays the first', async () => {
    const { chunk, attempts } = chunkInHand()
    await Promise.all([end(chunk.load()), pass(chunkTimeoutMs)])
    const again = end(chunk.load())
    attempts[1]?.resolve({ text: 'second' })
    await again
    attempts[0]?.resolve({ text: 'late' })
    await pass(0)
    expect(await chunk.load()).toEqual({ text: 'second' })
  })

  test('is requested from another address when its first request never ends', async () => {
    const never = () => new Promise<Module>(() => undefined)
    // As in a build, where the source of the function names the file.
    const source = '()=>preload(()=>import(`./pagination-abc.js`),[])'
    const chunk = createChunk('pagination', Object.assign(never, { toString: () => source }))
    await Promise.all([end(chunk.load()), pass(chunkTimeoutMs)])
    const again = await end(chunk.load())
    expect(again).toMatchObject({
      error: { cause: { message: expect.stringContaining('pagination-abc.js?1') as unknown } },
    })
  })
})

describe('a part that a person needs', () => {
  test('is named while it is missing, once', async () => {
    const { chunk, attempts } = chunkInHand()
    const other = chunkInHand('menu')
    const loading = [loadPart(chunk), loadPart(chunk), loadPart(other.chunk)]
    await pass(chunkTimeoutMs)
    expect(await Promise.all(loading)).toEqual([undefined, undefined, undefined])
    expect(missingParts.get().map(({ name }) => name)).toEqual(['pagination', 'menu'])
    attempts[0]?.resolve({ text: 'late' })
    await pass(0)
    expect(missingParts.get().map(({ name }) => name)).toEqual(['menu'])
  })

  test('is not named when it was only downloaded ahead', async () => {
    const { chunk } = chunkInHand()
    await Promise.all([end(chunk.load()), pass(chunkTimeoutMs)])
    expect(missingParts.get()).toEqual([])
  })
})
