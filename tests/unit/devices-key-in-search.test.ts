import * as fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { looksLikeKey, refuseKey } from '../../src/search/search-text.ts'
import { toasts } from '../../src/feedback/toasts.ts'
import type { Session } from '../../src/session/open-session.ts'
import { connectionTo, sessionOf } from './wire.ts'

let session: Session
beforeEach(() => {
  session = sessionOf(connectionTo())
})

describe('what reads like an API key', () => {
  test.each([
    'aB3dE5fG7hI9jK1lM2nO',
    'csk_live_8fK2mQ9xT4vB7nR1wZ6y',
    'f3k9q2x7m1z8v4c6b5n0a9s8d7g6h5j4',
    'Xk4PZ1q9sL7dW3eR5tY8uI2oP6aS0fGh',
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ0ZW5hbnQ0MiJ9.kB9x2Jm4Q7wE1rT5yU8iO3pA6sD0fG',
    'QmFzZTY0IGtleSB3aXRo+MTIz4nUmbE9yc2s1Njc4/OQ==',
  ])('%s', (token) => {
    expect(looksLikeKey(token)).toBe(true)
  })

  test('is nearly every random key of 32 letters and digits', () => {
    const key = fc.stringMatching(/^[A-Za-z0-9]{32}$/)
    const keys = fc.sample(key, { numRuns: 500, seed: 1 })
    expect(keys.filter(looksLikeKey).length).toBeGreaterThan(470)
  })
})

describe('what people search for is left alone', () => {
  test.each([
    ['a device', 'katarzynas-macbook-pro-16-2'],
    ['a device without separators', 'KatarzynasMacBookPro2024'],
    ['a device of a long name', 'fatima-al-masri-macbook-air-13-workstation'],
    ['a host', 'ws-sup-1067.berlin.corp.example.com'],
    ['a UUID', '123e4567-e89b-12d3-a456-426614174000'],
    ['a UUID without dashes', '123e4567e89b12d3a456426614174000'],
    ['a hardware ID', 'MAC-001122334455'],
    ['a long hardware ID', 'TPM-0011223344556677889900aabbccddee'],
    ['a hash', '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'],
    ['a hardware address', 'ac:de:48:00:11:22:33:44'],
    ['a serial number', '1S20XW00ABUSPF3XK2L9'],
    ['an e-mail address', 'a1b2c3d4e5f6g7h8i9j0@harbor.example'],
    ['a term', 'hardware:aB3dE5fG7hI9jK1lM2nO'],
    ['quoted text', '"aB3dE5fG7hI9jK1lM2nO"'],
    ['a version', '2.10.1-beta.20260415.1230'],
    ['a short one', 'aB3dE5fG7hI9jK1lM2n'],
    ['a word', 'Donaudampfschifffahrtsgesellschaft'],
    ['a number', '12345678901234567890'],
  ])('%s: %s', (_what, token) => {
    expect(looksLikeKey(token)).toBe(false)
    expect(refuseKey(session, `status:online ${token}`)).toBe(false)
    expect(toasts(session).get()).toEqual([])
  })
})

describe('a search that holds a key', () => {
  test('is refused among other words, with the way around', () => {
    expect(refuseKey(session, 'offline aB3dE5fG7hI9jK1lM2nO')).toBe(true)
    const said = toasts(session)
      .get()
      .map(({ text }) => text)
    expect(said).toEqual([
      'That looked like an API key, so it wasn’t searched for. If it isn’t one, put it in quotes.',
    ])
  })

  test.each(['demo-key', 'x demo-key y', '"demo-key"', 'name:demo-key'])(
    'is refused for the very key in use, which is not told: %s',
    (text) => {
      expect(refuseKey(session, text)).toBe(false)
      const own: Session = { ...session, withKey: (apply) => apply('demo-key') }
      expect(refuseKey(own, text)).toBe(true)
      expect(JSON.stringify(toasts(session).get())).not.toContain('demo-key')
    },
  )
})
