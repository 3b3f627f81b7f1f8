/** Guesses of a short secret must cost something (OWASP's advice for PBKDF2 is a matter of passwords; keys are longer). */
const iterations = 100_000
const saltLength = 16
const ivLength = 12

/** Makes texts unreadable to everybody who does not have the secret. */
export interface Seal {
  /** Rejects where the browser has no Web Crypto: on plain http. */
  seal: (text: string) => Promise<string>
  /** Gives the text back; `undefined` when another secret sealed it, or it is damaged. */
  unseal: (sealed: string) => Promise<string | undefined>
}

/** Makes a seal (AES-GCM under a key derived from the secret). `withSecret` hands the secret out only while it is known. */
export function createSeal(withSecret: (apply: (secret: string) => void) => void): Seal {
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
    async seal(text) {
      ownSalt ??= crypto.getRandomValues(new Uint8Array(saltLength))
      const iv = crypto.getRandomValues(new Uint8Array(ivLength))
      const key = await keyFor(ownSalt)
      const content = new TextEncoder().encode(text)
      const sealed = new Uint8Array(
        await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, content),
      )
      return spell(ownSalt, iv, sealed)
    },
    async unseal(text) {
      try {
        const bytes = read(text)
        const key = await keyFor(bytes.slice(0, saltLength))
        const iv = bytes.slice(saltLength, saltLength + ivLength)
        const sealed = bytes.slice(saltLength + ivLength)
        const content = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, sealed)
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

/** Bytes of one call of `String.fromCharCode`: more arguments than a call can take would throw. */
const chunk = 8_192

function spell(...parts: Uint8Array[]): string {
  let text = ''
  for (const part of parts) {
    for (let start = 0; start < part.length; start += chunk) {
      text += String.fromCharCode(...part.subarray(start, start + chunk))
    }
  }
  return btoa(text)
}

function read(spelled: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(spelled), (character) => character.charCodeAt(0))
}
