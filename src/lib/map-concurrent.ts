/** Works on items a few at a time; resolves when all are through, rejects with the first failure and starts no more. */
export async function mapConcurrent<T>(
  items: readonly T[],
  concurrency: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  let next = 0
  const worker = async () => {
    for (let item = items[next]; item !== undefined; item = items[next]) {
      next += 1
      try {
        await work(item)
      } catch (error) {
        next = items.length
        throw error
      }
    }
  }
  await Promise.all(Array.from({ length: concurrency }, worker))
}
