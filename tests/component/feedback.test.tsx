import { render } from './render.ts'
import { MemoryRouter } from 'react-router'
import { describe, expect, onTestFinished, test } from 'vitest'
import { page } from 'vitest/browser'
import { announce } from '../../src/feedback/announce.tsx'
import { LiveRegion } from '../../src/feedback/live-region.tsx'
import { Toaster } from '../../src/feedback/toaster.tsx'
import { showToast } from '../../src/feedback/toasts.ts'
import { steadyNow } from '../../src/lib/clock.ts'
import type { Session } from '../../src/session/open-session.ts'
import { locksAt } from '../../src/session/idle.ts'
import { SessionProvider } from '../../src/session/use-session.tsx'
import { connectionTo, sessionOf } from '../unit/wire.ts'
import {
  click,
  currentSession,
  listIsThere,
  renderConsole,
  type RenderedConsole,
  user,
} from './support.tsx'

const notifications = () => page.getByRole('region', { name: 'Notifications' })
const shown = (text: string) => notifications().getByText(text, { exact: true })

function renderToaster(): Session {
  const session = sessionOf(connectionTo())
  onTestFinished(() => session.end())
  render(
    <MemoryRouter>
      <SessionProvider session={session}>
        <Toaster />
        <LiveRegion />
      </SessionProvider>
    </MemoryRouter>,
  )
  return session
}

describe('a toast that needs attention', () => {
  test('stays while later successes come and go', async () => {
    const session = renderToaster()
    showToast(session, 'lost-laptop-01 could not be removed', 'attention')
    for (const text of ['one', 'two', 'three', 'four']) showToast(session, text)
    await expect.element(shown('four')).toBeVisible()
    await expect.element(shown('one')).not.toBeInTheDocument()
    await expect.element(shown('lost-laptop-01 could not be removed')).toBeVisible()
  })

  test('makes room for newer ones without losing its text', async () => {
    const session = renderToaster()
    for (const text of ['one', 'two', 'three', 'four', 'five'])
      showToast(session, text, 'attention')
    await expect.element(shown('five')).toBeVisible()
    await expect.element(shown('four')).not.toBeInTheDocument()
    await click(notifications().getByRole('button', { name: '4 more' }))
    await expect.element(shown('one')).toBeVisible()
    await expect.element(shown('two')).toBeVisible()
    await expect.element(shown('five')).toBeVisible()
  })
})

describe('under a modal dialog', () => {
  const shortcuts = () => page.getByRole('dialog', { name: 'Keyboard shortcuts' })

  async function openShortcuts(): Promise<RenderedConsole> {
    const rendered = renderConsole({ network: { fleetSize: 10 } })
    await listIsThere()
    await user.keyboard('?')
    await expect.element(shortcuts()).toBeVisible()
    return rendered
  }

  test('a toast is above it, heard and can be pressed, and stays when it closes', async () => {
    await openShortcuts()
    showToast(currentSession(), 'A new version is available', 'attention')
    await expect.element(shown('A new version is available')).toBeVisible()
    await expect
      .element(shortcuts().getByRole('status').last())
      .toMatchTextContent('A new version is available')
    showToast(currentSession(), 'lost-laptop-01 could not be removed', 'attention')
    const dismiss = notifications().getByRole('button', { name: 'Dismiss' })
    await dismiss.click()
    await expect.element(shown('lost-laptop-01 could not be removed')).not.toBeInTheDocument()
    ;(dismiss.element() as HTMLElement).focus()
    await user.keyboard('{Escape}')
    await expect.element(shortcuts()).not.toBeInTheDocument()
    await expect.element(shown('A new version is available')).toBeVisible()
  })

  test('the link of a toast leads away from it', async () => {
    const { address } = await openShortcuts()
    showToast(currentSession(), '3 devices removed', 'attention', {
      href: '/activity',
      text: 'Receipt',
    })
    await notifications().getByRole('link', { name: 'Receipt' }).click()
    await expect.poll(address).toBe('/activity')
    await expect.element(shortcuts()).not.toBeInTheDocument()
  })

  test('a toast of before is out of the way until it closes', async () => {
    renderConsole({ network: { fleetSize: 10 } })
    await listIsThere()
    showToast(currentSession(), 'lost-laptop-01 was removed', 'done', {
      href: '/x',
      text: 'Receipt',
    })
    await expect.element(notifications().getByText('lost-laptop-01 was removed')).toBeVisible()
    await user.keyboard('?')
    await expect.element(shortcuts()).toBeVisible()
    await expect.element(notifications().getByText(/lost-laptop-01/)).not.toBeInTheDocument()
    await click(shortcuts().getByRole('button', { name: 'Close' }))
    await expect.element(notifications().getByText('lost-laptop-01 was removed')).toBeVisible()
  })

  test('the warning of a lock is above it', async () => {
    await openShortcuts()
    locksAt(currentSession()).set(steadyNow() + 60_000)
    await page.getByRole('button', { name: 'Stay connected' }).click()
    await expect.element(page.getByText('Still there?')).not.toBeInTheDocument()
    await expect.element(shortcuts()).toBeVisible()
  })

  test('what was announced before is not read again', async () => {
    renderConsole({ network: { fleetSize: 10 } })
    await listIsThere()
    announce(currentSession(), 'All devices loaded')
    await expect.element(page.getByText('All devices loaded')).toBeInTheDocument()
    await user.keyboard('?')
    await expect.element(shortcuts()).toBeVisible()
    expect(shortcuts().element().textContent).not.toContain('All devices loaded')
  })
})

describe('what is announced', () => {
  /** Texts that the live region held, in their order. */
  function hear(): string[] {
    const heard: string[] = []
    const region = page.getByRole('status').element()
    const observer = new MutationObserver(() => {
      const text = region.textContent
      if (text && heard.at(-1) !== text) heard.push(text)
    })
    observer.observe(region, { childList: true, subtree: true, characterData: true })
    onTestFinished(() => observer.disconnect())
    return heard
  }

  test('in one breath is heard one after the other', async () => {
    const session = renderToaster()
    const heard = hear()
    announce(session, 'All devices loaded')
    announce(session, 'lost-laptop-01 was removed')
    await expect.poll(() => heard).toEqual(['All devices loaded', 'lost-laptop-01 was removed'])
  })

  test('in a flood is the newest of it', async () => {
    const session = renderToaster()
    const heard = hear()
    for (let turn = 1; turn <= 50; turn += 1) announce(session, `${turn} removed`)
    await expect.poll(() => heard.at(-1)).toBe('50 removed')
    expect(heard.length).toBeGreaterThan(1)
    expect(heard.length).toBeLessThan(10)
  })

  test('and then ended with its session is not heard any more', async () => {
    const session = renderToaster()
    const heard = hear()
    announce(session, 'lost-laptop-01 was removed')
    announce(session, 'old-phone-02 was removed')
    await expect.poll(() => heard).toEqual(['lost-laptop-01 was removed'])
    session.end()
    const next = renderToaster()
    announce(next, 'Connected')
    await expect.element(page.getByText('Connected')).toBeInTheDocument()
    await expect.element(page.getByText('old-phone-02 was removed')).not.toBeInTheDocument()
  })
})
