import { readText } from '../lib/read-text.ts'
import type { Reply } from './wire.ts'

/** Reads a response, unless it is too large. Rejects like its body. */
export async function toReply(response: Response): Promise<Reply> {
  const { status, headers } = response
  const body = await readText(response)
  return body === undefined ? { cause: 'too large' } : { status, headers, body }
}

/** Replaces a secret in a text, as it is or as a URL has it: encoded, or in lower case as a host. */
export function withoutSecret(text: string, secret: string | null | undefined): string {
  if (!secret) return text
  const spellings = [secret, encodeURIComponent(secret)].map((spelling) =>
    spelling.replaceAll(/\W/g, String.raw`\$&`),
  )
  return text.replace(new RegExp(spellings.join('|'), 'gi'), '…')
}
