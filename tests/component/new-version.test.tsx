import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import { explainError, messagesOf } from '../../src/feedback/explain-error.ts'
import { disconnected, otherPages } from '../../src/app/chunks.ts'
import { onMissingChunk } from '../../src/app/new-version.ts'
import { holdAnswers, isChange } from './held-pages.ts'
import { click, dialog, listIsThere, renderConsole, rowAction } from './support.tsx'

const notifications = () => page.getByRole('region', { name: 'Notifications' })

function missingChunk(message: string): VitePreloadErrorEvent {
  return Object.assign(new Event('vite:preloadError', { cancelable: true }), {
    payload: new TypeError(message),
  })
}

beforeEach(() => sessionStorage.clear())

test('what a run may need is there before it begins', async () => {
  renderConsole()
  await listIsThere()
  const loads = [otherPages, disconnected].map((chunk) => vi.spyOn(chunk, 'load'))
  onTestFinished(() => loads.forEach((load) => load.mockRestore()))
  await click(rowAction('Deactivate', 'lost-laptop-01'))
  await expect.element(dialog()).toBeVisible()
  await expect.poll(() => loads.map((load) => load.mock.calls.length)).toEqual([1, 1])
})

test.each([
  'Failed to fetch dynamically imported module: https://x/assets/run.js',
  'error loading dynamically imported module: https://x/assets/run.js',
  'Importing a module script failed.',
  "'text/html' is not a valid JavaScript MIME type.",
  'Unable to preload CSS for /assets/run.css',
])('a missing part is told as one, in the words of any browser: %s', (message) => {
  const event = missingChunk(message)
  onMissingChunk(event, () => undefined)
  expect(explainError(event.payload).title).toBe('Part of the console couldn’t be loaded')
  expect(messagesOf(event.payload)).toEqual([])
  // It goes on to whoever asked for it; without it they would fail for another reason.
  expect(event.defaultPrevented).toBe(false)
})

describe('a new version', () => {
  test('reloads the page, once', async () => {
    const reload = vi.fn<() => void>()
    onMissingChunk(missingChunk('gone'), reload)
    onMissingChunk(missingChunk('gone'), reload)
    expect(reload).toHaveBeenCalledTimes(1)
  })

  test('cannot be fetched without a network, so the page stays', () => {
    const onLine = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
    onTestFinished(() => onLine.mockRestore())
    const reload = vi.fn<() => void>()
    onMissingChunk(missingChunk('gone'), reload)
    expect(reload).not.toHaveBeenCalled()
  })

  test('does not reload the page under a confirmation', async () => {
    renderConsole()
    await listIsThere()
    const reload = vi.fn<() => void>()
    await click(rowAction('Deactivate', 'lost-laptop-01'))
    await expect.element(dialog()).toBeVisible()
    onMissingChunk(missingChunk('gone'), reload)
    expect(reload).not.toHaveBeenCalled()
    await click(dialog().getByRole('button', { name: 'Cancel' }))
    await expect.element(dialog()).not.toBeInTheDocument()
    onMissingChunk(missingChunk('gone'), reload)
    expect(reload).toHaveBeenCalledTimes(1)
  })

  test('does not reload the page under a run, and says that one may after it', async () => {
    const { network } = renderConsole()
    await listIsThere()
    await click(rowAction('Deactivate', 'lost-laptop-01'))
    const confirm = dialog().getByRole('button', { name: 'Deactivate device' })
    await expect.element(confirm).not.toHaveAttribute('aria-disabled')
    const { release } = holdAnswers(network, isChange)
    await click(confirm)
    const reload = vi.fn<() => void>()
    onMissingChunk(missingChunk('gone'), reload)
    onMissingChunk(missingChunk('gone'), reload)
    expect(reload).not.toHaveBeenCalled()
    const words = 'A new version is available. Reload when the run has finished.'
    await expect.element(notifications().getByText(words)).toBeInTheDocument()
    release()
    await expect.element(dialog()).not.toBeInTheDocument()
    expect(notifications().getByText(words).elements()).toHaveLength(1)
    onMissingChunk(missingChunk('gone'), reload)
    expect(reload).toHaveBeenCalledTimes(1)
  })
})
