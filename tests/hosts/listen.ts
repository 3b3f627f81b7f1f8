import type { Server } from 'node:http'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import process from 'node:process'

/** Opens a server on a free loopback port. */
export async function listen(
  server: Server,
): Promise<{ port: number; close: () => Promise<void> }> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

let next = 0

/**
 * A port that nothing listens on, below those that systems give to outgoing connections (from 32768
 * on Linux), so that none is taken before the server starts.
 */
export async function freePort(): Promise<number> {
  // Two workers of the tests begin far from each other.
  next ||= 20_000 + (process.pid % 120) * 100
  for (;;) {
    const port = next++
    const server = createServer()
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false))
      server.listen(port, '127.0.0.1', () => resolve(true))
    })
    server.close()
    if (isFree) return port
  }
}
