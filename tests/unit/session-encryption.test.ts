import { expect, test } from 'vitest'
import { createEncryption } from '../../src/session/encryption.ts'
import { openSession } from '../../src/session/open-session.ts'

const sealWith = (key: string) => createEncryption((apply) => apply(key))
const text = JSON.stringify({ name: 'Ana’s laptop 💻', email: 'ana@harbor.example' })

test('what is encrypted says nothing, and says it differently each time', async () => {
  const { encrypt } = sealWith('the-key')
  const [one, other] = [await encrypt(text), await encrypt(text)]
  expect(one).toMatch(/^[A-Za-z0-9+/]+=*$/)
  expect(atob(one)).not.toMatch(/Ana|harbor|the-key/)
  expect(one).not.toBe(other)
})

test('the same key decrypts it, also on a later page', async () => {
  const first = sealWith('the-key')
  const encrypted = await first.encrypt(text)
  expect(await first.decrypt(encrypted)).toBe(text)
  expect(await sealWith('the-key').decrypt(encrypted)).toBe(text)
})

test.each(['', 'x'.repeat(100_000)])('a text of any length comes back', async (long) => {
  const { encrypt, decrypt } = sealWith('the-key')
  expect((await decrypt(await encrypt(long))) === long).toBe(true)
})

test.each(['another-key', 'the-key ', 'The-key', ''])('the key %j does not', async (other) => {
  expect(await sealWith(other).decrypt(await sealWith('the-key').encrypt(text))).toBeUndefined()
})

test('what was damaged does not decrypt', async () => {
  const { encrypt, decrypt } = sealWith('the-key')
  const bytes = atob(await encrypt(text))
  const damaged = [0, 16, 28, bytes.length - 1].map((place) => {
    const other = String.fromCharCode(bytes.charCodeAt(place) ^ 1)
    return btoa(bytes.slice(0, place) + other + bytes.slice(place + 1))
  })
  const none = [btoa(bytes.slice(0, -1)), btoa(bytes.slice(0, 20)), '', 'no base64 at all', 'null']
  for (const encrypted of [...damaged, ...none]) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    expect([encrypted, await decrypt(encrypted)]).toEqual([encrypted, undefined])
  }
})

test('once the key is forgotten nothing is encrypted, and nothing decrypted that it had not begun', async () => {
  const session = openSession({
    config: {
      apiBaseUrl: 'https://api.test',
      auth: 'apikey',
      sortFormat: 'auto',
      ownerDeviceLimit: 5,
    },
    secret: 'the-key',
    connectionId: 'c',
    rememberedSince: undefined,
    onRefused: () => undefined,
  })
  const { encrypt } = createEncryption(session.withKey)
  const encrypted = await encrypt(text)
  session.end()
  const late = createEncryption(session.withKey)
  await expect(late.encrypt(text)).rejects.toThrow('The session has ended')
  expect(await late.decrypt(encrypted)).toBeUndefined()
})
