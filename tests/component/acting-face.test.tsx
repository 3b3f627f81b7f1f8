import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { showToast } from '../../src/feedback/toasts.ts'
import { actButton, isReady, notifications, selectRows, selectionBar, atSize } from './acting.ts'
import { pass, takeClock } from './clock.ts'
import {
  click,
  currentSession,
  dialog,
  listIsThere,
  namesShown,
  renderConsole,
  rowAction,
  user,
} from './support.tsx'

const link = (name: string) => page.getByRole('link', { name, exact: true })

async function open(options: Parameters<typeof renderConsole>[0] = {}) {
  const rendered = renderConsole(options)
  await listIsThere()
  return rendered
}

/** Removes the devices of these rows by the bar of the selection. */
async function removeSelected(names: readonly string[]): Promise<void> {
  await selectRows(names)
  await click(selectionBar().getByRole('button', { name: /^Remove/ }))
  await isReady()
  const phrase = dialog().getByRole('textbox')
  if (phrase.query()) await user.type(phrase.element(), `remove ${names.length}`)
  await click(actButton())
  await expect.element(dialog()).not.toBeInTheDocument()
}

test('a confirmation of six shows all of them in a low window, each in a line', async () => {
  await atSize(1280, 640)
  await open()
  await selectRows(namesShown().slice(0, 6))
  await click(selectionBar().getByRole('button', { name: /^Deactivate/ }))
  await isReady()
  const lines = dialog().getByRole('list').getByRole('listitem').elements()
  expect(lines.length).toBeGreaterThanOrEqual(5)
  for (const line of lines) expect(line.clientHeight).toBeLessThan(40)
  const { bottom } = dialog().getByRole('list').element().getBoundingClientRect()
  expect(bottom).toBeLessThanOrEqual(
    actButton().element().closest('div')?.parentElement?.getBoundingClientRect().top ?? 0,
  )
  const scrollers = [...dialog().element().querySelectorAll('*')].filter(
    (element) =>
      element.scrollHeight > element.clientHeight &&
      /auto|scroll/.test(getComputedStyle(element).overflowY),
  )
  expect(scrollers).toEqual([])

  // A window as low as at 400 % zoom scrolls, and begins with what is asked.
  await user.keyboard('{Escape}')
  await atSize(320, 256)
  await click(selectionBar().getByRole('button', { name: /^Deactivate/ }))
  await expect.element(dialog().getByRole('button', { name: 'Cancel' })).toHaveFocus()
  expect(
    dialog().getByRole('heading').element().getBoundingClientRect().top,
  ).toBeGreaterThanOrEqual(0)
})

test('the receipt of a few devices has no bar, and no reasons where there are none', async () => {
  await open()
  await removeSelected(['lost-laptop-01', 'priya-thinkpad-x1'])
  await click(notifications().getByRole('link', { name: 'Open receipt' }))
  const table = page.getByRole('table', { name: 'Devices of this run' })
  await expect.element(table).toMatchTextContent('Removed')
  expect(table.getByRole('columnheader', { name: 'Why' }).query()).toBeNull()
  // The outcomes and what is done with them share a line.
  const middleOf = (element: Element) => {
    const { top, bottom } = element.getBoundingClientRect()
    return Math.round((top + bottom) / 2)
  }
  const outcomes = page.getByRole('navigation', { name: 'Filter by outcome' }).element()
  const file = page.getByRole('button', { name: 'Export CSV' }).element()
  expect(middleOf(file)).toBe(middleOf(outcomes))
  expect(document.querySelectorAll('main [style*=width]')).toHaveLength(0)
  await click(link('Activity').first())
  await expect.element(page.getByRole('heading', { level: 1 })).toMatchTextContent('Activity')
  expect(document.querySelectorAll('main [style*=width]')).toHaveLength(0)
})

test('a toast with a link stays until its page is read, and one without goes', async () => {
  takeClock()
  await open()
  showToast(currentSession(), 'Exported 3 devices')
  await click(rowAction('Remove', 'lost-laptop-01'))
  await isReady()
  await click(actButton())
  await expect.element(notifications()).toMatchTextContent('lost-laptop-01 was removed')
  await pass(20_000)
  await expect.element(notifications()).not.toMatchTextContent('Exported 3 devices')
  // Where the rows fill the window, what is said of them ends 52 px above its edge.
  const toast = notifications().getByText('lost-laptop-01 was removed').element().parentElement
  expect(innerHeight - (toast?.getBoundingClientRect().top ?? 0)).toBeLessThanOrEqual(52)
  await expect.element(notifications()).toMatchTextContent('lost-laptop-01 was removed')
  // The receipt is in the list of all.
  await click(link('Activity').first())
  await expect.element(link('Remove lost-laptop-01')).toBeVisible()
  await expect.element(notifications()).not.toMatchTextContent('lost-laptop-01 was removed')
})

test('on a phone, a toast is above the navigation, and hides no end of a page', async () => {
  await atSize(390, 844)
  await open()
  showToast(currentSession(), 'Exported 3 devices')
  const toast = notifications().getByText('Exported 3 devices')
  await expect.element(toast).toBeVisible()
  const nav = page.getByRole('navigation', { name: 'Main' }).element().getBoundingClientRect()
  expect(toast.element().getBoundingClientRect().bottom).toBeLessThan(nav.top)
  scrollTo(0, document.documentElement.scrollHeight)
  const main = page.getByRole('main').element().lastElementChild?.getBoundingClientRect()
  expect(main?.bottom).toBeLessThan(toast.element().getBoundingClientRect().top)
})

test('after a selection was acted on, the focus is on the row after it', async () => {
  await open()
  const names = namesShown()
  await removeSelected(names.slice(1, 3))
  await expect.element(link(names[3] ?? '')).toHaveFocus()
})

test('a key leads from the rows to the actions on the selection', async () => {
  await open()
  await selectRows(['lost-laptop-01'])
  await user.keyboard('a')
  await expect
    .element(selectionBar().getByRole('button', { name: 'Deactivate 1', exact: true }))
    .toHaveFocus()
})

test('the palette acts on the selection', async () => {
  await open()
  await selectRows(['lost-laptop-01', 'priya-thinkpad-x1'])
  await user.keyboard('{Control>}k{/Control}')
  const palette = page.getByRole('dialog', { name: 'Search everything' })
  await click(palette.getByRole('option', { name: /^Deactivate 2 selected…/ }))
  await expect.element(dialog()).toHaveAccessibleName('Deactivate 2 devices?')
  await isReady()
  await click(actButton())
  await expect.element(selectionBar()).not.toBeInTheDocument()
})

test('the last stop before the tools of a list leads past them to its first row', async () => {
  await open()
  const skip = page.getByRole('button', { name: 'Skip to list' })
  await expect.element(skip).toBeInTheDocument()
  ;(skip.element() as HTMLElement).focus()
  await user.keyboard('{Enter}')
  await expect.element(link(namesShown()[0] ?? '')).toHaveFocus()
})
