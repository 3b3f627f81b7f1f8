import { expect, test } from 'vitest'
import { holdKey } from '../../src/session/key.ts'
import { createSeal } from '../../src/session/seal.ts'

const sealWith = (key: string) => createSeal(holdKey(key).withKey)
const text = JSON.stringify({ name: 'Ana’s laptop 💻', email: 'ana@harbor.example' })

test('what is sealed says nothing, and says it differently each time', async () => {
  const { seal } = sealWith('the-key')
  const [one, other] = [await seal(text), await seal(text)]
  expect(one).toMatch(/^[A-Za-z0-9+/]+=*$/)
  expect(atob(one)).not.toMatch(/Ana|harbor|the-key/)
  expect(one).not.toBe(other)
})

test('the same key unseals it, also on a later page', async () => {
  const first = sealWith('the-key')
  const sealed = await first.seal(text)
  expect(await first.unseal(sealed)).toBe(text)
  expect(await sealWith('the-key').unseal(sealed)).toBe(text)
})

test.each(['', 'x'.repeat(100_000)])('a text of any length comes back', async (long) => {
  const { seal, unseal } = sealWith('the-key')
  expect((await unseal(await seal(long))) === long).toBe(true)
})

test.each(['another-key', 'the-key ', 'The-key', ''])('the key %j does not', async (other) => {
  expect(await sealWith(other).unseal(await sealWith('the-key').seal(text))).toBeUndefined()
})

test('what was damaged does not unseal', async () => {
  const { seal, unseal } = sealWith('the-key')
  const bytes = atob(await seal(text))
  const damaged = [0, 16, 28, bytes.length - 1].map((place) => {
    const other = String.fromCharCode(bytes.charCodeAt(place) ^ 1)
    return btoa(bytes.slice(0, place) + other + bytes.slice(place + 1))
  })
  const none = [btoa(bytes.slice(0, -1)), btoa(bytes.slice(0, 20)), '', 'no base64 at all', 'null']
  for (const sealed of [...damaged, ...none]) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    expect([sealed, await unseal(sealed)]).toEqual([sealed, undefined])
  }
})

test('once the key is forgotten nothing is sealed, and nothing unsealed that it had not begun', async () => {
  const held = holdKey('the-key')
  const { seal } = createSeal(held.withKey)
  const sealed = await seal(text)
  held.forget()
  const late = createSeal(held.withKey)
  await expect(late.seal(text)).rejects.toThrow('The session has ended')
  expect(await late.unseal(sealed)).toBeUndefined()
})
