/** Slows down guessing. Fewer than OWASP's 600,000 for passwords, because API keys are longer. */
const iterations = 100_000
const saltLength = 16
const ivLength = 12

export type Encryption = ReturnType<typeof createEncryption>

/** Encrypts with AES-GCM by a key derived from the secret that `withSecret` supplies until the session ends. */
export function createEncryption(withSecret: (apply: (secret: string) => void) => void) {
  const keys = new Map<string, Promise<CryptoKey>>()
  let ownSalt: Uint8Array<ArrayBuffer> | undefined

  function keyFor(salt: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
    const name = salt.join()
    const known = keys.get(name)
    if (known) return known
    let derived: Promise<CryptoKey> | undefined
    withSecret((secret) => {
      derived = deriveKey(secret, salt)
    })
    if (!derived) return Promise.reject(new Error('The session has ended'))
    keys.set(name, derived)
    return derived
  }

  return {
    /** Rejects without Web Crypto, as on plain http from another machine. */
    async encrypt(text: string): Promise<string> {
      ownSalt ??= crypto.getRandomValues(new Uint8Array(saltLength))
      const iv = crypto.getRandomValues(new Uint8Array(ivLength))
      const key = await keyFor(ownSalt)
      const content = new TextEncoder().encode(text)
      const encrypted = new Uint8Array(
        await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, content),
      )
      return toBase64(ownSalt, iv, encrypted)
    },
    /** Resolves to `undefined` when another secret encrypted the text or it is damaged. */
    async decrypt(text: string): Promise<string | undefined> {
      try {
        const bytes = fromBase64(text)
        const key = await keyFor(bytes.slice(0, saltLength))
        const iv = bytes.slice(saltLength, saltLength + ivLength)
        const encrypted = bytes.slice(saltLength + ivLength)
        const content = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, encrypted)
        return new TextDecoder().decode(content)
      } catch {
        return undefined
      }
    },
  }
}

async function deriveKey(secret: string, salt: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  const raw = new TextEncoder().encode(secret)
  const material = await crypto.subtle.importKey('raw', raw, 'PBKDF2', false, ['deriveKey'])
  return crypto.subtle.deriveKey(
    { name: 'PBKDF2', hash: 'SHA-256', salt, iterations },
    material,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  )
}

function toBase64(...parts: Uint8Array[]): string {
  let text = ''
  for (const part of parts) for (const byte of part) text += String.fromCharCode(byte)
  return btoa(text)
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
}
