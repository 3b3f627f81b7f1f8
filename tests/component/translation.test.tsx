import { expect, onTestFinished, test } from 'vitest'
import { page } from 'vitest/browser'
import html from '../../index.html?raw'
import { everyDevice, fleetIsRead, search, selectionBar } from './acting.ts'
import {
  cellText,
  click,
  fill,
  listIsThere,
  namesShown,
  renderConsole,
  rowAction,
  user,
} from './support.tsx'

type Replace = (text: Text, translation: Element) => void

/** Ways in which translators take a text out and put its translation in. */
const replacements: Record<string, Replace> = {
  'in one step': (text, translation) => text.replaceWith(translation),
  'in one step, by an element of its own': (text, translation) => {
    const own = document.createElement('span')
    own.append(translation)
    text.replaceWith(own)
  },
  'put in, then taken out': (text, translation) => {
    text.before(translation)
    text.remove()
  },
  'taken out, then put in': (text, translation) => {
    const { parentNode, nextSibling } = text
    text.remove()
    parentNode?.insertBefore(translation, nextSibling)
  },
  'by other texts': (text) => {
    const middle = text.data.length >> 1
    text.replaceWith(text.data.slice(0, middle), text.data.slice(middle))
  },
  'together with the elements beside them': (text, translation) => {
    const sentence = document.createElement('font')
    const beside = [...(text.parentNode?.childNodes ?? [])]
    if (beside.some((node) => node instanceof HTMLAnchorElement)) {
      text.before(sentence)
      sentence.append(...beside)
    }
    text.replaceWith(translation)
  },
}

/** Translates the page as a browser does, whatever it is told: each text, now and when one comes. */
function translatePage(replace: Replace): { translated: () => number } {
  const translations = new WeakSet<Node>()
  let translated = 0
  const observer = new MutationObserver((records) => {
    for (const { addedNodes } of records) addedNodes.forEach(translate)
  })
  observer.observe(document.body, { childList: true, subtree: true })
  translate(document.body)
  onTestFinished(() => observer.disconnect())
  return { translated: () => translated }

  function translate(root: Node): void {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
    const texts: Text[] = []
    while (walker.nextNode()) texts.push(walker.currentNode as Text)
    if (root instanceof Text) texts.push(root)
    for (const text of texts) {
      if (!text.data.trim() || translations.has(text)) continue
      const { parentElement, previousSibling, nextSibling } = text
      if (!parentElement || parentElement.closest('script, style, title')) continue
      const inner = document.createElement('font')
      const outer = document.createElement('font')
      const own = new Text(text.data)
      translations.add(own)
      inner.append(own)
      outer.append(inner)
      replace(text, outer)
      translated += 1
      const first = previousSibling ? previousSibling.nextSibling : parentElement.firstChild
      for (let node = first; node && node !== nextSibling; node = node.nextSibling) {
        if (node instanceof Text) translations.add(node)
      }
    }
  }
}

test('a translator that asks is told to leave the page as it is', () => {
  const shipped = new DOMParser().parseFromString(html, 'text/html')
  expect(shipped.documentElement.translate).toBe(false)
  expect(shipped.querySelector('meta[name=google]')?.getAttribute('content')).toBe('notranslate')
})

test.for(Object.entries(replacements))(
  'a page that is translated all the same shows what it should: texts %s',
  async ([, replace]) => {
    const { network } = renderConsole({ isConnected: false, network: { fleetSize: 150 } })
    const key = page.getByLabelText('API key')
    await expect.element(key).toBeVisible()
    const { translated } = translatePage(replace)
    await fill(key, 'demo-key')
    await user.keyboard('{Enter}')
    await listIsThere()
    expect(translated()).toBeGreaterThan(50)

    await click(page.getByRole('link', { name: 'Next page' }))
    const second = everyDevice(network).slice(10, 20)
    await expect.poll(namesShown).toEqual(second.map(({ name }) => name))
    await expect.element(page.getByText('11–20 of 150')).toBeVisible()
    expectRowsToBeRight()

    for (const name of namesShown().slice(0, 3)) {
      await click(page.getByRole('checkbox', { name: `Select ${name}`, exact: true }))
    }
    await expect.element(selectionBar()).toMatchTextContent(/^3 selected/)
    await click(page.getByRole('link', { name: 'Next page' }))
    await expect.element(selectionBar()).toMatchTextContent(/^3 selected, 3 not on this page/)

    await search('status:offline')
    await fleetIsRead()
    await expect.element(page.getByText(/^\d+ devices match$/)).toBeVisible()
    expectRowsToBeRight()
    await click(page.getByRole('link', { name: /^Unauthorized/ }))
    await expect.poll(() => cellText(namesShown()[0] ?? '', 'Status')).toBe('Unauthorized')
    await expect.element(page.getByText(/^\d+ devices? match(es)?$/)).toBeVisible()
    expectRowsToBeRight()

    const [first = ''] = namesShown()
    await user.click(rowAction('Remove', first).element())
    await expect
      .element(page.getByRole('heading', { name: /^Remove/ }))
      .toMatchTextContent(`Remove ${first}?`)

    /** Each row shows its device and no other. */
    function expectRowsToBeRight(): void {
      for (const device of everyDevice(network)) {
        if (!namesShown().includes(device.name)) continue
        expect(cellText(device.name, 'Status')).toBe(device.status)
        expect(cellText(device.name, 'App version')).toBe(device.appVersion ?? 'Unknown')
      }
    }
  },
)
