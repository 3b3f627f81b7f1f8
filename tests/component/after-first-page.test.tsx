import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { expect, onTestFinished, test, vi } from 'vitest'
import { AfterFirstPage } from '../../src/app/after-first-page.tsx'
import { isFirstPageShown } from '../../src/lib/chunk.ts'
import { render } from './render.ts'

test('what comes after the first page waits for a request that begins before the browser is idle', async () => {
  const waiting = new Map<number, () => void>()
  vi.stubGlobal('requestIdleCallback', (work: () => void) => {
    waiting.set(waiting.size + 1, work)
    return waiting.size
  })
  vi.stubGlobal('cancelIdleCallback', (handle: number) => waiting.delete(handle))
  onTestFinished(() => void vi.unstubAllGlobals())
  isFirstPageShown.set(false)
  const queryClient = new QueryClient()
  const answer = Promise.withResolvers<string>()
  render(
    <QueryClientProvider client={queryClient}>
      <AfterFirstPage />
    </QueryClientProvider>,
  )
  await expect.poll(() => waiting.size).toBe(1)
  void queryClient.fetchQuery({ queryKey: ['rows'], queryFn: () => answer.promise })
  await expect.poll(() => waiting.size).toBe(0)
  answer.resolve('rows')
  await expect.poll(() => waiting.size).toBe(1)
  expect(isFirstPageShown.get()).toBe(false)
})
