import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Another origin that notes whatever reaches it: a key must never do. */
export interface Trap {
  readonly url: string
  readonly received: { url: string; headers: Record<string, string> }[]
  close(): Promise<void>
}

/** Opens a trap on a free port. It allows every origin, so that nothing but the console itself holds a key back. */
export async function openTrap(host: string): Promise<Trap> {
  const received: Trap['received'] = []
  const server = createServer((incoming, outgoing) => {
    const headers = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)])
    received.push({
      url: incoming.url ?? '',
      headers: Object.fromEntries(headers) as Record<string, string>,
    })
    outgoing.setHeader('access-control-allow-origin', incoming.headers.origin ?? '*')
    outgoing.setHeader('access-control-allow-methods', 'GET, POST, DELETE')
    outgoing.setHeader('access-control-allow-headers', 'accept, apikey, content-type')
    outgoing.setHeader('content-type', 'application/json')
    outgoing.end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://${host}:${port}`,
    received,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}
