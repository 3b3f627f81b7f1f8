import type { CDPSession } from 'playwright'

type Transfer = { sentAt: number; script: boolean; bytes: number }

/**
 * Counts what the page transfers, as the wire carried it: compressed, with headers. What was asked
 * for before the rows stood counts in full, since it shared the line with what the rows needed.
 */
export async function watchTraffic(cdp: CDPSession) {
  const transfers = new Map<string, Transfer>()
  let startedAt: number | undefined
  cdp.on('Network.requestWillBeSent', ({ requestId, timestamp }) => {
    startedAt ??= timestamp
    transfers.set(requestId, { sentAt: (timestamp - startedAt) * 1000, script: false, bytes: 0 })
  })
  cdp.on('Network.responseReceived', ({ requestId, response }) => {
    const transfer = transfers.get(requestId)
    if (transfer) transfer.script = response.mimeType.includes('javascript')
  })
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const transfer = transfers.get(requestId)
    if (transfer) transfer.bytes = encodedDataLength
  })
  await cdp.send('Network.enable')
  return {
    /** Bytes of all requests sent in the first `milliseconds` after the navigation began. */
    until(milliseconds: number): { scriptBytes: number; totalBytes: number } {
      const early = [...transfers.values()].filter(({ sentAt }) => sentAt <= milliseconds)
      const sum = (list: Transfer[]) => list.reduce((total, { bytes }) => total + bytes, 0)
      return { scriptBytes: sum(early.filter(({ script }) => script)), totalBytes: sum(early) }
    },
  }
}
