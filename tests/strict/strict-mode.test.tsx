import { expect, onTestFinished, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import { createBackend } from '../../src/mock/backend.ts'
import { paths } from '../../src/lib/paths.ts'
import { renderConsole } from '../component/support.tsx'

const [device] = createBackend({ size: 1 }).list([], 1, 0).data

// Only here is everything rendered twice, as React does in development to show what isn't pure: in all
// other tests that would take half of their time.
test.each([
  [paths.overview, 'Overview'],
  [paths.devices(), 'Devices'],
  [paths.device(device?.id ?? ''), device?.name ?? ''],
  [paths.fromList, /Devices (from|in) a list/],
  [paths.changes, /./],
  [paths.people(), 'People'],
  [paths.person(device?.user?.id ?? ''), /./],
  [paths.posture, 'Posture'],
  [paths.cleanUp, /./],
  [paths.duplicates, /./],
  [paths.activity, 'Activity'],
  ['/no/such/page', 'Page not found'],
])('%s is the same when it is rendered and set up twice', async (path, title) => {
  const told = vi.spyOn(console, 'error')
  onTestFinished(() => told.mockRestore())
  renderConsole({ path, network: { fleetSize: 150 } })
  await expect.element(page.getByRole('heading', { level: 1 })).toMatchTextContent(title)
  await expect.poll(() => document.querySelectorAll('[aria-busy="true"]')).toHaveLength(0)
  expect(told).not.toHaveBeenCalled()
})
