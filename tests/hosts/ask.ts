import type { IncomingHttpHeaders } from 'node:http'
import { connect } from 'node:http2'
import { request } from 'node:https'
import { login } from './prepare.ts'

/** An answer as it came over the wire. */
export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  /** As sent, so possibly compressed. */
  body: Buffer
}

/** Headers by which the console's own page identifies itself: its origin, and the login. */
export const asConsole = {
  'sec-fetch-site': 'same-origin',
  authorization: `Basic ${Buffer.from(`${login.username}:${login.password}`).toString('base64')}`,
}

interface Options {
  method?: string
  headers?: Record<string, string>
  /** Sent in one chunk unless `headers` have its length. */
  body?: string
}

/** Sends one request as it stands: nothing is added, decoded or followed. */
export function ask(
  address: string | URL,
  { method = 'GET', headers = {}, body }: Options = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    // The path is sent as written, since `URL` would tidy it up.
    const { origin } = new URL(address)
    const path = String(address).slice(origin.length)
    const options = { method, headers, path, rejectUnauthorized: false, agent: false }
    const sent = request(origin, options, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          body: Buffer.concat(parts),
        }),
      )
      answer.on('error', reject)
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

/** As `ask`, over HTTP/2, which needs no length for a body; returns the status. */
export async function askHttp2(
  address: string,
  { method = 'GET', headers = {}, body }: Options,
): Promise<number> {
  const { origin, pathname } = new URL(address)
  const session = connect(origin, { rejectUnauthorized: false })
  try {
    return await new Promise<number>((resolve, reject) => {
      session.on('error', reject)
      const stream = session.request({ ':method': method, ':path': pathname, ...headers })
      stream.on('response', ({ ':status': status }) => resolve(Number(status)))
      stream.on('error', reject)
      stream.end(body)
    })
  } finally {
    session.destroy()
  }
}
