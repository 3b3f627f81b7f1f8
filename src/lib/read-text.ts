/** Bytes of an answer after which reading stops. A page of a thousand devices has far fewer. */
export const maxAnswerBytes = 32 * 2 ** 20

/** Reads a body as UTF-8; `undefined` beyond `maxAnswerBytes`, as a small compressed answer can be of any size. */
export async function readText({ body }: Pick<Response, 'body'>): Promise<string | undefined> {
  if (!body) return ''
  const reader: ReadableStreamDefaultReader<Uint8Array> = body.getReader()
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  for (;;) {
    // Each piece follows the one before.
    // oxlint-disable-next-line no-await-in-loop -- see above
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    bytes += value.byteLength
    if (bytes > maxAnswerBytes) {
      reader.cancel().catch(() => undefined)
      return undefined
    }
    text += decoder.decode(value, { stream: true })
  }
}
